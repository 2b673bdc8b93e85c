"""Reminders of law changes that were written, so that no change is reminded of twice."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from audits.models.rulebook import Market
from kpmarket.accounts.models import User
from kpmarket.foundation.outbox.models import Letter
from suppliers.models import Supplier


class LawReminder(models.Model):
    """A reminder of one law change to one person, at one step of the series.

    ``day`` is the first day under the changed law, ``code`` and ``about`` name its first cause, ``rung`` is the step: days
    before the last day under the former law. Rows of one person, company and day share one ``letter``; it is empty once the
    letter is no longer kept.
    """

    supplier = models.ForeignKey(
        Supplier, models.PROTECT, related_name="law_reminders", db_index=False, verbose_name=_("supplier")
    )
    market = models.ForeignKey(Market, models.PROTECT, related_name="+", db_index=False, verbose_name=_("market"))
    day = models.DateField(_("first day under the changed law"))
    code = models.CharField(_("cause"), max_length=40)
    about = models.CharField(_("what changes"), max_length=200)
    recipient = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name=_("recipient"))
    rung = models.SmallIntegerField(_("rung"))
    due_on = models.DateField(_("due on"))
    created_at = models.DateTimeField(_("written"))
    letter = models.ForeignKey(
        Letter, models.SET_NULL, null=True, blank=True, related_name="law_reminders", verbose_name=_("letter")
    )

    class Meta:
        verbose_name = _("reminder of a law change")
        verbose_name_plural = _("reminders of law changes")
        ordering = ["-due_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["supplier", "market", "day", "code", "about", "recipient", "rung"],
                name="law_reminder_once_per_rung",
            )
        ]

    def __str__(self) -> str:
        return f"{self.supplier_id} · {self.market_id} · {self.about} · {self.rung}"
