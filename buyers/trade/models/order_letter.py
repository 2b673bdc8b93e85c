"""Letters about orders that were written: each cause is written of once to each person."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from buyers.trade.models.order import Order
from kpmarket.accounts.models import User


class OrderLetter(models.Model):
    """A person was written to about one thing. ``cause`` names the row or part that made it so, as ``part:2``."""

    order = models.ForeignKey(Order, models.PROTECT, related_name="letters", verbose_name=_("order"))
    kind = models.CharField(_("kind"), max_length=40)
    cause = models.CharField(_("cause"), max_length=80)
    recipient = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("recipient"))
    written_at = models.DateTimeField(_("written"))

    class Meta:
        verbose_name = _("letter about an order")
        verbose_name_plural = _("letters about orders")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["order", "kind", "cause", "recipient"], name="order_letter_once_per_cause_and_person"
            )
        ]

    def __str__(self) -> str:
        return f"{self.order} · {self.kind} · {self.cause}"
