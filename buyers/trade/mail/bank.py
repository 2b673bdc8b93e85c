"""Letters about money that came in or went out otherwise than meant. All are a duty; none names an account's whole number."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from buyers.catalogue.prices import money
from buyers.terms.money import as_decimal
from buyers.trade.models import Order, PaymentInstruction, StatementEntry
from kpmarket.accounts.models import User
from kpmarket.foundation import mail
from kpmarket.foundation.outbox.models import Letter


def unknown_payer(order: Order, entry: StatementEntry, user: User) -> Letter:
    """To the buyer: somebody else paid with the reference of the order, which counts only once it is explained."""
    return _of_entry("trade/unknown_payer", order, entry, user)


def wrong_currency(order: Order, entry: StatementEntry, user: User) -> Letter:
    """To the buyer: the money came in another currency than the order's, and pays nothing."""
    return _of_entry("trade/wrong_currency", order, entry, user)


def payment_recalled(order: Order, entry: StatementEntry, user: User) -> Letter:
    """To both sides: the payer's bank took a payment back."""
    return _of_entry("trade/payment_recalled", order, entry, user)


def payout_returned(order: Order, instruction: PaymentInstruction, reason: str, user: User) -> Letter:
    """To the supplier: the bank sent a payment back; is the account right?"""
    key = f"payout-returned-{instruction.pk}-{user.pk}"
    account = instruction.beneficiary
    return _letter(
        "trade/payout_returned", order, user, key, amount=instruction.amount, account=account, bank_reason=reason
    )


def _of_entry(name: str, order: Order, entry: StatementEntry, user: User) -> Letter:
    key = f"{name.rpartition('/')[2].replace('_', '-')}-{entry.pk}-{user.pk}"
    return _letter(name, order, user, key, amount=abs(entry.amount), entry=entry, currency=entry.currency)


def _letter(
    name: str, order: Order, user: User, key: str, *, amount: int, currency: str = "", **facts: object
) -> Letter:
    of = currency or order.currency
    context = {
        "order": order,
        "amount": _Money(amount, of),
        "action_url": settings.SITE_URL + order.get_absolute_url(),
        "action_label": _("See the order"),
        "reason": _("You get this letter because you act for a side of this order."),
        **facts,
    }
    return mail.compose(name, user, context, key=key)


class _Money:
    """A sum that is put into words while the letter is written, in its language."""

    def __init__(self, amount: int, currency: str) -> None:
        self.amount, self.currency = amount, currency

    def __str__(self) -> str:
        return money(as_decimal(self.amount, self.currency), self.currency)
