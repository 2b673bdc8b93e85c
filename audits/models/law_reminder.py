"""What makes the sweep of law changes safe to run twice and safe to miss."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from audits.models.rulebook import Market
from kpmarket.accounts.models import User
from suppliers.models import Reminder, Supplier


class LawReminder(models.Model):
    """One rung of the ladder about one change of the law, handed over once to one person through one channel.

    ``day`` is the first day under the changed law, ``code`` and ``about`` name its first cause as ``Turn`` does, ``rung``
    is days before the last day under the former one. ``sent_at`` is empty between the claim and the hand-over.
    """

    Channel = Reminder.Channel

    supplier = models.ForeignKey(
        Supplier, models.PROTECT, related_name="law_reminders", db_index=False, verbose_name=_("supplier")
    )
    market = models.ForeignKey(Market, models.PROTECT, related_name="+", db_index=False, verbose_name=_("market"))
    day = models.DateField(_("first day under the changed law"))
    code = models.CharField(_("cause"), max_length=40)
    about = models.CharField(_("what turns"), max_length=200)
    recipient = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name=_("recipient"))
    rung = models.SmallIntegerField(_("rung"))
    channel = models.CharField(_("channel"), max_length=10, choices=Reminder.Channel)
    due_on = models.DateField(_("due on"))
    claimed_at = models.DateTimeField(_("claimed"))
    sent_at = models.DateTimeField(_("sent"), null=True)

    class Meta:
        verbose_name = _("reminder of a law change")
        verbose_name_plural = _("reminders of law changes")
        ordering = ["-due_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["supplier", "market", "day", "code", "about", "recipient", "rung", "channel"],
                name="law_reminder_once_per_rung_and_channel",
            )
        ]

    def __str__(self) -> str:
        return f"{self.supplier_id} · {self.market_id} · {self.about} · {self.rung}"
