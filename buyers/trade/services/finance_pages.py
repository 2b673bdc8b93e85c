"""What the pages of finance show, read with a constant number of queries however many rows there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Max, Min, Sum

from buyers.trade.models import (
    Account,
    BankAccount,
    Match,
    Movement,
    Order,
    PaymentInstruction,
    Side,
    StatementEntry,
    StatementFile,
    Transfer,
)
from buyers.trade.services import accounts
from buyers.trade.services.accounts import PAYABLE, REFUNDABLE
from buyers.trade.services.payees import shown_payee
from buyers.trade.services.statements import cause_of, matched_kinds
from buyers.trade.services.suggestions import Suggestion, suggestions_for
from buyers.trade.services.words import money_words

MOST_OPEN = 200


@dataclass(frozen=True)
class AccountState:
    """An account of a holder: its last statement, and whether the ledger says the same."""

    account: BankAccount
    last: StatementFile | None
    closing: str
    difference: int
    difference_words: str
    open_count: int


@dataclass(frozen=True)
class EntryRow:
    """An entry, what it was taken for, and what it may be."""

    entry: StatementEntry
    amount: str
    match: Match | None = None
    suggestions: tuple[Suggestion, ...] = ()


@dataclass(frozen=True)
class Due:
    """What is decided for a side of an order and not under way; ``accounts`` may pay it."""

    order: Order
    side: str
    amount: str
    accounts: tuple[BankAccount, ...]


@dataclass(frozen=True)
class PaymentRow:
    """A payment instruction as lists show it."""

    instruction: PaymentInstruction
    amount: str
    payee: str


def account_states() -> list[AccountState]:
    """All accounts, each compared with the ledger. Seven queries."""
    rows = list(BankAccount.objects.select_related("holder"))
    ends = StatementFile.objects.order_by().values("account").annotate(first=Min("pk"), last=Max("pk"))
    ends_of = {one["account"]: (one["first"], one["last"]) for one in ends}
    files = StatementFile.objects.in_bulk({pk for pair in ends_of.values() for pk in pair})
    unexplained, counts = _open_sums()
    sums = _ledger_sums([accounts.bank(one).name for one in rows])
    states = []
    for one in rows:
        first, last = (files[pk] for pk in ends_of[one.pk]) if one.pk in ends_of else (None, None)
        expected = last.closing - first.opening - unexplained[one.pk] if first and last else 0
        difference = -sums.get(accounts.bank(one).name, 0) - expected
        closing = money_words(last.closing, one.currency) if last else ""
        words = money_words(difference, one.currency)
        states.append(AccountState(one, last, closing, difference, words, counts[one.pk]))
    return states


def _open_sums() -> tuple[dict[int, int], dict[int, int]]:
    """Of each account the sum of open entries that are in no movement, and how many entries are open at all."""
    entries = list(StatementEntry.objects.open().only("pk", "account", "amount"))
    causes = Movement.objects.filter(kind=Movement.Kind.RECEIVED, cause__in=[cause_of(one) for one in entries])
    received = set(causes.values_list("cause", flat=True))
    unexplained: dict[int, int] = defaultdict(int)
    counts: dict[int, int] = defaultdict(int)
    for one in entries:
        counts[one.account_id] += 1
        unexplained[one.account_id] += 0 if cause_of(one) in received else one.amount
    return unexplained, counts


def _ledger_sums(names: Iterable[str]) -> dict[str, int]:
    """Credits less debits of the accounts of these names, in two queries."""
    wanted = list(names)
    sums: dict[str, int] = defaultdict(int)
    for side, factor in (("credit", 1), ("debit", -1)):
        rows = Transfer.objects.filter(**{f"{side}__name__in": wanted}).order_by().values(f"{side}__name")
        for row in rows.annotate(sum=Sum("amount")):
            sums[row[f"{side}__name"]] += factor * int(row["sum"])
    return dict(sums)


def entry_rows(entries: Sequence[StatementEntry], *, with_suggestions: bool = False) -> list[EntryRow]:
    """The entries with their matches; four queries at most."""
    matches = matched_kinds(entries)
    wanted = [entry for entry in entries if with_suggestions and entry.amount > 0 and entry.pk not in matches]
    suggested = suggestions_for(wanted)
    return [
        EntryRow(
            entry,
            money_words(entry.amount, entry.currency),
            matches.get(entry.pk),
            tuple(suggested.get(entry.pk, ())),
        )
        for entry in entries
    ]


def open_entries() -> list[StatementEntry]:
    """Entries that nobody took for anything, the oldest first; at most ``MOST_OPEN``."""
    rows = StatementEntry.objects.open().select_related("account__holder", "file")
    return list(rows.order_by("booked_on", "pk")[:MOST_OPEN])


def sums_due() -> list[Due]:
    """What may be prepared now: payable or refundable, less what is prepared or approved already. Six queries."""
    ends = (f":{PAYABLE}", f":{REFUNDABLE}")
    names = {
        one.name: (one.order_id, ends.index(f":{one.name.rpartition(':')[2]}"))
        for one in Account.objects.filter(order__isnull=False, part=None)
        if one.name.endswith(ends)
    }
    left: dict[tuple[int, int], int] = defaultdict(int)
    for name, amount in _ledger_sums(names).items():
        order, place = names[name]
        left[order or 0, place] += amount
    prepared = PaymentInstruction.objects.filter(order__isnull=False, status__in=PaymentInstruction.OPEN)
    for order, beneficiary, amount in prepared.values_list("order", "beneficiary", "amount"):
        left[order or 0, 0 if beneficiary else 1] -= amount
    orders = Order.objects.select_related("buyer", "supplier", "holder").in_bulk(
        [order for (order, _place), amount in left.items() if amount > 0]
    )
    payers: dict[tuple[int, str], list[BankAccount]] = defaultdict(list)
    for account in BankAccount.objects.select_related("holder"):
        payers[account.holder_id, account.currency].append(account)
    return [
        Due(
            orders[order],
            Side.BUYER if place else Side.SUPPLIER,
            money_words(amount, orders[order].currency),
            tuple(payers[orders[order].holder_id or 0, orders[order].currency]),
        )
        for (order, place), amount in sorted(left.items())
        if amount > 0
    ]


def payment_rows(instructions: Iterable[PaymentInstruction]) -> list[PaymentRow]:
    """Payments with their payees masked; they come with their order, beneficiary, entry and people."""
    return [PaymentRow(one, money_words(one.amount, one.currency), shown_payee(one)) for one in instructions]
