"""What the catalogue knows of a product besides its clearances."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from audits.models.clearance import CATALOGUE_SORTS, NO_LEAD_TIME, NO_PRICE
from audits.models.traits import OfferTraits
from suppliers.models import Product, ProductType, Supplier

ORDERS = [name for name, *_key in CATALOGUE_SORTS if name.lstrip("-") not in ("id", "valid_until")]
"""The orders of products that no clearance places; that of age is the order of keys."""


def _on_offer(*names: str) -> models.Index:
    """Index of what is on offer in that order."""
    kind = "listing" if names[0] == "product_type" else "listings"
    return models.Index(fields=[*names, "product"], condition=Q(is_on_offer=True), name=f"{kind}_by_{names[-1]}")


class Listing(models.Model):
    """The words that a product is found by, how its claims stand, and what the catalogue filters and sorts products by
    that have no clearance. Written by ``audits.clearances.listing`` alone.

    ``words`` are the names in both languages as search pieces, each between spaces: see kpmarket/foundation/text/search.py.
    """

    product = models.OneToOneField(
        Product, models.CASCADE, primary_key=True, related_name="listing", verbose_name=_("product")
    )
    product_type = models.ForeignKey(ProductType, models.PROTECT, related_name="+", db_index=False)
    words = models.TextField(blank=True)
    standards = models.TextField(blank=True)
    """Standards and classes that an approved document shows, between bars, as on its clearances."""
    unverified = models.TextField(blank=True)
    """Words that the supplier states and no approved document shows, one to a line; cut after some."""
    contradicted = models.TextField(blank=True)
    """Of these the ones that documents contradict."""

    supplier = models.ForeignKey(Supplier, models.PROTECT, related_name="+", null=True, db_index=False)
    is_on_offer = models.BooleanField(default=False)
    price_usd = models.DecimalField(max_digits=12, decimal_places=4, default=NO_PRICE)
    moq = models.PositiveIntegerField(default=1)
    lead_time_days = models.PositiveSmallIntegerField(default=NO_LEAD_TIME)
    monthly_capacity = models.PositiveIntegerField(default=0)
    province = models.CharField(max_length=10, blank=True)
    traits = models.ForeignKey(
        OfferTraits, models.DO_NOTHING, related_name="+", null=True, db_constraint=False, db_index=False
    )

    class Meta:
        verbose_name = _("listing")
        verbose_name_plural = _("listings")
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["product"], condition=~Q(contradicted=""), name="listing_contradicted"),
            models.Index(fields=["product_type", "product"], condition=Q(is_on_offer=True), name="listing_of_type"),
            *(_on_offer("product_type", name) for name in ORDERS),
            *(_on_offer(name) for name in ORDERS),
        ]

    def __str__(self) -> str:
        return str(self.product_id)
