"""Who holds money for orders: a licensed third party by name, and its accounts."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Holder(models.Model):
    """A bank or payment institution that may hold money of others. An order without one is not assured."""

    class Kind(models.TextChoices):
        TRUST_ACCOUNT = "trust_account", _("Trust account at a bank")
        PAYMENT_INSTITUTION = "payment_institution", _("Payment institution")

    name = models.CharField(_("name"), max_length=200, unique=True)
    kind = models.CharField(_("kind"), max_length=24, choices=Kind)
    country = models.CharField(_("country"), max_length=2)
    regulator = models.CharField(_("regulator"), max_length=200)
    licence = models.CharField(_("licence"), max_length=120)
    ended_on = models.DateField(_("takes no new orders since"), null=True, blank=True)

    class Meta:
        verbose_name = _("holder of money")
        verbose_name_plural = _("holders of money")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class BankAccount(models.Model):
    """An account of a holder, in one currency."""

    holder = models.ForeignKey(Holder, models.PROTECT, related_name="accounts", verbose_name=_("holder"))
    bank = models.CharField(_("bank"), max_length=200)
    number = models.CharField(_("IBAN or account number"), max_length=34)
    bic = models.CharField(_("BIC"), max_length=11, blank=True)
    currency = models.CharField(_("currency"), max_length=3)
    csv_layout = models.JSONField(_("columns of its CSV"), null=True, blank=True)
    """What ``statements.csv_file.Layout`` says, once somebody of finance named the columns."""

    class Meta:
        verbose_name = _("bank account")
        verbose_name_plural = _("bank accounts")
        ordering = ["holder", "currency"]
        constraints = [
            models.UniqueConstraint(fields=["number", "currency"], name="bank_account_once_per_currency"),
        ]

    def __str__(self) -> str:
        return f"{self.bank} · {self.currency} · {self.number[-4:]}"
