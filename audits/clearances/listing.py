"""Columns that the catalogue filters and sorts by, copied onto clearances; search words and claims of each product."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Prefetch

from audits.claims.offer import JudgedOffer
from audits.claims.support import Support
from audits.clearances.product_claims import judged_offers
from audits.clearances.search_words import search_words
from audits.models import NO_LEAD_TIME, NO_PRICE, Clearance, Listing
from kpmarket.foundation.money import in_usd
from suppliers.models import PriceTier, Product, Supplier

CHUNK = 500
"""Products whose words are written together."""
MAX_STANDARDS_BYTES = 1500
"""A row of a PostgreSQL index holds 2,700 bytes; the other columns need the rest."""
MOST_UNVERIFIED = 12
"""Claims of one product that lists show as not verified; its own page shows all."""
CLAIMS = ("standards", "unverified", "contradicted")
LINE = "\n"


class ListedProduct(NamedTuple):
    """A product with supplier, type and price tiers, and its claims as they stand on a day."""

    product: Product
    offer: JudgedOffer


def products_to_list(products: Iterable[int], *, on: date) -> list[ListedProduct]:
    """These products, given by key, in a fixed number of queries."""
    rows = _products(products)
    offers = judged_offers(rows, on=on)
    return [ListedProduct(product, offers[product.pk]) for product in rows]


def _products(keys: Iterable[int]) -> list[Product]:
    tiers = Prefetch("price_tiers", queryset=PriceTier.objects.order_by("from_quantity"))
    known = Product.objects.filter(pk__in=list(keys)).select_related("supplier", "product_type")
    return list(known.prefetch_related(tiers).order_by("pk"))


def add_listings(listed: Iterable[ListedProduct]) -> None:
    """Create a listing for those of these products that have none."""
    listed = list(listed)
    known = set(Listing.objects.filter(product__in=[one.product for one in listed]).values_list("product", flat=True))
    if new := [one for one in listed if one.product.pk not in known]:
        Listing.objects.bulk_create(map(_listing, new), ignore_conflicts=True)


def update_listings(listed: Iterable[ListedProduct]) -> None:
    """Bring the listings of these products, and the copied columns of their clearances, up to date."""
    listed = list(listed)
    Listing.objects.bulk_create(
        map(_listing, listed),
        update_conflicts=True,
        unique_fields=["product"],
        update_fields=["product_type", "words", *CLAIMS],
    )
    for one in listed:
        Clearance.objects.current().filter(product=one.product).update(**catalogue_columns(one))


def update_words_of(product_types: Collection[str]) -> None:
    """Bring the search words of all products of these types up to date; the types were named differently before."""
    last = 0
    of_types = Product.objects.filter(product_type__in=product_types).order_by("pk").values_list("pk", flat=True)
    while keys := list(of_types.filter(pk__gt=last)[:CHUNK]):
        last = keys[-1]
        rows = [
            Listing(product=one, product_type_id=one.product_type_id, words=search_words(one))
            for one in _products(keys)
        ]
        Listing.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["product"], update_fields=["product_type", "words"]
        )


def update_claims(products: Iterable[int], *, on: date) -> int:
    """Bring the claims of listed products up to date with their documents; returns how many products that changed.

    Their search words follow, where a release of ours reads them differently.
    """
    listings = Listing.objects.in_bulk(list(products))
    changed = []
    for one in products_to_list(listings, on=on):
        listing = listings[one.product.pk]
        claims = {**_claims(one.offer), "words": search_words(one.product)}
        if any(getattr(listing, name) != value for name, value in claims.items()):
            changed.append(Listing(pk=listing.pk, product_type_id=listing.product_type_id, **claims))
        if listing.standards != claims["standards"]:
            Clearance.objects.current().filter(product=one.product).update(standards=claims["standards"])
    Listing.objects.bulk_update(changed, (*CLAIMS, "words"), batch_size=CHUNK)
    return len(changed)


def _listing(one: ListedProduct) -> Listing:
    product = one.product
    return Listing(
        product=product, product_type_id=product.product_type_id, words=search_words(product), **_claims(one.offer)
    )


def _claims(offer: JudgedOffer) -> dict[str, str]:
    return {
        "standards": _between_bars(offer.shown_standards),
        "unverified": LINE.join(offer.unverified[:MOST_UNVERIFIED]),
        "contradicted": LINE.join(offer.words(Support.CONTRADICTED)[:MOST_UNVERIFIED]),
    }


def catalogue_columns(one: ListedProduct) -> dict[str, Any]:
    """The columns copied onto a product's clearances. Of standards only those that an approved document shows."""
    product, supplier = one.product, one.product.supplier
    return {
        "product_type_id": product.product_type_id,
        "supplier_id": product.supplier_id,
        "is_on_offer": product.is_listed and supplier.status == Supplier.Status.QUALIFIED,
        "price_usd": _lowest_price(product),
        "moq": product.moq,
        "lead_time_days": NO_LEAD_TIME if product.lead_time_days is None else product.lead_time_days,
        "monthly_capacity": product.monthly_capacity or 0,
        "province": supplier.province,
        "standards": _between_bars(one.offer.shown_standards),
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
