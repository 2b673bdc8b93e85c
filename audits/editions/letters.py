"""What a new edition of the rulebook takes from a company or gives it, as one letter for each company."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from audits.editions.effects import Effect, MarketChange
from audits.models import Market
from kpmarket.templatetags.kp import country
from suppliers.models import Product, Supplier


@dataclass(frozen=True)
class Line:
    """A change in a market, and the products of one company that it affects."""

    market: Market
    change: MarketChange
    products: tuple[Product, ...]

    @property
    def place(self) -> str:
        """The market, with the countries of it that the change is about where it is not about all."""
        return place_of(self.market, self.change)


@dataclass(frozen=True)
class LawLetter:
    """The lines for one company: losses first, then gains."""

    supplier: Supplier
    lines: tuple[Line, ...]


def letters(effects: Iterable[Effect], *, limit: int | None = None) -> list[LawLetter]:
    """A letter to each company whose products are affected, or to the first ``limit``; who loses most comes first."""
    effects = sorted(effects, key=lambda one: not one.change.is_loss)
    affected = {key for one in effects for key in one.products}
    products = Product.objects.select_related("supplier", "product_type").in_bulk(affected)
    markets = Market.objects.in_bulk()
    lines: dict[Supplier, list[Line]] = defaultdict(list)
    for effect in effects:
        for supplier, own in _by_supplier(products[key] for key in effect.products if key in products):
            lines[supplier].append(Line(markets[effect.change.market], effect.change, own))
    ordered = sorted(lines, key=lambda one: (-sum(line.change.is_loss for line in lines[one]), one.pk))
    return [LawLetter(one, tuple(lines[one])) for one in ordered[:limit]]


def place_of(market: Market, change: MarketChange) -> str:
    """The market in words, with the countries that the change is about where it is not about all."""
    names = pgettext("between facts", ", ").join(country(code) for code in change.countries)
    return _("%(market)s: %(countries)s") % {"market": market, "countries": names} if names else str(market)


def _by_supplier(products: Iterable[Product]) -> Iterator[tuple[Supplier, tuple[Product, ...]]]:
    own: dict[Supplier, list[Product]] = defaultdict(list)
    for product in products:
        own[product.supplier].append(product)
    yield from ((supplier, tuple(held)) for supplier, held in own.items())
