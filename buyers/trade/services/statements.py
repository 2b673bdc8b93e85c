"""Importing a bank's statement: whole, or not at all with one sentence. What came in is in the ledger at once, for nobody yet."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from stdnum import iban

from buyers.trade.models import BankAccount, Match, Movement, StatementEntry, StatementFile
from buyers.trade.services import bank_movements, desk
from buyers.trade.services.ledger import lock_ledger
from buyers.trade.statements.csv_file import Layout, layout_of
from buyers.trade.statements.reading import Reading, Typed, read_statement
from buyers.trade.statements.statement import Entry, Refused, Statement, compact_number, sum_in_words
from kpmarket.accounts.models import User

OUR_ID = re.compile(r"KPPAY[0-9A-F]{16}")
"""End-to-end ids as ``payouts`` makes them: in characters that every bank carries."""
DIGEST_CHARS = 48
SHORT_NUMBER = 6
"""An account number that a statement writes within a longer one has at least so many characters."""


class AlreadyImported(Exception):
    """The file, or the same statement in another file, was imported before as ``file``: nothing is wrong and nothing moves."""

    def __init__(self, file: StatementFile) -> None:
        super().__init__(str(file))
        self.file = file


@dataclass(frozen=True)
class Balances:
    """Typed with a CSV without a column of balances, in minor units."""

    opening: int | None = None
    closing: int | None = None


def import_statement(
    account: BankAccount, data: bytes, *, name: str, by: User, at: datetime, balances: Balances | None = None
) -> StatementFile:
    """The statement with its entries; each sum that came in is in the ledger, unmatched.

    Raises NotInOffice, AlreadyImported, or Refused with the sentence for whoever uploaded it.
    """
    desk.require_finance(by, at=at)
    sha256 = hashlib.sha256(data).hexdigest()
    if known := StatementFile.objects.filter(sha256=sha256).select_related("imported_by").first():
        raise AlreadyImported(known)
    given = balances or Balances()
    typed = Typed(layout_for(account), given.opening, given.closing)
    reading = read_statement(data, currency=account.currency, typed=typed)
    _require_same_account(account, reading.statement)
    _require_sums(reading.statement, account.currency)
    return store_reading(account, reading, sha256, name=name, by=by, at=at)


def layout_for(account: BankAccount) -> Layout | None:
    """The columns of this account's CSV, once somebody named them."""
    return layout_of(account.csv_layout) if account.csv_layout else None


def latest_of(account: BankAccount) -> StatementFile | None:
    """The last statement of the account: its closing balance is what the bank says now."""
    return StatementFile.objects.filter(account=account).order_by("-pk").first()


def expected_balance(account: BankAccount) -> int | None:
    """What the ledger should have in the account, in minor units, by the bank's word; None before the first statement.

    It is the last closing balance, less what lay there before the first statement, and without entries that are in no
    movement yet because nobody has explained them.
    """
    first = StatementFile.objects.filter(account=account).order_by("pk").first()
    last = latest_of(account)
    if first is None or last is None:
        return None
    open_entries = StatementEntry.objects.filter(account=account).open()
    unexplained = [entry.amount for entry in open_entries if entry.amount < 0 or received_of(entry) is None]
    return last.closing - first.opening - sum(unexplained)


def received_of(entry: StatementEntry) -> Movement | None:
    """The movement by which this entry came into the ledger."""
    return Movement.objects.filter(kind=Movement.Kind.RECEIVED, cause=cause_of(entry)).first()


@transaction.atomic
def store_reading(
    account: BankAccount, reading: Reading, sha256: str, *, name: str, by: User | None, at: datetime
) -> StatementFile:
    """Write the statement; of two at once the second learns of the first. ``by`` is None for a payment institution's.

    Raises AlreadyImported, or Refused where a statement is missing before it.
    """
    BankAccount.objects.select_for_update().get(pk=account.pk)
    statement = reading.statement
    if known := StatementFile.objects.filter(sha256=sha256).select_related("imported_by").first():
        raise AlreadyImported(known)
    digests = [digest_of(entry) for entry in statement.entries]
    if again := _same_statement(account, statement, digests):
        raise AlreadyImported(again)
    _require_continuity(account, statement)
    file = StatementFile.objects.create(
        account=account,
        kind=reading.kind,
        name=name[:200],
        sha256=sha256,
        statement_id=statement.statement_id,
        from_on=statement.from_on,
        until_on=statement.until_on,
        opening=statement.opening,
        closing=statement.closing,
        imported_by=by,
        imported_at=at,
    )
    rows = [
        StatementEntry(file=file, account=account, position=place, fingerprint=fingerprint, **asdict(entry))
        for place, (entry, fingerprint) in enumerate(
            zip(statement.entries, _fingerprints(account, digests), strict=True), start=1
        )
    ]
    made = StatementEntry.objects.bulk_create(rows, batch_size=500)
    lock_ledger()
    for row in made:
        if row.amount > 0 and not is_about_a_payment(row):
            bank_movements.receive(account, row.amount, cause=cause_of(row), at=at, by=by)
    return file


def cause_of(entry: StatementEntry) -> str:
    """How the ledger names the entry."""
    return f"entry:{entry.pk}"


def is_about_a_payment(entry: StatementEntry) -> bool:
    """Whether what came in is money of ours that comes back: it was never anybody's new payment."""
    return entry.amount > 0 and bool(entry.is_reversal or entry.return_reason or our_ids_in(entry))


def our_ids_in(entry: StatementEntry) -> set[str]:
    """End-to-end ids of ours that the bank writes at the entry, wherever it writes them."""
    written = re.sub(r"[^0-9A-Z]", "", f"{entry.end_to_end_id} {entry.remittance} {entry.bank_ref}".upper())
    return set(OUR_ID.findall(written))


def digest_of(entry: Entry) -> str:
    """All that the bank says about an entry, as one digest; the same in every statement that holds it."""
    text = json.dumps(asdict(entry), default=str, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:DIGEST_CHARS]


def _fingerprints(account: BankAccount, digests: Sequence[str]) -> list[str]:
    """The digests with the place of each among equal ones of the account: two equal payments of a day are two."""
    counts: Counter[str] = Counter(_known_digests(account, digests))
    fingerprints = []
    for digest in digests:
        fingerprints.append(f"{digest}-{counts[digest]}")
        counts[digest] += 1
    return fingerprints


def _known_digests(account: BankAccount, digests: Iterable[str]) -> dict[str, int]:
    """How many entries of the account have each of these digests."""
    first = [f"{digest}-0" for digest in set(digests)]
    found: dict[str, int] = defaultdict(int)
    for begin in range(0, len(first), 500):
        rows = StatementEntry.objects.filter(account=account, fingerprint__in=first[begin : begin + 500])
        for fingerprint in rows.values_list("fingerprint", flat=True):
            digest = fingerprint.partition("-")[0]
            found[digest] = StatementEntry.objects.filter(account=account, fingerprint__startswith=f"{digest}-").count()
    return found


def _same_statement(account: BankAccount, statement: Statement, digests: Sequence[str]) -> StatementFile | None:
    """A statement that says the same, exported by the bank once more with another number of the message."""
    candidates = StatementFile.objects.filter(
        account=account,
        opening=statement.opening,
        closing=statement.closing,
        from_on=statement.from_on,
        until_on=statement.until_on,
    ).select_related("imported_by")
    for file in candidates:
        stored = StatementEntry.objects.filter(file=file).values_list("fingerprint", flat=True)
        if Counter(one.partition("-")[0] for one in stored) == Counter(digests):
            return file
    return None


def _require_same_account(account: BankAccount, statement: Statement) -> None:
    """Raise Refused for a statement of another account, or in another currency."""
    currencies = {statement.currency, *(entry.currency for entry in statement.entries)} - {""}
    if other := currencies - {account.currency}:
        facts = {"other": ", ".join(sorted(other)), "currency": account.currency}
        raise Refused(_("The statement is in %(other)s, this account in %(currency)s.") % facts)
    if statement.number and not is_number_of(account, statement.number):
        raise Refused(
            _("The statement is of the account that ends in %(other)s, this one ends in %(end)s.")
            % {"other": statement.number[-4:], "end": account.number[-4:]}
        )


def is_number_of(account: BankAccount, written: str) -> bool:
    """Whether a number as a statement writes it is the account's: with the bank's code, or within its IBAN."""
    number = compact_number(account.number).replace("/", "")
    if written.replace("/", "") == number:
        return True
    *codes, last = written.split("/")
    if not iban.is_valid(number):
        return last == number and len(number) >= SHORT_NUMBER
    national = number[4:]
    return last == number or (bool(codes) and national == codes[0] + last.zfill(len(national) - len(codes[0])))


def _require_sums(statement: Statement, currency: str) -> None:
    """Raise Refused where the entries do not lead from the opening to the closing balance."""
    reached = statement.opening + sum(entry.amount for entry in statement.entries)
    if reached != statement.closing:
        facts = {"reached": sum_in_words(reached, currency), "closing": sum_in_words(statement.closing, currency)}
        raise Refused(
            _("Opening balance and entries make %(reached)s, but the statement closes with %(closing)s.") % facts
        )


def _require_continuity(account: BankAccount, statement: Statement) -> None:
    """Raise Refused where a statement is missing before this one, or overlaps it."""
    last = latest_of(account)
    if last is None or last.closing == statement.opening:
        return
    facts = {
        "opening": sum_in_words(statement.opening, account.currency),
        "closing": sum_in_words(last.closing, account.currency),
        "day": last.until_on.isoformat(),
    }
    raise Refused(
        _(
            "The statement opens with %(opening)s, but the last one, until %(day)s, closed with %(closing)s: "
            "one between them is missing, or this one overlaps it."
        )
        % facts
    )


def matched_kinds(entries: Iterable[StatementEntry]) -> dict[int, Match]:
    """The match in force of each of these entries, by the entry's key, in one query."""
    rows = Match.objects.filter(entry__in=[entry.pk for entry in entries], ended_at=None)
    return {row.entry_id: row for row in rows.select_related("order", "instruction", "by", "original")}
