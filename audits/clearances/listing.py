"""What the catalogue finds, filters and sorts by: carried along by clearances, and the words of each product."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db.models import Prefetch

from audits.models import NO_LEAD_TIME, NO_PRICE, Clearance, Listing
from kpmarket.foundation.money import in_usd
from kpmarket.foundation.search import pieces
from suppliers.models import PriceTier, Product, Supplier

STANDARDS_BYTES = 1500
"""Bytes of standards that are carried: a row of a PostgreSQL index holds 2,700."""


def listed(products: Iterable[int]) -> list[Product]:
    """These products, by their keys, with what their listing is made of, in a fixed number of queries."""
    tiers = Prefetch("price_tiers", queryset=PriceTier.objects.order_by("from_quantity"))
    known = Product.objects.filter(pk__in=list(products)).select_related("supplier").prefetch_related(tiers)
    return list(known.order_by("pk"))


def list_new(products: Iterable[Product]) -> None:
    """Give a listing to those of these products that have none."""
    products = list(products)
    known = set(Listing.objects.filter(product__in=products).values_list("product", flat=True))
    if new := [product for product in products if product.pk not in known]:
        Listing.objects.bulk_create(map(_listing, new), ignore_conflicts=True)


def list_again(products: Iterable[Product]) -> None:
    """Bring listings, and what clearances carry, up to what these products and their suppliers say now."""
    products = list(products)
    Listing.objects.bulk_create(
        map(_listing, products),
        update_conflicts=True,
        unique_fields=["product"],
        update_fields=["product_type", "words"],
    )
    for product in products:
        Clearance.objects.current().filter(product=product).update(**carried(product))


def _listing(product: Product) -> Listing:
    supplier = product.supplier
    names = (product.name_en, product.name_zh, product.model, supplier.name_en, supplier.name_zh)
    words = f" {' '.join(pieces(' '.join(names)))} "
    return Listing(product=product, product_type_id=product.product_type_id, words=words)


def carried(product: Product) -> dict[str, Any]:
    """The columns that a product's clearances carry. It comes with its supplier and its price tiers."""
    supplier = product.supplier
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
