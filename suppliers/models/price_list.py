"""What was listed, when: each price list as it was published. Nothing is changed or deleted here, by the database."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _

from suppliers.models.product import Currency, Product
from suppliers.models.supply import Incoterm, Unit


class ListedTier(NamedTuple):
    """The price of one unit from a quantity on."""

    from_quantity: int
    unit_price: Decimal


class PriceListQuerySet(models.QuerySet["PriceList"]):
    def at(self, moment: datetime) -> PriceListQuerySet:
        """Those published by then, the one in force first."""
        return self.filter(listed_at__lte=moment).order_by("-listed_at", "-pk")


class PriceList(models.Model):
    """The prices of a product from a moment until the next list takes its place. No tiers: price on request."""

    product = models.ForeignKey(Product, models.PROTECT, related_name="price_lists", verbose_name=_("product"))
    listed_at = models.DateTimeField(_("listed"))
    currency = models.CharField(_("currency"), max_length=3, choices=Currency)
    unit = models.CharField(_("unit"), max_length=10, choices=Unit)
    pieces = models.PositiveIntegerField(_("pieces per unit"), null=True)
    incoterm = models.CharField(_("Incoterm of the listed price"), max_length=3, choices=Incoterm, blank=True)
    incoterm_place = models.CharField(_("named place"), max_length=120, blank=True)
    rows = models.JSONField(_("price tiers"), default=list)
    """Pairs of a quantity and a price per unit in decimal digits, by rising quantity: ``[[1000, "0.0500"]]``."""

    objects = PriceListQuerySet.as_manager()

    class Meta:
        verbose_name = _("price list")
        verbose_name_plural = _("price lists")
        ordering = ["-listed_at", "-pk"]
        indexes = [models.Index(fields=["product", "listed_at"], name="price_list_of_product")]

    def __str__(self) -> str:
        return f"{self.product_id} · {self.listed_at:%Y-%m-%d %H:%M}"

    @property
    def tiers(self) -> list[ListedTier]:
        """Its rows, with amounts as numbers."""
        return [ListedTier(quantity, Decimal(price)) for quantity, price in self.rows]
