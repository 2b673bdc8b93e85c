"""To which account money may leave: a supplier's account in force that has cooled off, or where it came from. Nowhere else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from buyers.trade.models import Order, PaymentInstruction, Side, StatementEntry
from buyers.trade.services.payee_questions import is_asked
from suppliers.accounts import services as accounts
from suppliers.identity.bank_numbers import REFUSED
from suppliers.models import BeneficiaryAccount, Supplier


class PayeeRefusal(Exception):
    """No money leaves there."""


class NoAccount(PayeeRefusal):
    """The supplier has no approved account in force."""


class CoolingOff(PayeeRefusal):
    """The supplier's account is being changed; ``until`` is when its owners have had time to stop it."""

    def __init__(self, until: datetime) -> None:
        super().__init__(until.isoformat())
        self.until = until


class HolderDiffers(PayeeRefusal):
    """The holder of the account is not the registered company in both languages."""


class NotQualified(PayeeRefusal):
    """The company is not qualified any more."""


class AccountChanged(PayeeRefusal):
    """Another account is in force than when the payment was prepared."""


class NoWayBack(PayeeRefusal):
    """The bank did not say from which account the money came."""


class QuestionOpen(PayeeRefusal):
    """A question about a party of the order is open."""


@dataclass(frozen=True)
class Payee:
    """Whom the bank pays: name in Latin letters, number, and what says which bank; empty where it is not known."""

    name: str
    number: str
    bic: str = ""
    cnaps: str = ""
    bank: str = ""
    country: str = ""


def account_to_pay(order: Order, *, at: datetime) -> BeneficiaryAccount:
    """The supplier's account in force. Raises PayeeRefusal where nothing may be paid to the supplier now."""
    supplier = order.supplier
    if supplier.status != Supplier.Status.QUALIFIED:
        raise NotQualified
    changing = BeneficiaryAccount.objects.filter(supplier=supplier, ended_at=None).order_by("-submitted_at").first()
    if changing and at < changing.cooling_off_until:
        raise CoolingOff(changing.cooling_off_until)
    account = accounts.account_in_force(supplier, at)
    if account is None:
        raise NoAccount
    if set(accounts.findings(account)) & set(REFUSED):
        raise HolderDiffers
    return account


def require_no_question(order: Order, side: Side, *, at: datetime) -> None:
    """Raise QuestionOpen where payments to that side wait for an answer."""
    if is_asked(order, side, at=at):
        raise QuestionOpen


def require_way_back(entry: StatementEntry) -> None:
    """Raise NoWayBack where the bank did not name the account that the money came from."""
    if not entry.payer_account:
        raise NoWayBack


def require_payee(instruction: PaymentInstruction, *, at: datetime) -> None:
    """Raise PayeeRefusal where its payee is not the one to pay now."""
    if instruction.order:
        side = Side.BUYER if instruction.back_to else Side.SUPPLIER
        require_no_question(instruction.order, side, at=at)
    if instruction.back_to:
        return require_way_back(instruction.back_to)
    assert instruction.order is not None  # noqa: S101 (a constraint of the table)
    if account_to_pay(instruction.order, at=at).pk != instruction.beneficiary_id:
        raise AccountChanged
    return None


def payee_of(instruction: PaymentInstruction) -> Payee:
    """Whom the instruction pays. Raises NoKeyFits where the key of the account's number was lost."""
    if account := instruction.beneficiary:
        number = accounts.number_of(account)
        return Payee(account.holder_en, number, account.swift, account.cnaps, account.bank, account.country)
    entry = instruction.back_to
    assert entry is not None  # noqa: S101 (a constraint of the table)
    return Payee(entry.payer_name or "NOTPROVIDED", entry.payer_account)


def shown_payee(instruction: PaymentInstruction) -> str:
    """Name, bank and last characters of the number: what lists show."""
    if account := instruction.beneficiary:
        return f"{account.holder_en} · {account.bank} · {account.masked}"
    entry = instruction.back_to
    return f"{entry.payer_name} · •••• {entry.payer_account[-4:]}" if entry else ""
