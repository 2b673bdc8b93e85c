"""What passes between this site and a payment institution. Its bookings are statements, as those of banks."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from buyers.trade.models.bank import PaymentInstruction
from buyers.trade.models.holder import BankAccount


class ProviderMessage(models.Model):
    """A message that was genuine, by its id: the second one of that id changes nothing. The database refuses to change it."""

    message_id = models.CharField(_("number of the message"), max_length=100, unique=True)
    account = models.ForeignKey(BankAccount, models.PROTECT, related_name="+", verbose_name=_("bank account"))
    received_at = models.DateTimeField(_("received"))

    class Meta:
        verbose_name = _("message of a payment institution")
        verbose_name_plural = _("messages of payment institutions")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.message_id


class ProviderPayout(models.Model):
    """A payment that the institution took from us, under its own number. The database refuses to change it."""

    instruction = models.OneToOneField(
        PaymentInstruction, models.PROTECT, related_name="provider_payout", verbose_name=_("payment instruction")
    )
    provider_id = models.CharField(_("number at the institution"), max_length=100, unique=True)
    submitted_at = models.DateTimeField(_("submitted"))

    class Meta:
        verbose_name = _("payment at a payment institution")
        verbose_name_plural = _("payments at payment institutions")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.provider_id


class ProviderContact(models.Model):
    """When an account's institution was last asked, when it last answered, and what is wrong since; empty: nothing."""

    account = models.OneToOneField(
        BankAccount, models.PROTECT, related_name="provider_contact", verbose_name=_("bank account")
    )
    tried_at = models.DateTimeField(_("last asked"))
    answered_at = models.DateTimeField(_("last answered"), null=True)
    problem = models.CharField(_("problem"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("contact with a payment institution")
        verbose_name_plural = _("contacts with payment institutions")
        ordering = ["account"]

    def __str__(self) -> str:
        return f"{self.account}: {self.problem or 'answers'}"
