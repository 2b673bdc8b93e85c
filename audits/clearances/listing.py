"""Columns that the catalogue filters and sorts by, copied onto clearances; search words and claims of each product."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Prefetch

from audits.claims.offer import JudgedOffer, judge_offer
from audits.claims.support import Support
from audits.clearances.evidence import gather
from audits.clearances.product_claims import texts_of
from audits.clearances.search_words import search_words
from audits.clearances.traits import traits_of
from audits.models import NO_LEAD_TIME, NO_PRICE, Clearance, Listing
from kpmarket.foundation.money import in_usd
from suppliers.models import PriceTier, Product, Supplier
from suppliers.products.price_tiers import tier_for

CHUNK = 500
"""Products whose words are written together."""
MAX_STANDARDS_BYTES = 1500
"""A row of a PostgreSQL index holds 2,700 bytes; the other columns need the rest."""
MOST_UNVERIFIED = 12
"""Claims of one product that lists show as not verified; its own page shows all."""
CLAIMS = ("standards", "unverified", "contradicted")
CARRIED = (
    "supplier",
    "is_on_offer",
    "price_usd",
    "moq",
    "lead_time_days",
    "monthly_capacity",
    "province",
    "traits",
)
"""Columns of a listing that its clearances carry too, besides product type and standards."""
COMPARED = (
    "words",
    *CLAIMS,
    *(f"{name}_id" if name in ("supplier", "traits") else name for name in CARRIED),
)
LINE = "\n"


class ListedProduct(NamedTuple):
    """A product with supplier, type and price tiers, its claims as they stand on a day, and the key of its traits then."""

    product: Product
    offer: JudgedOffer
    traits: int


def products_to_list(products: Iterable[int], *, on: date) -> list[ListedProduct]:
    """These products, given by key, in a fixed number of queries."""
    rows = _products(products)
    documents = gather(rows)
    offers = {product: judge_offer(texts_of(product), documents[product.pk], on=on) for product in rows}
    traits = traits_of(offers, documents, on=on)
    return [ListedProduct(product, offers[product], traits[product.pk]) for product in rows]


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
        update_fields=["product_type", "words", *CLAIMS, *CARRIED],
    )
    for one in listed:
        Clearance.objects.current().filter(product=one.product).update(**catalogue_columns(one))


def update_words_of(product_types: Collection[str]) -> None:
    """Bring the search words of all products of these types up to date; the types were named differently before."""
    last = 0
    listed = Product.objects.filter(product_type__in=product_types, listing__isnull=False)
    of_types = listed.order_by("pk").values_list("pk", flat=True)
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
    """Bring claims and traits of these products up to date with their documents; returns how many products that changed.

    A product that is not listed yet becomes so: it may be on offer and cleared nowhere. Search words follow, where a
    release of ours reads them differently.
    """
    keys = list(products)
    listings = Listing.objects.in_bulk(keys)
    listed = products_to_list(keys, on=on)
    add_listings(one for one in listed if one.product.pk not in listings)
    changed = []
    for one in listed:
        listing, now = listings.get(one.product.pk), _listing(one)
        if listing is None or all(getattr(listing, name) == getattr(now, name) for name in COMPARED):
            continue
        changed.append(now)
        if any(getattr(listing, name) != value for name, value in catalogue_columns(one).items()):
            Clearance.objects.current().filter(product=one.product).update(**catalogue_columns(one))
    Listing.objects.bulk_update(changed, ["words", *CLAIMS, *CARRIED], batch_size=CHUNK)
    return len(changed)


def _listing(one: ListedProduct) -> Listing:
    columns = catalogue_columns(one)
    return Listing(product=one.product, words=search_words(one.product), **{**columns, **_claims(one.offer)})


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
        "price_usd": price_of_minimum_order(product),
        "moq": product.moq,
        "lead_time_days": NO_LEAD_TIME if product.lead_time_days is None else product.lead_time_days,
        "monthly_capacity": product.monthly_capacity or 0,
        "province": supplier.province,
        "standards": _between_bars(one.offer.shown_standards),
        "traits_id": one.traits,
    }


def _between_bars(standards: list[str]) -> str:
    """The first standards that fit into an index entry, each between bars."""
    kept = ""
    for standard in standards:
        if len(f"{kept}|{standard}|".encode()) > MAX_STANDARDS_BYTES:
            break
        kept += f"|{standard}"
    return f"{kept}|" if kept else ""


def price_of_minimum_order(product: Product) -> Decimal:
    """What a unit costs when the minimum order is bought, in US dollars; NO_PRICE where no price is named."""
    tier = tier_for(list(product.price_tiers.all()), product.moq)
    return in_usd(tier.unit_price, product.currency) if tier else NO_PRICE
