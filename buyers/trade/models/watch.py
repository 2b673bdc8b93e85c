"""Who was notified of what the watch found: the hold itself is computed and stored nowhere."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from buyers.trade.models.order import Order
from kpmarket.accounts.models import User


class WatchNotice(models.Model):
    """One person was notified, once, of one finding about one line of an order, or that it is over."""

    class Kind(models.TextChoices):
        TOO_SHORT = "too_short", _("The clearance ends before the goods are expected")
        LAW_AHEAD = "law_ahead", _("The law changes before the goods are expected")
        LAPSED = "lapsed", _("The clearance has lapsed")
        REVOKED = "revoked", _("A document was revoked")
        CURED = "cured", _("The clearance stands again")

    order = models.ForeignKey(Order, models.PROTECT, related_name="watch_notices", verbose_name=_("order"))
    line = models.PositiveSmallIntegerField(_("line"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    cause = models.CharField(_("cause"), max_length=80)
    """The code of the finding: the same for as long as it lasts."""
    recipient = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("recipient"))
    written_at = models.DateTimeField(_("written"))

    class Meta:
        verbose_name = _("notice of the watch")
        verbose_name_plural = _("notices of the watch")
        ordering = ["-written_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["order", "line", "kind", "cause", "recipient"], name="watch_notified_once")
        ]

    def __str__(self) -> str:
        return f"{self.order} · {self.line} · {self.get_kind_display()}"
