"""Reference rates of currencies, each with its day."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class ExchangeRate(models.Model):
    """How much of a currency one euro was worth on a day, as the European Central Bank published it. Information, no offer."""

    day = models.DateField(_("day"))
    currency = models.CharField(_("currency"), max_length=3)
    """ISO 4217."""
    per_euro = models.DecimalField(_("for one euro"), max_digits=16, decimal_places=6)
    is_demonstration = models.BooleanField(_("demonstration"), default=False)
    """Invented figures of the demonstration: pages say so."""

    class Meta:
        verbose_name = _("reference rate")
        verbose_name_plural = _("reference rates")
        ordering = ["-day", "currency"]
        constraints = [
            models.UniqueConstraint(fields=["day", "currency"], name="exchange_rate_once_a_day"),
            models.CheckConstraint(condition=Q(per_euro__gt=0), name="exchange_rate_above_nothing"),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.currency} {self.per_euro}"
