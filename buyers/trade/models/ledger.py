"""The ledger: transfers of one debit, one credit and one positive amount. Nothing here is changed or deleted."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from buyers.trade.models.order import Order
from kpmarket.accounts.models import User


class Account(models.Model):
    """Where money is, or whose it is, in one currency. Its balance is the sum of its transfers, never stored.

    Named ``bank:<BankAccount>``, ``unmatched:<BankAccount>``, ``transit:<BankAccount>``, ``order:<n>:unapplied``,
    ``order:<n>:held:<part>``, ``order:<n>:payable``, ``order:<n>:refundable``, ``charges:<currency>``, ``fee:<currency>``,
    ``recalled:<currency>`` or ``fx:<currency>``. The database refuses to change it.
    """

    class Kind(models.TextChoices):
        ASSET = "asset", _("Asset")
        LIABILITY = "liability", _("Liability")
        INCOME = "income", _("Income")
        EXPENSE = "expense", _("Expense")
        CLEARING = "clearing", _("Clearing")

    name = models.CharField(_("name"), max_length=60, unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    currency = models.CharField(_("currency"), max_length=3)
    order = models.ForeignKey(Order, models.PROTECT, null=True, related_name="accounts", verbose_name=_("order"))
    part = models.PositiveSmallIntegerField(_("part of the price"), null=True)

    class Meta:
        verbose_name = _("account of the ledger")
        verbose_name_plural = _("accounts of the ledger")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["id", "currency"], name="account_has_one_currency")]

    def __str__(self) -> str:
        return self.name


class Movement(models.Model):
    """Why money moved: one act with one cause, which cannot happen twice."""

    class Kind(models.TextChoices):
        RECEIVED = "received", _("Received by the bank")
        MATCHED = "matched", _("Matched to an order")
        UNMATCHED = "unmatched", _("Taken back from an order")
        APPLIED = "applied", _("Held for a part")
        UNAPPLIED = "unapplied", _("No longer held for a part")
        RELEASED = "released", _("Released to the supplier")
        RESOLVED = "resolved", _("Divided between both sides")
        FEE = "fee", _("Fee")
        SENT = "sent", _("Handed to the bank")
        CONFIRMED = "confirmed", _("Confirmed by the bank")
        BOUNCED = "bounced", _("Returned by the bank")
        REVERSED = "reversed", _("Recalled by the payer's bank")
        RETURNED = "returned", _("To be paid back")
        BANK_CHARGE = "bank_charge", _("Charge of the bank")
        EXCHANGED = "exchanged", _("Exchanged by the bank")
        COVERED = "covered", _("Paid in by the site")
        CORRECTION = "correction", _("Correction")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    cause = models.CharField(_("cause"), max_length=120)
    """The row that made it so, as ``entry:15`` or ``decision:3``: of one kind, each cause moves money once."""
    order = models.ForeignKey(Order, models.PROTECT, null=True, related_name="movements", verbose_name=_("order"))
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("by"))
    second = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("second person"))
    at = models.DateTimeField(_("at"))
    note = models.CharField(_("note"), max_length=500, blank=True)
    follows = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="followers", verbose_name=_("follows the movement")
    )
    """The movement that this one continues or undoes: matched → received, confirmed → sent, correction → what it undoes."""

    class Meta:
        verbose_name = _("movement of money")
        verbose_name_plural = _("movements of money")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "cause"], name="movement_once_per_cause"),
            models.CheckConstraint(condition=~Q(cause=""), name="movement_has_a_cause"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.cause}"


class Transfer(models.Model):
    """``amount`` minor units of ``currency`` from the account ``credit`` to the account ``debit``, as bookkeepers say."""

    movement = models.ForeignKey(Movement, models.PROTECT, related_name="transfers", verbose_name=_("movement"))
    debit = models.ForeignKey(Account, models.PROTECT, related_name="debits", verbose_name=_("debit"))
    credit = models.ForeignKey(Account, models.PROTECT, related_name="credits", verbose_name=_("credit"))
    amount = models.BigIntegerField(_("amount"))
    currency = models.CharField(_("currency"), max_length=3)

    class Meta:
        verbose_name = _("transfer")
        verbose_name_plural = _("transfers")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gte=1), name="transfer_amount_is_positive"),
            models.CheckConstraint(condition=~Q(debit=F("credit")), name="transfer_between_two_accounts"),
        ]

    def __str__(self) -> str:
        return f"{self.debit_id} ← {self.credit_id}: {self.amount} {self.currency}"
