"""What is done for a product: described, priced, shown to buyers or not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import IntegrityError, transaction

from kpmarket.accounts.models import User
from suppliers.models import FormerFacts, PriceTier, Product
from suppliers.models.price_list import ListedTier
from suppliers.products import offer_events
from suppliers.products.changed_parts import ATTRIBUTES, SPECIFICATION, WORDS, ChangedPart, ChangedSince, changed_words
from suppliers.products.field_facts import facts_in_specification
from suppliers.products.offer_events import OfferChange
from suppliers.products.price_lists import record_price_list

ASKED_BY_RULES = ("product_type_id", "attributes", "manufacturer_en", "manufacturer_zh")
REGULATORY_FACTS = (*ASKED_BY_RULES, "model")


class FactsFrozen(Exception):
    """A certificate that covers the product went to the auditors: type, model and the regulatory facts that it states stay."""


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
    kept.save(update_fields=[*WORDS, "specification", "attributes"])
    if kept.attributes != before.attributes:
        FormerFacts.objects.create(product=kept, until=at, **{name: getattr(before, name) for name in ASKED_BY_RULES})
        offer_events.facts_changed([kept], at=at)
    offer_events.listing_changed([kept], at=at)
    offer_events.words_changed(OfferChange(kept, tuple(changed_words(before, kept)), by, at))


def _value_of(product: Product, part: str) -> object:
    if part.startswith(SPECIFICATION):
        return product.specification.get(part.removeprefix(SPECIFICATION))
    if part.startswith(ATTRIBUTES):
        return product.attributes.get(part.removeprefix(ATTRIBUTES))
    return getattr(product, part)


def _set_value(product: Product, part: ChangedPart) -> None:
    """A field of the specification or a fact that had no value loses the one it has."""
    if part.part.startswith(ATTRIBUTES):
        product.attributes.pop(part.part.removeprefix(ATTRIBUTES), None)
    elif not part.part.startswith(SPECIFICATION):
        setattr(product, part.part, part.before)
    elif part.before is None:
        key = part.part.removeprefix(SPECIFICATION)
        product.specification.pop(key, None)
        if key in facts_in_specification(product.product_type, {key: part.after}):
            product.attributes.pop(key, None)
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
    if product.has_frozen_facts() and not _only_states_more(product, kept):
        raise FactsFrozen
    if not _differ(product, kept, ASKED_BY_RULES):
        return False
    facts = {name: getattr(kept, name) for name in ASKED_BY_RULES}
    FormerFacts.objects.create(product=kept, until=at, **facts)
    return True


def _only_states_more(product: Product, kept: Product) -> bool:
    """Whether every regulatory fact that was stated stays; what was not stated may be filled in."""
    others = [name for name in REGULATORY_FACTS if name != "attributes"]
    return not _differ(product, kept, others) and kept.attributes.items() <= product.attributes.items()


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
