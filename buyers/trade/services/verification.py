"""Whether the ledger is right: all of it computed again, and compared with the decision log, contracts and statements.

Each fault is a sentence for who runs the site, in English as all that the command line says.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Prefetch

from audits.desk import log
from audits.models import LogEntry
from buyers.terms.money import plain
from buyers.trade.models import Account, Movement, Order, Transfer
from buyers.trade.services.accounts import HELD
from buyers.trade.services.balances import balances_of_orders
from buyers.trade.services.contracts import in_force_of
from buyers.trade.services.ledger import act_of, content_of, factor_of, subject_of
from buyers.trade.services.statement_checks import statement_faults

CHUNK = 500
Row = TypeVar("Row")


@dataclass(frozen=True)
class Verified:
    """How much was looked at, and what is wrong with it."""

    movements: int
    accounts: int
    faults: tuple[str, ...]


def verify() -> Verified:
    """Compute everything again. Reads all of the ledger, a part at a time; writes nothing."""
    sums = _sums()
    faults = [*_log_faults(), *_account_faults(sums), *_order_faults(), *statement_faults(sums)]
    return Verified(Movement.objects.count(), Account.objects.count(), tuple(faults))


def _log_faults() -> Iterator[str]:
    """Each movement is as the decision log says, and none is missing on either side."""
    logged = LogEntry.objects.filter(subject__startswith="movement:").order_by("sequence")
    booked: set[str] = set()
    for entries in _parts(logged.iterator(chunk_size=CHUNK)):
        movements = _movements([int(entry.subject.partition(":")[2]) for entry in entries])
        for entry in entries:
            movement = movements.get(entry.subject)
            if movement is None:
                yield f"Entry {entry.sequence} of the decision log speaks of {entry.subject}, which is missing."
            elif entry.subject in booked:
                yield f"Entry {entry.sequence} of the decision log speaks of {entry.subject} a second time."
            elif not _is_as_logged(movement, entry):
                yield f"{entry.subject} is not what was written: entry {entry.sequence} of the decision log says otherwise."
            booked.add(entry.subject)
    for movement in Movement.objects.select_related("by", "second").order_by("pk").iterator(chunk_size=CHUNK):
        if subject_of(movement) not in booked:
            yield f"{subject_of(movement)} has no entry in the decision log."
        if movement.kind == Movement.Kind.CORRECTION and not _has_two_people(movement):
            yield f"{subject_of(movement)} is a correction without two people."


def _movements(numbers: list[int]) -> dict[str, Movement]:
    transfers = Transfer.objects.select_related("debit", "credit").order_by("pk")
    found = Movement.objects.filter(pk__in=numbers).prefetch_related(Prefetch("transfers", transfers))
    return {subject_of(movement): movement for movement in found}


def _is_as_logged(movement: Movement, entry: LogEntry) -> bool:
    lines = [(one.debit.name, one.credit.name, one.amount, one.currency) for one in movement.transfers.all()]
    written = (act_of(movement.kind), movement.by_id, movement.at, content_of(movement, lines))
    return written == (entry.act, entry.by_id, entry.at, entry.content) and log.digest_of(entry) == entry.digest


def _has_two_people(movement: Movement) -> bool:
    return movement.by_id is not None and movement.second_id is not None and movement.by_id != movement.second_id


def _sums() -> dict[int, int]:
    """Debits less credits of every account, by primary key, each transfer read again."""
    sums: dict[int, int] = defaultdict(int)
    rows = Transfer.objects.order_by("pk").values_list("debit", "credit", "amount")
    for debit, credit, amount in rows.iterator(chunk_size=CHUNK):
        sums[debit] += amount
        sums[credit] -= amount
    return sums


def _account_faults(sums: dict[int, int]) -> Iterator[str]:
    """No account is below zero, no transfer is between currencies or without an amount, each currency sums to nothing."""
    of_currency: Counter[str] = Counter()
    for account in Account.objects.order_by("pk").iterator(chunk_size=CHUNK):
        of_currency[account.currency] += sums[account.pk]
        own = factor_of(account.kind) * sums[account.pk]
        if own < 0 and account.kind != Account.Kind.CLEARING:
            yield f"The account {account.name} is below zero: {account.currency} {plain(own, account.currency)}."
    for currency, much in sorted(of_currency.items()):
        if much:
            yield f"The accounts in {currency} do not sum to nothing: {plain(much, currency)} too much."
    rows = Transfer.objects.order_by("pk").values_list(
        "movement", "debit__currency", "credit__currency", "currency", "amount"
    )
    for movement, debit, credit, currency, amount in rows.iterator(chunk_size=CHUNK):
        if {debit, credit} != {currency} or amount < 1:
            yield f"A transfer of movement:{movement} is none: {amount} of {debit} and {credit}."


def _order_faults() -> Iterator[str]:
    """What came in for an order is somewhere, and no more is held for a part than it costs in the contract in force."""
    orders = Order.objects.filter(movements__isnull=False).distinct().order_by("pk")
    for part in _parts(orders.prefetch_related("contracts__signatures").iterator(chunk_size=CHUNK)):
        balances = balances_of_orders([order.pk for order in part])
        for order in part:
            sums = balances[order.pk]
            gone = sum(sums.released.values()) + sum(sums.refunded.values()) + sums.returned
            if sums.received != sums.unapplied + sums.held_in_all + gone:
                yield f"{order}: what came in is not what is held, released, paid back and waiting."
            contract = in_force_of(order.contracts.all())
            costs = {one.number: one.amount for one in contract.terms.parts} if contract else {}
            for number, amount in sums.held.items():
                if amount > costs.get(number, 0):
                    words = f"{order.currency} {plain(amount, order.currency)}"
                    yield f"{order}: {words} is {HELD} for part {number}, more than it costs."


def _parts(rows: Iterable[Row]) -> Iterator[list[Row]]:
    part: list[Row] = []
    for row in rows:
        part.append(row)
        if len(part) == CHUNK:
            yield part
            part = []
    if part:
        yield part
