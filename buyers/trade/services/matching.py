"""What each entry of a statement is, by rule alone: a reference that is right, an id of ours, a code of the bank.

Nothing is guessed. Where two answers are possible, or the payer is not the buyer, the entry stays open for a person. Each
entry is one transaction; running this again changes nothing.
"""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from buyers.terms.references import references_in
from buyers.trade.models import BankAccount, Match, Movement, Order, PaymentInstruction, StatementEntry
from buyers.trade.services import bank_letters, bank_movements, movements, payments
from buyers.trade.services.ledger import lock_order
from buyers.trade.services.payment_ends import confirm_payment, take_back_payment
from buyers.trade.services.refusals import LedgerRefusal
from buyers.trade.services.statements import cause_of, is_about_a_payment, our_ids_in, received_of
from buyers.trade.statements.payer_names import is_same_name
from kpmarket.accounts.models import User

CHARGE_CODES = frozenset({"CHRG", "COMM", "FEES", "NCHG", "NCOM", "FCHG"})
"""Parts of the banks' codes that say: our own charge (ISO 20022 sub-families, SWIFT transaction types)."""
Kind = Match.Kind


def match_open_entries(account: BankAccount, *, at: datetime) -> int:
    """Take every open entry of the account for what it plainly is; returns how many were. Debits first: a return needs its debit."""
    entries = StatementEntry.objects.filter(account=account).open().select_related("account")
    ordered = sorted(entries, key=lambda entry: (entry.amount > 0, entry.pk))
    return sum(match_entry(entry, at=at) for entry in ordered)


def match_entry(entry: StatementEntry, *, at: datetime) -> bool:
    """Take one entry for what it plainly is. False where it stays open, or somebody was quicker."""
    try:
        with transaction.atomic():
            return _match(entry, at)
    except (LedgerRefusal, IntegrityError):
        return False


def _match(entry: StatementEntry, at: datetime) -> bool:
    if entry.amount < 0:
        if entry.is_reversal:
            return _match_recall(entry, at)
        return _match_payment(entry, at) or _match_charge(entry, at)
    if is_about_a_payment(entry) and received_of(entry) is None:
        return _match_return(entry, at)
    return _match_order(entry, at)


def order_named(entry: StatementEntry) -> Order | None:
    """The one order whose reference with right check digits the payer gave; None where there is none, or more than one.

    A structured reference comes first, then the text, then the payer's own end-to-end id.
    """
    for text in (entry.reference, entry.remittance, entry.end_to_end_id):
        keys = {(one.order, one.year) for one in references_in(text)}
        if len(keys) > 1:
            return None
        for pk, year in keys:
            found = (
                Order.objects.exclude(status=Order.Status.TO_APPROVE)
                .select_related("buyer", "holder")
                .filter(pk=pk)
                .first()
            )
            return found if found and found.placed_at.year == year else None
    return None


def _match_order(entry: StatementEntry, at: datetime) -> bool:
    order = order_named(entry)
    if order is None or order.holder_id != entry.account.holder_id:
        return False
    if order.currency != entry.currency:
        bank_letters.write_of_wrong_currency(order, entry, at=at)
        return False
    if not is_same_name(entry.payer_name, order.buyer.organisation):
        if entry.payer_name:
            bank_letters.write_of_unknown_payer(order, entry, at=at)
        return False
    take_for_order(entry, order, by=None, reason="", at=at)
    return True


def take_for_order(entry: StatementEntry, order: Order, *, by: User | None, reason: str, at: datetime) -> Match:
    """The money is for this order from now on, and serves the parts that are demanded. Raises LedgerRefusal or IntegrityError."""
    order = lock_order(order.pk)
    received = received_of(entry) or bank_movements.receive(
        entry.account, entry.amount, cause=cause_of(entry), at=at, by=by
    )
    match = Match.objects.create(entry=entry, kind=Kind.ORDER, order=order, by=by, reason=reason, at=at)
    movements.match(
        received,
        order,
        entry.amount,
        account=entry.account,
        cause=f"match:{match.pk}",
        by=by,
        at=at,
        note=reason,
    )
    payments.carry_out(order, at=at, by=by)
    return match


def _match_payment(entry: StatementEntry, at: datetime) -> bool:
    """A debit with an id of ours and exactly its amount."""
    found = _instruction_named(entry, PaymentInstruction.Status.HANDED_OVER)
    if found is None or found.amount != -entry.amount:
        return False
    confirm_payment(entry, found, by=None, at=at)
    return True


def _match_return(entry: StatementEntry, at: datetime) -> bool:
    """A payment of ours that came back, whole or less the charges of banks on its way."""
    found = _instruction_named(entry, PaymentInstruction.Status.CONFIRMED)
    if found is None or found.amount < entry.amount:
        return False
    take_back_payment(entry, found, by=None, at=at)
    return True


def _instruction_named(entry: StatementEntry, status: str) -> PaymentInstruction | None:
    """The one instruction of that status whose id the bank writes at the entry."""
    ids = our_ids_in(entry)
    rows = PaymentInstruction.objects.filter(end_to_end_id__in=ids, account=entry.account_id, status=status)
    found = list(rows[:2]) if ids else []
    return found[0] if len(found) == 1 else None


def _match_charge(entry: StatementEntry, at: datetime) -> bool:
    codes = set(entry.code.upper().replace("-", " ").split())
    if not codes & CHARGE_CODES:
        return False
    take_for_charge(entry, by=None, reason="", at=at)
    return True


def take_for_charge(entry: StatementEntry, *, by: User | None, reason: str, at: datetime) -> Match:
    """The debit is a charge of the bank, which this site bears."""
    match = Match.objects.create(entry=entry, kind=Kind.CHARGE, by=by, reason=reason, at=at)
    bank_movements.charge(entry.account, -entry.amount, cause=cause_of(entry), at=at)
    return match


def _match_recall(entry: StatementEntry, at: datetime) -> bool:
    """A reversal of the one payment that came in with the same sum and the same marks."""
    found = [one for one in recallable(entry) if _has_same_marks(entry, one)]
    if len(found) != 1:
        return False
    take_for_recall(entry, found[0], by=None, reason="", at=at)
    return True


def recallable(entry: StatementEntry) -> list[StatementEntry]:
    """Payments that came into the account before, with the sum that this debit takes, and were not recalled yet."""
    rows = StatementEntry.objects.filter(account=entry.account_id, amount=-entry.amount, pk__lt=entry.pk)
    rows = rows.exclude(recalls__ended_at=None, recalls__isnull=False).exclude(matches__kind__in=(Kind.BOUNCED,))
    return list(rows.order_by("-pk")[:20])


def _has_same_marks(entry: StatementEntry, original: StatementEntry) -> bool:
    """Whether the bank names the same payment: by an id, a reference, or the account that it came from."""
    pairs = [
        (entry.end_to_end_id, original.end_to_end_id),
        (entry.bank_ref, original.bank_ref),
        (entry.reference, original.reference),
        (entry.payer_account, original.payer_account),
    ]
    given = [(one, other) for one, other in pairs if one and other]
    return any(one == other for one, other in given) and not any(
        one != other for one, other in given if (one, other) == pairs[0]
    )


def take_for_recall(
    entry: StatementEntry, original: StatementEntry, *, by: User | None, reason: str, at: datetime
) -> Match:
    """The payer's bank took that payment back: what it served is demanded again. Raises LedgerRefusal.

    What was released already is owed by this site; nothing of it is hidden.
    """
    received = received_of(original)
    if received is None:
        raise IntegrityError
    served = list(Order.objects.filter(matches__entry=original, matches__ended_at=None).order_by("pk"))
    for order in served:
        lock_order(order.pk)
    bank_movements.reverse(received, account=entry.account, cause=cause_of(entry), at=at)
    Match.objects.filter(entry=original, ended_at=None).update(ended_by=by, ended_at=at)
    match = Match.objects.create(entry=entry, kind=Kind.REVERSAL, original=original, by=by, reason=reason, at=at)
    for order in served:
        bank_letters.write_of_recall(order, entry, at=at)
        payments.carry_out(order, at=at, by=by)
    return match


def give_up_match(match: Match, *, reason: str, by: User, at: datetime) -> None:
    """A payment was taken for the wrong order: it belongs to nobody known again. Raises LedgerRefusal where it serves a part."""
    matched = Movement.objects.get(kind=Movement.Kind.MATCHED, cause=f"match:{match.pk}")
    movements.unmatch(matched, by=by, at=at, note=reason)
    if not Match.objects.filter(pk=match.pk, ended_at=None).update(ended_by=by, ended_at=at):
        raise IntegrityError
