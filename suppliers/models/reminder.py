"""What makes the reminder sweep safe to run twice and safe to miss."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from kpmarket.accounts.models import User
from suppliers.models.certificate import Certificate


class Reminder(models.Model):
    """One rung of the ladder, handed over once to one person through one channel.

    ``rung`` is days before the certificate's end: 30 means thirty days before, 0 the last day, -7 a week after.
    ``sent_at`` is empty between the claim and the hand-over.
    """

    class Channel(models.TextChoices):
        MAIL = "mail", _("Mail")
        SITE = "site", _("On the site")

    certificate = models.ForeignKey(
        Certificate, models.PROTECT, related_name="reminders", verbose_name=_("certificate")
    )
    recipient = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name=_("recipient"))
    rung = models.SmallIntegerField(_("rung"))
    channel = models.CharField(_("channel"), max_length=10, choices=Channel)
    due_on = models.DateField(_("due on"))
    claimed_at = models.DateTimeField(_("claimed"))
    sent_at = models.DateTimeField(_("sent"), null=True)

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        ordering = ["-due_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["certificate", "recipient", "rung", "channel"], name="reminder_once_per_rung_and_channel"
            )
        ]

    def __str__(self) -> str:
        return f"{self.certificate_id} · {self.rung}"
