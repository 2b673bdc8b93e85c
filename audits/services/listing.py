"""What a clearance carries along from its product and supplier: what the catalogue filters and sorts by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from django.db.models import Prefetch

from audits.models import NO_LEAD_TIME, NO_PRICE
from kpmarket.money import in_usd
from kpmarket.search import pieces
from suppliers.models import PriceTier, Product, Supplier

STANDARDS_BYTES = 1500
"""Bytes of standards that are carried: a row of a PostgreSQL index holds 2,700."""


def listed(products: Iterable[int]) -> Iterator[tuple[int, dict[str, Any]]]:
    """The carried columns of each of these products, by their keys, in a fixed number of queries."""
    tiers = Prefetch("price_tiers", queryset=PriceTier.objects.order_by("from_quantity"))
    known = Product.objects.filter(pk__in=list(products)).select_related("supplier").prefetch_related(tiers)
    return ((product.pk, listing(product)) for product in known.order_by("pk"))


def listing(product: Product) -> dict[str, Any]:
    """The carried columns. The product comes with its supplier and its price tiers."""
    supplier = product.supplier
    words = (product.name_en, product.name_zh, product.model, supplier.name_en, supplier.name_zh)
    return {
        "product_type_id": product.product_type_id,
        "supplier_id": product.supplier_id,
        "is_on_offer": product.is_listed and supplier.status == Supplier.Status.QUALIFIED,
        "price_usd": _lowest_price(product),
        "moq": product.moq,
        "lead_time_days": NO_LEAD_TIME if product.lead_time_days is None else product.lead_time_days,
        "monthly_capacity": product.monthly_capacity or 0,
        "province": supplier.province,
        "standards": _barred(product.standards),
        "words": " " + " ".join(pieces(" ".join(words))) + " ",
    }


def _barred(standards: list[str]) -> str:
    """Each between bars, as many of the first as an index holds."""
    kept = ""
    for standard in standards:
        if len(f"{kept}|{standard}|".encode()) > STANDARDS_BYTES:
            break
        kept += f"|{standard}"
    return f"{kept}|" if kept else ""


def _lowest_price(product: Product) -> Decimal:
    prices = [tier.unit_price for tier in product.price_tiers.all()]
    return in_usd(min(prices), product.currency) if prices else NO_PRICE
