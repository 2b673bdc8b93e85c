"""What the catalogue knows of a product besides its clearances."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from suppliers.models import Product, ProductType


class Listing(models.Model):
    """The words that a product is found by, and how its claims stand. Written by ``audits.clearances.listing`` alone.

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

    class Meta:
        verbose_name = _("listing")
        verbose_name_plural = _("listings")
        ordering = ["pk"]
        indexes = [models.Index(fields=["product"], condition=~Q(contradicted=""), name="listing_contradicted")]

    def __str__(self) -> str:
        return str(self.product_id)
