"""Accounts at a payment institution: its bookings become statements, approved payments are handed over, rejected ones come back.

Polling is the truth. A message only has the account looked at sooner: one that comes twice, late or never changes nothing.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from buyers.terms.money import plain
from buyers.trade.models import (
    BankAccount,
    PaymentInstruction,
    ProviderContact,
    ProviderMessage,
    ProviderPayout,
    StatementFile,
)
from buyers.trade.providers.configured import institution_of
from buyers.trade.providers.interface import Declined, Event, Payout, Provider, Receipt, Unreachable
from buyers.trade.services import matching, payees, payment_ends
from buyers.trade.services.refusals import LedgerRefusal
from buyers.trade.services.statements import AlreadyImported, store_reading
from buyers.trade.statements.reading import Reading
from buyers.trade.statements.statement import Entry, Refused, Statement
from kpmarket.foundation.transitions import IllegalTransition

Status = PaymentInstruction.Status
KIND = StatementFile.Kind.PROVIDER
PATIENCE = timedelta(minutes=45)
"""How long an institution may fail before somebody is notified."""


class Contradiction(Exception):
    """The bookings do not add up to the balances that come with them, or are in another currency: nothing is booked."""


def provider() -> Provider | None:
    """The institution of the settings; None where there is none, and everything goes by bank files."""
    return institution_of(settings.PAYMENT_PROVIDER)


def accounts_at_provider() -> list[BankAccount]:
    """The accounts of the holder that the settings name."""
    return list(BankAccount.objects.filter(holder__name=settings.PAYMENT_PROVIDER.get("holder", "")).order_by("pk"))


def note_message(event: Event, *, at: datetime) -> bool:
    """Whether the message is new and about an account of ours, so that this account is worth a look."""
    account = next((one for one in accounts_at_provider() if one.number == event.account), None)
    if account is None:
        return False
    facts = {"account": account, "received_at": at}
    _message, is_new = ProviderMessage.objects.get_or_create(message_id=event.id, defaults=facts)
    return is_new


def sync_all(*, clock: Callable[[], datetime]) -> int:
    """Look at every account of the institution; how many could not be looked at. Those are noted with what is wrong."""
    carrier = provider()
    return 0 if carrier is None else sum(not sync(one, carrier, at=clock()) for one in accounts_at_provider())


def sync(account: BankAccount, carrier: Provider, *, at: datetime) -> bool:
    """Hand over, fetch, match, and take back what was rejected. False where the institution did not answer, or not sensibly."""
    problem = ""
    try:
        hand_over(account, carrier, at=at)
        fetch(account, carrier, at=at)
        take_back_rejected(account, carrier, at=at)
    except (Unreachable, Declined, Contradiction, Refused) as error:
        problem = f"{type(error).__name__}: {error}"[:300]
    matching.match_open_entries(account, at=at)
    answered = {} if problem else {"answered_at": at}
    facts = {"tried_at": at, "problem": problem, **answered}
    ProviderContact.objects.update_or_create(account=account, defaults=facts)
    return not problem


def silent_contacts(*, at: datetime) -> list[ProviderContact]:
    """Accounts about which the institution has said nothing sensible for longer than ``PATIENCE``."""
    troubled = ProviderContact.objects.exclude(problem="").select_related("account").order_by("pk")
    return [one for one in troubled if one.answered_at is None or one.answered_at < at - PATIENCE]


def hand_over(account: BankAccount, carrier: Provider, *, at: datetime) -> int:
    """Submit payments that were exported and that the institution has not taken yet; how many it took now.

    The key is the payment's end-to-end id: after a time-out the same payment is asked for again, and made once. One that
    the institution declines comes back at once. Raises Unreachable.
    """
    waiting = PaymentInstruction.objects.filter(account=account, status=Status.HANDED_OVER, provider_payout=None)
    count = 0
    for one in waiting.select_related("order", "beneficiary", "back_to", "account").order_by("pk"):
        try:
            number = carrier.pay_out(_payout(one))
        except Declined as error:
            _take_back(one, str(error), at=at)
        else:
            facts = {"provider_id": number, "submitted_at": at}
            ProviderPayout.objects.get_or_create(instruction=one, defaults=facts)
            count += 1
    return count


def fetch(account: BankAccount, carrier: Provider, *, at: datetime) -> StatementFile | None:
    """The bookings since the last time as one statement; None where there are none. Raises Unreachable, Contradiction, Refused."""
    last = StatementFile.objects.filter(account=account, kind=KIND).order_by("-pk").first()
    receipts = carrier.receipts(account.number, last.statement_id if last else "")
    if not receipts:
        return None
    statement = _statement(account, receipts)
    text = json.dumps([asdict(one) for one in receipts], default=str, sort_keys=True, ensure_ascii=False)
    sha256 = hashlib.sha256(f"{account.pk}:{text}".encode()).hexdigest()
    try:
        return store_reading(account, Reading(KIND, statement), sha256, name=receipts[-1].id, by=None, at=at)
    except AlreadyImported as error:
        return error.file


def take_back_rejected(account: BankAccount, carrier: Provider, *, at: datetime) -> int:
    """Payments that the institution took and then rejected are owed to their receivers again. Raises Unreachable, Declined."""
    open_ones = ProviderPayout.objects.filter(instruction__account=account, instruction__status=Status.HANDED_OVER)
    count = 0
    for payout in open_ones.select_related("instruction__order", "instruction__account").order_by("pk"):
        found = carrier.status(payout.provider_id)
        if found.is_rejected:
            _take_back(payout.instruction, found.reason, at=at)
            count += 1
    return count


def _take_back(instruction: PaymentInstruction, reason: str, *, at: datetime) -> None:
    """Nothing left the account. A statement that says otherwise was quicker: then it counts."""
    try:
        with transaction.atomic():
            payment_ends.refuse_by_bank(instruction, reason=reason, by=None, at=at)
    except (LedgerRefusal, IllegalTransition):
        return


def _payout(instruction: PaymentInstruction) -> Payout:
    payee = payees.payee_of(instruction)
    return Payout(
        key=instruction.end_to_end_id,
        account=instruction.account.number,
        amount=instruction.amount,
        currency=instruction.currency,
        payee=payee.name,
        payee_account=payee.number,
        payee_bic=payee.bic,
        payee_country=payee.country,
        text=instruction.order.number if instruction.order else "",
    )


def _statement(account: BankAccount, receipts: Sequence[Receipt]) -> Statement:
    """The receipts as a statement; each leads from the balance before to its own. Raises Contradiction."""
    opening = before = receipts[0].balance - receipts[0].amount
    for one in receipts:
        if one.currency != account.currency or before + one.amount != one.balance or not one.amount:
            words = f"{plain(before, account.currency)} and {plain(one.amount, account.currency)}"
            raise Contradiction(f"{one.id} does not follow from {words}")
        before = one.balance
    return Statement(
        number="",
        currency=account.currency,
        statement_id=receipts[-1].id,
        from_on=min(one.booked_on for one in receipts),
        until_on=max(one.booked_on for one in receipts),
        opening=opening,
        closing=before,
        entries=tuple(_entry(one) for one in receipts),
    )


def _entry(receipt: Receipt) -> Entry:
    return Entry(
        booked_on=receipt.booked_on,
        valued_on=receipt.booked_on,
        amount=receipt.amount,
        currency=receipt.currency,
        bank_ref=receipt.id[:80],
        payer_name=receipt.party[:200],
        payer_account=receipt.party_account[:60],
        remittance=receipt.text[:1000],
        reference=receipt.reference[:60],
        end_to_end_id=receipt.end_to_end_id[:60],
        code=receipt.code[:40],
        return_reason=receipt.reason[:200],
        is_reversal=receipt.is_reversal,
    )
