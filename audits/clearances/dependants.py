"""How many people depend on clearances; apps downstream register their counts, so that none is imported here."""

from __future__ import annotations

from collections import Counter as Sums
from collections.abc import Callable, Collection, Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from audits.models import Clearance
from suppliers.models import Certificate, Product, Supplier

Pairs = Mapping[str, Collection[int]]
"""Market -> keys of products."""


class Dependants(NamedTuple):
    """Who depends on these products for these markets: buyers who watch them, entries, open enquiries, orders in force.

    ``held`` is the money that a named holder holds for these orders, as sums in whole units by currency.
    """

    buyers: int = 0
    shortlisted: int = 0
    enquiries: int = 0
    orders: int = 0
    held: tuple[tuple[str, Decimal], ...] = ()


Counter = Callable[[Pairs, date], Dependants]
_counters: list[Counter] = []


def subscribe(counter: Counter) -> None:
    """Called once by an app's ``ready()``."""
    if counter not in _counters:
        _counters.append(counter)


def count_dependants(pairs: Pairs, *, on: date) -> Dependants:
    """Everybody who depends on any of these, that day."""
    counts = [counter(pairs, on) for counter in _counters]
    held: Sums[str] = Sums()
    for one in counts:
        held.update(dict(one.held))
    return Dependants(
        sum(one.buyers for one in counts),
        sum(one.shortlisted for one in counts),
        sum(one.enquiries for one in counts),
        sum(one.orders for one in counts),
        tuple(sorted((currency, Decimal(amount)) for currency, amount in held.items())),
    )


def pairs_of_certificate(certificate: Certificate) -> dict[str, set[int]]:
    """The products and markets with a clearance, of today or ahead, that rests on this document."""
    found: dict[str, set[int]] = {}
    rows = Clearance.objects.current().open().filter(product__supplier=certificate.supplier_id)
    for market, product, used in rows.values_list("market", "product", "certificates").iterator():
        if certificate.pk in used:
            found.setdefault(market, set()).add(product)
    return found


def pairs_of_supplier(supplier: Supplier) -> dict[str, set[int]]:
    """All products of a company in all markets in which one has a clearance, and where orders may be under way."""
    products = set(Product.objects.filter(supplier=supplier).values_list("pk", flat=True))
    markets = Clearance.objects.filter(product__supplier=supplier).order_by().values_list("market", flat=True)
    return dict.fromkeys(markets.distinct(), products)
