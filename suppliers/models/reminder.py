"""What makes the reminder sweep safe to run twice and safe to miss."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from kpmarket.accounts.models import User
from kpmarket.foundation.outbox.models import Letter
from suppliers.models.certificate import Certificate


class Reminder(models.Model):
    """That one person was reminded of one rung of the ladder, written together with the notice and the letter.

    ``rung`` is days before the certificate's end: 30 means thirty days before, 0 the last day, -7 a week after.
    ``letter`` is empty where there is only a notice, and once the letter is no longer kept.
    """

    certificate = models.ForeignKey(
        Certificate, models.PROTECT, related_name="reminders", verbose_name=_("certificate")
    )
    recipient = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name=_("recipient"))
    rung = models.SmallIntegerField(_("rung"))
    due_on = models.DateField(_("due on"))
    created_at = models.DateTimeField(_("written"))
    letter = models.ForeignKey(
        Letter, models.SET_NULL, null=True, blank=True, related_name="reminders", verbose_name=_("letter")
    )

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        ordering = ["-due_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["certificate", "recipient", "rung"], name="reminder_once_per_rung")
        ]

    def __str__(self) -> str:
        return f"{self.certificate_id} · {self.rung}"
