"""Bundles that were made: who took the evidence of an order or case with them, and the digest by which it is known again."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from buyers.disputes.models.case import LegalCase
from buyers.disputes.models.claim import Claim
from buyers.trade.models import Order, Side
from kpmarket.accounts.models import User


class Bundle(models.Model):
    """One bundle, of an order, a claim or a case. The file itself is not kept. The database refuses to change this row."""

    order = models.ForeignKey(Order, models.PROTECT, null=True, related_name="bundles", verbose_name=_("order"))
    claim = models.ForeignKey(Claim, models.PROTECT, null=True, related_name="bundles", verbose_name=_("claim"))
    case = models.ForeignKey(LegalCase, models.PROTECT, null=True, related_name="bundles", verbose_name=_("legal case"))
    side = models.CharField(_("side"), max_length=8, choices=Side)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("made by"))
    made_at = models.DateTimeField(_("made"))
    manifest_sha256 = models.CharField(_("SHA-256 of its manifest"), max_length=64)
    files = models.PositiveIntegerField(_("files"))
    size = models.PositiveBigIntegerField(_("bytes"))

    class Meta:
        verbose_name = _("evidence bundle")
        verbose_name_plural = _("evidence bundles")
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(order__isnull=False) | Q(case__isnull=False), name="bundle_of_something")
        ]

    def __str__(self) -> str:
        return f"{self.case or self.claim or self.order} · {self.made_at:%Y-%m-%d}"
