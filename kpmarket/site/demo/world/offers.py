"""What each supplier offers: groups of models of one type that share their documents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from kpmarket.site.demo.chance import chance
from kpmarket.site.demo.offerings import OFFERINGS
from kpmarket.site.demo.packing import pack
from kpmarket.site.demo.world.companies import Firm
from kpmarket.site.demo.world.moments import noon
from suppliers.models import PriceList, PriceTier, Product, ProductType
from suppliers.models.price_list import ListedTier
from suppliers.products.field_facts import facts_in_specification
from suppliers.products.price_lists import price_list_of

TYPES_OF_A_FIRM = 3
MODELS = (2, 5)
"""Fewest and most models of one type at one supplier."""
CURRENCIES = ("USD", "USD", "USD", "EUR", "CNY")
PER_USD = {"USD": Decimal(1), "EUR": Decimal("0.91"), "CNY": Decimal("7.1")}


@dataclass(frozen=True)
class Group:
    """Models of one line at one supplier that share their regulatory facts, and so their documents.

    ``standard`` is what the maker says that the line meets.
    """

    firm: Firm
    product_type: str
    standard: str
    attributes: Mapping[str, Any]
    products: tuple[Product, ...]


def fill(firms: list[Firm], on: date) -> list[Group]:
    """Every supplier's products with their price tiers."""
    groups = [group for number, firm in enumerate(firms) for group in _groups(firm, number, on)]
    priced = [(product, _tiers(product)) for group in groups for product in group.products]
    PriceTier.objects.bulk_create(tier for _product, tiers in priced for tier in tiers)
    PriceList.objects.bulk_create(price_list for product, tiers in priced for price_list in _lists(product, tiers))
    return groups


def _groups(firm: Firm, number: int, on: date) -> list[Group]:
    rng = chance("offers", number)
    makes = firm.company.trade.makes
    start = number % len(makes)
    types = [makes[(start + step) % len(makes)] for step in range(min(TYPES_OF_A_FIRM, len(makes)))]
    return [_group(firm, type_id, rng, on, step) for step, type_id in enumerate(types)]


def _group(firm: Firm, type_id: str, rng: Random, on: date, step: int) -> Group:
    offering = OFFERINGS[type_id]
    variant = offering.variants[(firm.row.pk + step) % len(offering.variants)]
    stated = facts_in_specification(ProductType.objects.get(pk=type_id), offering.specification_of(variant[0]))
    attributes = {**stated, **offering.attributes[(firm.row.pk + step) % len(offering.attributes)]}
    count = rng.randint(*MODELS) if len(firm.company.trade.makes) > 2 else MODELS[1] + 2
    rows = [_product(firm, type_id, variant, attributes, rng, on, number) for number in range(count)]
    return Group(firm, type_id, variant[2], attributes, tuple(Product.objects.bulk_create(rows)))


def _product(
    firm: Firm,
    type_id: str,
    variant: tuple[str, str, str],
    attributes: Mapping[str, Any],
    rng: Random,
    on: date,
    number: int,
) -> Product:
    offering, (name_en, name_zh, standard) = OFFERINGS[type_id], variant
    product = Product(
        supplier=firm.row,
        product_type_id=type_id,
        model=f"{firm.company.brand_en[:3].upper()}-{offering.code}{rng.randint(10, 98)}{number}",
        name_en=f"{firm.company.brand_en} {name_en}",
        name_zh=f"{firm.company.brand_zh}{name_zh}",
        attributes=dict(attributes),
        specification=offering.specification_of(name_en),
        standards=[standard],
        currency=rng.choice(CURRENCIES),
        unit=offering.unit,
        moq=rng.choice(offering.moq),
        monthly_capacity=rng.choice(offering.capacity),
        lead_time_days=rng.choice((7, 10, 14, 15, 20, 25, 30, 45)),
        is_listed=rng.random() > 0.03,
        created_at=noon(on, days=-380 + number),
    )
    pack(product, chance("packing", firm.company.brand_en, product.model))
    return product


def _tiers(product: Product) -> list[PriceTier]:
    """Three prices, falling with the quantity."""
    low, high = OFFERINGS[product.product_type_id].price
    rng = chance("price", product.supplier.credit_code, product.model)
    base = Decimal(str(round(rng.uniform(low, high), 6))) * PER_USD[product.currency]
    if OFFERINGS[product.product_type_id].unit != product.unit:
        base *= product.pieces_per_unit or 1
    places = Decimal("0.0001") if base < 1 else Decimal("0.01")
    steps = ((1, Decimal("1.12")), (5, Decimal("1.04")), (20, Decimal(1)))
    return [
        PriceTier(product=product, from_quantity=product.moq * factor, unit_price=(base * share).quantize(places))
        for factor, share in steps
    ]


def _lists(product: Product, tiers: list[PriceTier]) -> list[PriceList]:
    """What was listed when the product came, at other prices for some, and what is listed now."""
    rng = chance("price list", product.supplier.credit_code, product.model)
    now = [ListedTier(tier.from_quantity, tier.unit_price) for tier in tiers]
    first = product.created_at + timedelta(days=1)
    if rng.random() < 0.6:
        return [price_list_of(product, now, at=first)]
    places = tiers[0].unit_price.as_tuple().exponent
    factor = Decimal(rng.choice(("0.95", "1.04", "1.08")))
    before = [
        ListedTier(one.from_quantity, (one.unit_price * factor).quantize(Decimal((0, (1,), int(places)))))
        for one in now
    ]
    changed = first + timedelta(days=rng.randint(60, 300))
    return [price_list_of(product, before, at=first), price_list_of(product, now, at=changed)]
