"""What one side offers to end a claim, and the signatures under it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from buyers.disputes.models.claim import Claim
from buyers.trade.models import Side
from kpmarket.accounts.models import User


class Settlement(models.Model):
    """A proposal: how the money of each part is divided, and what else is agreed. The database refuses to change it.

    Of each side the latest counts. ``shares``: lists of part, minor units to the buyer, minor units to the supplier;
    ``digest`` is of the claim, the shares and the text, and not of who proposed it: the same offer of both is one.
    """

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="settlements", verbose_name=_("claim"))
    side = models.CharField(_("proposed by the side"), max_length=8, choices=Side)
    shares = models.JSONField(_("shares"), default=list)
    text = models.TextField(_("what else is agreed"), max_length=4000, blank=True)
    digest = models.CharField(_("SHA-256"), max_length=64)
    proposed_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("proposed by"))
    proposed_at = models.DateTimeField(_("proposed"))

    class Meta:
        verbose_name = _("settlement")
        verbose_name_plural = _("settlements")
        ordering = ["proposed_at", "pk"]

    def __str__(self) -> str:
        return f"{self.claim} · {self.digest[:12]}"


class SettlementSignature(models.Model):
    """One side agreed to one proposal by its digest. The database refuses to change it."""

    settlement = models.ForeignKey(Settlement, models.PROTECT, related_name="signatures", verbose_name=_("settlement"))
    side = models.CharField(_("side"), max_length=8, choices=Side)
    digest = models.CharField(_("SHA-256 that was signed"), max_length=64)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("signed by"))
    at = models.DateTimeField(_("signed"))

    class Meta:
        verbose_name = _("signature under a settlement")
        verbose_name_plural = _("signatures under settlements")
        ordering = ["settlement", "at"]
        constraints = [
            models.UniqueConstraint(fields=["settlement", "side"], name="settlement_signature_once_per_side")
        ]

    def __str__(self) -> str:
        return f"{self.settlement} · {self.side}"
