"""How a part of the price is paid: to whom, into which account, under which reference, and a code to scan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from buyers.terms.errors import TermsError
from buyers.terms.money import plain
from buyers.terms.parts import PartState, Step
from buyers.terms.references import Reference, transfer_code
from buyers.trade.models import BankAccount, Order
from buyers.trade.services.fact_rows import OrderFacts
from buyers.trade.services.words import money_words
from kpmarket.accounts.factor_secrets import NoKeyFits
from suppliers.accounts.services import account_in_force, number_of


@dataclass(frozen=True)
class PayInstructions:
    """What a payer needs. ``number`` is an IBAN or a domestic number; ``code`` the text of a QR code.

    ``is_held``: the payee is the holder that the order names. ``is_transfer_code``: banking apps in SEPA read the code;
    any other shows the same text to copy.
    """

    payee: str
    bank: str
    number: str
    bic: str
    amount: int
    currency: str
    reference: Reference
    is_held: bool
    code: str
    is_transfer_code: bool


def reference_of(order: Order, part: int) -> Reference:
    """What the payer writes on the transfer for that part."""
    return Reference(order.placed_at.year, order.pk, part)


def pay_instructions(facts: OrderFacts, part: PartState, *, at: datetime) -> PayInstructions | None:
    """How the part is paid now; None where it is not to be paid, or where there is no account that was checked."""
    if part.step is not Step.PAY or facts.is_outside_ledger:
        return None
    payee = _holder_of(facts) if facts.is_held_here else _supplier_of(facts, at)
    if payee is None:
        return None
    name, bank, number, bic = payee
    reference = reference_of(facts.order, part.part.number)
    code, is_transfer_code = _code(name, number, bic, part.missing, facts.order.currency, reference)
    return PayInstructions(
        payee=name,
        bank=bank,
        number=number,
        bic=bic,
        amount=part.missing,
        currency=facts.order.currency,
        reference=reference,
        is_held=facts.is_held_here,
        code=code,
        is_transfer_code=is_transfer_code,
    )


Payee = tuple[str, str, str, str]
"""Name, bank, number of the account, BIC."""


def _holder_of(facts: OrderFacts) -> Payee | None:
    account = BankAccount.objects.filter(holder=facts.order.holder, currency=facts.order.currency).first()
    if account is None or facts.order.holder is None:
        return None
    return facts.order.holder.name, account.bank, account.number, account.bic


def _supplier_of(facts: OrderFacts, at: datetime) -> Payee | None:
    """The supplier's own account, approved and past its cooling-off; its number cannot be read without our key."""
    account = account_in_force(facts.order.supplier, at)
    if account is None:
        return None
    try:
        number = number_of(account)
    except NoKeyFits:
        return None
    return account.holder_en or account.holder_zh, account.bank, number, account.swift


def _code(name: str, number: str, bic: str, amount: int, currency: str, reference: Reference) -> tuple[str, bool]:
    """The text of the code, and whether banking apps start a transfer from it."""
    if currency == "EUR":
        try:
            return transfer_code(name, number, bic, amount, reference.text), True
        except TermsError:
            pass
    lines = [name, number, bic, f"{currency} {plain(amount, currency)}", reference.text]
    return "\n".join(line for line in lines if line), False


def amount_in_words(shown: PayInstructions) -> str:
    """The amount with its currency."""
    return money_words(shown.amount, shown.currency)
