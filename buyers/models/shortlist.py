"""What a buyer keeps an eye on, and the news of a loss."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audits.models import Clearance, Market
from buyers.models.buyer import Buyer
from kpmarket.accounts.models import User
from suppliers.models import Product


class ShortlistEntry(models.Model):
    """A product that a buyer keeps an eye on for one destination."""

    buyer = models.ForeignKey(Buyer, models.CASCADE, related_name="shortlist", verbose_name=_("buyer"))
    product = models.ForeignKey(Product, models.CASCADE, related_name="+", verbose_name=_("product"))
    destination = models.CharField(_("destination"), max_length=6)
    added_at = models.DateTimeField(_("added"), default=timezone.now)
    added_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+", verbose_name=_("added by"))
    quantity = models.PositiveIntegerField(_("quantity"), null=True)
    note = models.CharField(_("note"), max_length=500, blank=True, default="")
    compared = models.JSONField(_("as last compared"), null=True)
    """What alerts compare with: see buyers.services.changes. None before it was first looked at."""

    class Meta:
        verbose_name = _("shortlist entry")
        verbose_name_plural = _("shortlist entries")
        ordering = ["-added_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["buyer", "product", "destination"], name="shortlist_once_per_destination")
        ]

    def __str__(self) -> str:
        return f"{self.product} → {self.destination}"


class LossNotice(models.Model):
    """One buyer was notified, once, that one clearance they relied on ended."""

    buyer = models.ForeignKey(Buyer, models.CASCADE, related_name="loss_notices", verbose_name=_("buyer"))
    product = models.ForeignKey(Product, models.CASCADE, related_name="+", verbose_name=_("product"))
    market = models.ForeignKey(Market, models.PROTECT, related_name="+", verbose_name=_("market"))
    clearance = models.ForeignKey(Clearance, models.CASCADE, related_name="+", verbose_name=_("clearance"))
    lost_on = models.DateField(_("lost on"))
    created_at = models.DateTimeField(_("written"), default=timezone.now)

    class Meta:
        verbose_name = _("notice of a loss")
        verbose_name_plural = _("notices of losses")
        ordering = ["-lost_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["buyer", "product", "market", "lost_on"], name="loss_notified_once")
        ]

    def __str__(self) -> str:
        return f"{self.product_id} → {self.market_id}"

    @property
    def was_ready(self) -> bool:
        """Whether it was ready only, and is not even that any more."""
        return self.clearance.state not in Clearance.SHIPPING
