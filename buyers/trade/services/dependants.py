"""How many orders in force rest on products in markets, and how much money is held for them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from audits.clearances.dependants import Dependants, Pairs
from audits.models import Country
from buyers.terms.money import as_decimal
from buyers.trade.models import Order, OrderLine
from buyers.trade.services.balances import balances_of_orders

IN_FORCE = (Order.Status.PLACED, Order.Status.CONFIRMED)
CHUNK = 500


def count_dependants(pairs: Pairs, on: date) -> Dependants:
    """Orders placed until that day and in force, with a line of these products to a country of that market."""
    orders = dict(_orders(pairs, on))
    held: Counter[str] = Counter()
    if orders:
        for key, balances in balances_of_orders(sorted(orders)).items():
            held[orders[key]] += balances.held_in_all
    amounts = ((currency, as_decimal(amount, currency)) for currency, amount in sorted(held.items()) if amount)
    return Dependants(orders=len(orders), held=tuple(amounts))


def _orders(pairs: Pairs, on: date) -> Iterator[tuple[int, str]]:
    """Key and currency of each order."""
    market_of = dict(Country.objects.filter(market__in=pairs).values_list("code", "market"))
    products = sorted(set().union(*pairs.values()))
    lines = OrderLine.objects.filter(
        order__status__in=IN_FORCE, order__placed_at__date__lte=on, order__destination__in=market_of
    )
    for start in range(0, len(products), CHUNK):
        chunk = lines.filter(product__in=products[start : start + CHUNK])
        rows = chunk.values_list("order", "order__currency", "order__destination", "product")
        for order, currency, destination, product in rows:
            if product in pairs[market_of[destination]]:
                yield order, currency
