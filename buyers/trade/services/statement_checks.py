"""Whether the ledger says of each bank account what its statements say, entry by entry."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from buyers.terms.money import plain
from buyers.trade.models import Account, BankAccount, StatementEntry, StatementFile, Transfer

ENTRY = re.compile(r"entry:(\d+)(?::.*)?")
"""Causes of movements that an entry of a statement made, as ``entry:15`` and ``entry:15:order:3``."""


def statement_faults(sums: Mapping[int, int]) -> Iterator[str]:
    """``sums`` are debits less credits by account. Accounts without a statement have nothing to be compared with."""
    for account in BankAccount.objects.order_by("pk"):
        files = list(StatementFile.objects.filter(account=account).order_by("from_on", "until_on", "pk"))
        if files:
            yield from _gaps(account, files)
            yield from _differences(account, files, sums)


def _gaps(account: BankAccount, files: list[StatementFile]) -> Iterator[str]:
    """Each statement opens as the one before closed, and closes with what its entries add."""
    before: int | None = None
    for file in files:
        if before is not None and file.opening != before:
            words = f"opens with {_words(file.opening, account)}, the one before closed with {_words(before, account)}"
            yield f"The statement {file} {words}."
        entries = sum(file.entries.values_list("amount", flat=True))
        if file.opening + entries != file.closing:
            yield f"The statement {file} does not close with what its entries add to its opening."
        before = file.closing


def _differences(account: BankAccount, files: list[StatementFile], sums: Mapping[int, int]) -> Iterator[str]:
    """Each entry moved as much as it says, nothing else moved, and the sum of all is what the last statement closes with."""
    moved = _moved_by_entries(account)
    nowhere = moved.pop(None, 0)
    if nowhere:
        yield f"{account}: {_words(nowhere, account)} moved in the ledger without an entry of a statement."
    waiting = 0
    for pk, amount in StatementEntry.objects.filter(account=account).order_by("pk").values_list("pk", "amount"):
        if pk not in moved:
            waiting += amount
        elif moved[pk] != amount:
            words = f"{_words(amount, account)}, the ledger moved {_words(moved[pk], account)}"
            yield f"{account}: entry {pk} of the statements says {words}."
    ledger = Account.objects.filter(name=f"bank:{account.pk}").first()
    booked = sums[ledger.pk] if ledger and ledger.pk in sums else 0
    closing = files[-1].closing - files[0].opening
    if booked + waiting != closing:
        words = f"{_words(closing, account)} since the first one opened, the ledger {_words(booked, account)}"
        left = f", and entries of {_words(waiting, account)} wait to be booked" if waiting else ""
        yield f"{account}: the statements add {words}{left}."


def _moved_by_entries(account: BankAccount) -> dict[int | None, int]:
    """What each entry of a statement added to the account in the ledger, by primary key; None for what no entry did.

    A correction counts for the entry whose movement it undid.
    """
    moved: dict[int | None, int] = defaultdict(int)
    name = f"bank:{account.pk}"
    causes: dict[int, str] = {}
    columns = ("movement", "movement__kind", "movement__cause", "movement__follows", "debit__name", "credit__name")
    for movement, kind, cause, follows, debit, credit, amount in (
        Transfer.objects.order_by("pk").values_list(*columns, "amount").iterator()
    ):
        if name in {debit, credit}:
            causes[movement] = causes.get(follows, cause) if kind == "correction" else cause
            found = ENTRY.fullmatch(causes[movement])
            moved[int(found[1]) if found else None] += amount if debit == name else -amount
    return {entry: amount for entry, amount in moved.items() if amount}


def _words(amount: int, account: BankAccount) -> str:
    return f"{account.currency} {plain(amount, account.currency)}"
