"""What the catalogue knows of a product besides its clearances."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from suppliers.models import Product, ProductType


class Listing(models.Model):
    """The words that a product is found by. Written by ``audits.clearances.listing`` alone.

    ``words`` are the names in both languages as search pieces, each between spaces: see kpmarket/foundation/text/search.py.
    """

    product = models.OneToOneField(
        Product, models.CASCADE, primary_key=True, related_name="listing", verbose_name=_("product")
    )
    product_type = models.ForeignKey(ProductType, models.PROTECT, related_name="+", db_index=False)
    words = models.TextField(blank=True)

    class Meta:
        verbose_name = _("listing")
        verbose_name_plural = _("listings")
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.product_id)
