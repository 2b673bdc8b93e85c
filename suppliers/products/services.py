"""What is done for a product: described, priced, shown to buyers or not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import IntegrityError, transaction

from kpmarket.accounts.models import User
from suppliers.models import FormerFacts, PriceTier, Product
from suppliers.models.price_list import ListedTier
from suppliers.products import offer_events
from suppliers.products.changed_parts import SPECIFICATION, WORDS, ChangedPart, ChangedSince, changed_words
from suppliers.products.offer_events import OfferChange
from suppliers.products.price_lists import record_price_list

ASKED_BY_RULES = ("product_type_id", "attributes", "manufacturer_en", "manufacturer_zh")
REGULATORY_FACTS = (*ASKED_BY_RULES, "model")


class FactsFrozen(Exception):
    """A certificate that covers the product went to the auditors: type, model and regulatory facts stay."""


class ModelTaken(Exception):
    """The company has a product of this type with this model."""


def save_product(product: Product, tiers: Sequence[ListedTier], *, by: User, at: datetime) -> Product:
    """Keep a product with its price tiers, and notify the apps downstream. Raises FactsFrozen or ModelTaken.

    The prices that were listed before stay in the price lists.
    """
    try:
        with transaction.atomic():
            kept = Product.objects.select_for_update().filter(pk=product.pk).first()
            is_judged_again = _keep_former_facts(product, kept, at)
            product.save()
            _replace_tiers(product, tiers)
            record_price_list(product, tiers, at=at)
            if is_judged_again:
                offer_events.facts_changed([product], at=at)
            offer_events.listing_changed([product], at=at)
            if kept:
                offer_events.words_changed(OfferChange(product, tuple(changed_words(kept, product)), by, at))
    except IntegrityError as clash:
        if _is_taken(product):
            raise ModelTaken from clash
        raise
    return product


@transaction.atomic
def put_words_back(product: Product, parts: Iterable[ChangedPart], *, by: User, at: datetime) -> None:
    """Let these parts in words be as they were before. Raises ChangedSince where one was changed again."""
    kept = Product.objects.select_for_update().get(pk=product.pk)
    before = Product.objects.get(pk=product.pk)
    for part in parts:
        if _value_of(kept, part.part) != part.after:
            raise ChangedSince
        _set_value(kept, part)
    kept.save(update_fields=[*WORDS, "specification"])
    offer_events.listing_changed([kept], at=at)
    offer_events.words_changed(OfferChange(kept, tuple(changed_words(before, kept)), by, at))


def _value_of(product: Product, part: str) -> object:
    if part.startswith(SPECIFICATION):
        return product.specification.get(part.removeprefix(SPECIFICATION))
    return getattr(product, part)


def _set_value(product: Product, part: ChangedPart) -> None:
    """A field of the specification that had no value loses the one it has."""
    if not part.part.startswith(SPECIFICATION):
        setattr(product, part.part, part.before)
    elif part.before is None:
        product.specification.pop(part.part.removeprefix(SPECIFICATION), None)
    else:
        product.specification[part.part.removeprefix(SPECIFICATION)] = part.before


@transaction.atomic
def set_listed(product: Product, is_listed: bool, *, at: datetime) -> None:
    """Show the product to buyers, or hide it; what it is cleared for stays the same."""
    product.is_listed = is_listed
    product.save(update_fields=["is_listed"])
    offer_events.listing_changed([product], at=at)


def _keep_former_facts(product: Product, kept: Product | None, at: datetime) -> bool:
    """Write down what rules asked about it until now; return whether that is new or a change. Raises FactsFrozen."""
    if kept is None:
        return True
    if product.has_frozen_facts() and _differ(product, kept, REGULATORY_FACTS):
        raise FactsFrozen
    if not _differ(product, kept, ASKED_BY_RULES):
        return False
    facts = {name: getattr(kept, name) for name in ASKED_BY_RULES}
    FormerFacts.objects.create(product=kept, until=at, **facts)
    return True


def _differ(one: Product, other: Product, names: Iterable[str]) -> bool:
    return any(getattr(one, name) != getattr(other, name) for name in names)


def _replace_tiers(product: Product, tiers: Iterable[ListedTier]) -> None:
    product.price_tiers.all().delete()
    PriceTier.objects.bulk_create(PriceTier(product=product, **tier._asdict()) for tier in tiers)


def _is_taken(product: Product) -> bool:
    same = Product.objects.filter(
        supplier_id=product.supplier_id, product_type_id=product.product_type_id, model=product.model
    )
    return same.exclude(pk=product.pk).exists()
