"""Columns that the catalogue filters and sorts by, copied onto clearances, and the search words of each product."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from decimal import Decimal
from typing import Any

from django.db.models import Prefetch

from audits.models import NO_LEAD_TIME, NO_PRICE, Clearance, Listing
from kpmarket.foundation.money import in_usd
from kpmarket.foundation.text.search import pieces
from suppliers.models import PriceTier, Product, Supplier

CHUNK = 500
"""Products whose words are written together."""
MAX_STANDARDS_BYTES = 1500
"""A row of a PostgreSQL index holds 2,700 bytes; the other columns need the rest."""


def products_to_list(products: Iterable[int]) -> list[Product]:
    """These products, given by key, with supplier, type and price tiers, in a fixed number of queries."""
    tiers = Prefetch("price_tiers", queryset=PriceTier.objects.order_by("from_quantity"))
    known = (
        Product.objects.filter(pk__in=list(products)).select_related("supplier", "product_type").prefetch_related(tiers)
    )
    return list(known.order_by("pk"))


def add_listings(products: Iterable[Product]) -> None:
    """Create a listing for those of these products that have none."""
    products = list(products)
    known = set(Listing.objects.filter(product__in=products).values_list("product", flat=True))
    if new := [product for product in products if product.pk not in known]:
        Listing.objects.bulk_create(map(_listing, new), ignore_conflicts=True)


def update_listings(products: Iterable[Product]) -> None:
    """Bring the listings of these products, and the copied columns of their clearances, up to date."""
    products = list(products)
    Listing.objects.bulk_create(
        map(_listing, products),
        update_conflicts=True,
        unique_fields=["product"],
        update_fields=["product_type", "words"],
    )
    for product in products:
        Clearance.objects.current().filter(product=product).update(**catalogue_columns(product))


def update_words_of(product_types: Collection[str]) -> None:
    """Bring the search words of all products of these types up to date; the types were named differently before."""
    last = 0
    of_types = Product.objects.filter(product_type__in=product_types).order_by("pk").values_list("pk", flat=True)
    while keys := list(of_types.filter(pk__gt=last)[:CHUNK]):
        last = keys[-1]
        rows = map(_listing, products_to_list(keys))
        Listing.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["product"], update_fields=["product_type", "words"]
        )


def _listing(product: Product) -> Listing:
    supplier = product.supplier
    names = (product.name_en, product.name_zh, product.model, supplier.name_en, supplier.name_zh)
    words = f" {' '.join(pieces(' '.join((*names, *product.product_type.search_names))))} "
    return Listing(product=product, product_type_id=product.product_type_id, words=words)


def catalogue_columns(product: Product) -> dict[str, Any]:
    """The columns copied onto a product's clearances; the product must come with its supplier and price tiers."""
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
        "standards": _between_bars(product.standards),
    }


def _between_bars(standards: list[str]) -> str:
    """The first standards that fit into an index entry, each between bars."""
    kept = ""
    for standard in standards:
        if len(f"{kept}|{standard}|".encode()) > MAX_STANDARDS_BYTES:
            break
        kept += f"|{standard}"
    return f"{kept}|" if kept else ""


def _lowest_price(product: Product) -> Decimal:
    prices = [tier.unit_price for tier in product.price_tiers.all()]
    return in_usd(min(prices), product.currency) if prices else NO_PRICE
