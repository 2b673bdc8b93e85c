"""What a reader has selected to compare or to ask about: lines of a product, a destination and perhaps a quantity.

The browser keeps it in a signed cookie, as it keeps the destination: it survives sorting, filters, pages and signing up,
needs no script and no account, and reading a page writes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from buyers.catalogue.quantities import read_quantity
from buyers.catalogue.reference import destination
from suppliers.models import Product

COOKIE = f"{settings.COOKIE_PREFIX}selection"
MOST_LINES = 50
"""A cookie holds four thousand characters; a line is at most thirty."""
_KEY = re.compile(r"[0-9]{1,18}")
_BETWEEN_LINES, _BETWEEN_PARTS = "~", "."


class SelectionFull(Exception):
    """No more lines than ``MOST_LINES`` can be selected."""


@dataclass(frozen=True, slots=True)
class Line:
    """A product for a destination (its ISO code). ``quantity`` is None where none was named."""

    product: int
    destination: str
    quantity: int | None = None


@dataclass(frozen=True, slots=True)
class Selection:
    """The lines in the order in which they were selected; a product stands once for each destination."""

    lines: tuple[Line, ...] = ()

    def __len__(self) -> int:
        return len(self.lines)

    def products_for(self, place: str) -> frozenset[int]:
        """Keys of the products that are selected for that destination."""
        return frozenset(line.product for line in self.lines if line.destination == place)

    def lines_for(self, place: str) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.destination == place)

    def with_line(self, added: Line) -> Selection:
        """With that line, in the place of one for the same product and destination. Raises SelectionFull."""
        if added.product in self.products_for(added.destination):
            return Selection(tuple(added if _is_same(line, added) else line for line in self.lines))
        if len(self.lines) >= MOST_LINES:
            raise SelectionFull
        return Selection((*self.lines, added))

    def without(self, product: int, place: str) -> Selection:
        dropped = Line(product, place)
        return Selection(tuple(line for line in self.lines if not _is_same(line, dropped)))

    def without_place(self, place: str, products: Iterable[int]) -> Selection:
        """Less these products for that destination: they were asked about."""
        gone = frozenset(products)
        return Selection(tuple(one for one in self.lines if one.destination != place or one.product not in gone))


@dataclass(frozen=True, slots=True)
class Summary:
    """What the bar below a list says of a selection: products on offer, and of how many suppliers."""

    products: int
    suppliers: int
    keys: tuple[int, ...] = ()
    """The products for the destination at hand."""


def _is_same(one: Line, other: Line) -> bool:
    return (one.product, one.destination) == (other.product, other.destination)


def product_key(text: str) -> int | None:
    """The key of a product as an address or a form names it; None for what can be none."""
    return int(text) if _KEY.fullmatch(text) else None


def product_keys(texts: Iterable[str]) -> list[int]:
    """Keys of products as an address or a form names them, each once, at most ``MOST_LINES``; what is none is left out."""
    keys = dict.fromkeys(map(product_key, texts))
    return [key for key in keys if key is not None][:MOST_LINES]


def read_selection(request: HttpRequest) -> Selection:
    """What the browser keeps; empty where it keeps nothing, or nothing of ours."""
    kept = request.get_signed_cookie(COOKIE, default="", max_age=settings.SESSION_COOKIE_AGE) or ""
    lines = (_line(part) for part in kept.split(_BETWEEN_LINES)[:MOST_LINES])
    return Selection(tuple(line for line in lines if line))


def _line(part: str) -> Line | None:
    key, place, quantity = [*part.split(_BETWEEN_PARTS), "", ""][:3]
    product = product_key(key)
    if product is None or destination(place) is None:
        return None
    return Line(product, place, read_quantity(quantity))


def write_selection(response: HttpResponse, selection: Selection) -> None:
    """Have the browser keep it; an empty one is forgotten."""
    if not selection.lines:
        response.delete_cookie(COOKIE, samesite="Lax")
        return
    parts = (
        _BETWEEN_PARTS.join((str(line.product), line.destination, str(line.quantity or ""))) for line in selection.lines
    )
    response.set_signed_cookie(
        COOKIE,
        _BETWEEN_LINES.join(parts),
        max_age=settings.SESSION_COOKIE_AGE,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def summarise(selection: Selection, place: str) -> Summary:
    """The selection for that destination, in one query; none where nothing is selected."""
    keys = [line.product for line in selection.lines_for(place)]
    if not keys:
        return Summary(0, 0)
    found = dict(Product.objects.on_offer().filter(pk__in=keys).values_list("pk", "supplier_id"))
    return Summary(len(found), len(set(found.values())), tuple(key for key in keys if key in found))
