"""The bank account to which a company is paid: as evidence that two auditors approve, never changed, only followed."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kpmarket.accounts.models import User
from suppliers.models.supplier import Supplier

COOLING_OFF = timedelta(hours=72)
"""From the moment on which every owner was written to until a new account may take the place of another."""


class AccountQuerySet(models.QuerySet["BeneficiaryAccount"]):
    def waiting(self) -> AccountQuerySet:
        """Not yet approved, returned or stopped."""
        return self.filter(approved_at=None, ended_at=None)

    def in_force(self, at: datetime) -> AccountQuerySet:
        """Approved and past its cooling-off, the latest first: the first one is paid to."""
        return self.filter(ended_at=None, in_force_from__lte=at).order_by("-in_force_from", "-pk")


class BeneficiaryAccount(models.Model):
    """One account as a company submitted it.

    It is approved by two auditors and in force from the second approval, not before its cooling-off is over; until then
    the account before it stays the one in force. Which one is in force is computed, never stored.
    """

    supplier = models.ForeignKey(Supplier, models.PROTECT, related_name="accounts", verbose_name=_("supplier"))
    holder_zh = models.CharField(_("holder in Chinese"), max_length=200)
    holder_en = models.CharField(_("holder in English"), max_length=200)
    bank = models.CharField(_("bank and branch"), max_length=200)
    country = models.CharField(_("country of the bank"), max_length=2, default="CN")
    number_token = models.TextField(_("number, encrypted"))
    number_end = models.CharField(_("last characters of the number"), max_length=4)
    swift = models.CharField(_("SWIFT code (BIC)"), max_length=11, blank=True)
    cnaps = models.CharField(_("CNAPS code"), max_length=12, blank=True)
    currency = models.CharField(_("currency"), max_length=3)
    submitted_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("submitted by"))
    submitted_at = models.DateTimeField(_("submitted"))
    checked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("checked by"))
    checked_at = models.DateTimeField(_("checked"), null=True)
    approved_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("approved by"))
    approved_at = models.DateTimeField(_("approved"), null=True)
    in_force_from = models.DateTimeField(_("in force from"), null=True)
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("ended by"))
    ended_at = models.DateTimeField(_("ended"), null=True)
    note = models.TextField(_("note to the supplier"), max_length=2000, blank=True)

    objects = AccountQuerySet.as_manager()

    class Meta:
        verbose_name = _("beneficiary account")
        verbose_name_plural = _("beneficiary accounts")
        ordering = ["-submitted_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["supplier"],
                condition=Q(approved_at=None, ended_at=None),
                name="account_one_waiting_per_supplier",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None, approved_at=None, in_force_from=None)
                | (
                    Q(approved_by__isnull=False, approved_at__isnull=False, in_force_from__isnull=False)
                    & Q(checked_by__isnull=False, in_force_from__gte=models.F("approved_at"))
                    & ~Q(approved_by=models.F("checked_by"))
                ),
                name="account_approved_by_two_people",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.bank} · {self.masked}"

    @property
    def masked(self) -> str:
        """The number as everybody but auditors in office reads it."""
        return f"•••• {self.number_end}"

    @property
    def cooling_off_until(self) -> datetime:
        return self.submitted_at + COOLING_OFF

    def status_at(self, moment: datetime) -> str:
        """waiting, checked, cooling_off, approved or ended, as of that moment."""
        if self.ended_at:
            return "ended"
        if self.in_force_from:
            return "approved" if self.in_force_from <= moment else "cooling_off"
        return "checked" if self.checked_at else "waiting"
