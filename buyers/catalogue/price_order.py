"""The order by price at a quantity, in one currency: computed for few rows, where no index knows it."""

from __future__ import annotations

from decimal import Decimal

from django.db.models import Case, DecimalField, F, IntegerField, OuterRef, Subquery, Value, When
from django.db.models.functions import Coalesce, Round

from audits.models import NO_PRICE
from buyers.catalogue.rates import Rates
from buyers.catalogue.standings import Rows
from suppliers.models import Currency, PriceTier

EXACT = "price_at"
"""The column that it is kept in."""
AMOUNT: DecimalField[Decimal, Decimal] = DecimalField(max_digits=16, decimal_places=4)


def with_price_at(rows: Rows, quantity: int | None, rates: Rates) -> Rows:
    """The rows with the price per unit, in US dollars, that so many units have; of the minimum order where none is named.

    Offers without a price have NO_PRICE, and come last. See ``tier_for``.
    """
    wanted = Value(quantity) if quantity else F("product__moq")
    place = Case(
        When(from_quantity__lte=wanted, then=-F("from_quantity")),
        default=F("from_quantity"),
        output_field=IntegerField(),
    )
    tiers = PriceTier.objects.filter(product=OuterRef("product")).order_by(place)
    rate = Case(
        *(When(product__currency=one, then=Value(rates.in_dollars(one), AMOUNT)) for one in Currency.values),
        output_field=AMOUNT,
    )
    price = Subquery(tiers.annotate(dollars=F("unit_price") * rate).values("dollars")[:1], output_field=AMOUNT)
    return rows.annotate(**{EXACT: Round(Coalesce(price, Value(NO_PRICE, AMOUNT)), 4, output_field=AMOUNT)})
