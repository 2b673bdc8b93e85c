"""Clearances as the cards that the catalogue shows."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from audits.answers.messages import document_text
from audits.clearances.market_status import MarketStatus, capped
from audits.models import NO_END
from buyers.catalogue import reference
from buyers.catalogue.particulars import Row
from buyers.catalogue.prices import number, tier_price
from kpmarket.foundation.text.languages import in_reader_language
from suppliers.models import PriceTier, Product, ProductPicture

CARD_WIDTH = 320
CARDS_KEPT = 8192
"""Cards that a process keeps rendered: some ten megabytes."""


@dataclass(frozen=True)
class CardPicture:
    """A product's first picture; sizes in pixels."""

    url: str
    width: int
    height: int
    alt: str


@dataclass(frozen=True)
class CardProduct:
    """The offer in words: price and the quantity it starts from, minimum order and lead time are empty where unknown."""

    name: str
    model: str
    url: str
    picture: CardPicture | None
    price: str
    price_from: str
    moq: str
    lead_time: str
    unverified: tuple[str, ...] = ()
    """Claims in its name or model that no approved document shows."""


@dataclass(frozen=True)
class CardSupplier:
    name: str
    url: str


@dataclass(frozen=True)
class Card:
    """What components/card.html takes. ``until`` is the last cleared day, None without a known end."""

    key: int
    product: CardProduct
    state: str
    until: date | None
    arrange: list[str]
    supplier: CardSupplier


def cards(rows: Sequence[Row], overdue: frozenset[str] = frozenset()) -> list[Card]:
    """One card per row; ``overdue`` are the product types that are at most conditional."""
    return [card(row) for row in with_conditions(rows, overdue)]


def with_conditions(rows: Sequence[Row], overdue: frozenset[str]) -> list[Row]:
    """The rows, at most conditional where the rules of their product type are overdue for a check."""
    return [row._replace(state=capped(MarketStatus(row.state), is_overdue=row.product_type in overdue)) for row in rows]


def render_cards(
    rows: Sequence[Row], overdue: frozenset[str], *, destination: str, picked: frozenset[int]
) -> list[SafeString]:
    """The same cards as HTML, each with a button that selects it; ``picked`` are the products that are selected.

    A card that has not changed gets the HTML rendered before.
    """
    language = get_language() or ""
    return [
        _render_card(row, destination, row.product_id in picked, language) for row in with_conditions(rows, overdue)
    ]


def card(row: Row) -> Card:
    lowest, price_from = price(row)
    name = in_reader_language(en=row.product_en, zh=row.product_zh)
    product = CardProduct(
        name=name,
        model=row.model,
        url=reverse("buyers:product", args=[row.product_id]),
        picture=picture(row),
        price=lowest,
        price_from=price_from,
        moq=number(row.product_moq),
        lead_time=days(row.product_lead_time_days),
        unverified=unverified_in(row.unverified or "", name, row.model),
    )
    supplier = CardSupplier(
        in_reader_language(en=row.supplier_en, zh=row.supplier_zh), reverse("buyers:supplier", args=[row.supplier_id])
    )
    until = None if row.valid_until == NO_END else row.valid_until
    return Card(row.product_id, product, row.state, until, documents_to_arrange(json.loads(row.to_arrange)), supplier)


def documents_to_arrange(documents: Sequence[Mapping[str, Any]]) -> list[str]:
    """What the buyer's side must add, in words."""
    types = reference.certificate_types() if documents else {}
    names = (
        (types[one["type"]].display_name if one["type"] in types else one["type"], one["with"]) for one in documents
    )
    return [document_text(name, said.items()) for name, said in names]


def unverified_in(lines: str, *texts: str) -> tuple[str, ...]:
    """Those of the claims, one to a line, that stand in these texts."""
    said = unicodedata.normalize("NFKC", "\n".join(texts))
    return tuple(words for words in lines.splitlines() if words in said)


def days(count: int | None) -> str:
    """A lead time in words; nothing where none is named."""
    return "" if count is None else ngettext("%(number)s day", "%(number)s days", count) % {"number": count}


def picture(row: Row) -> CardPicture | None:
    """The product's first picture at the size of a card."""
    if row.picture is None:
        return None
    url = ProductPicture(name=row.picture).url(CARD_WIDTH)
    return CardPicture(url, CARD_WIDTH, round(CARD_WIDTH * row.height / row.width), row.alt or _("Product picture"))


def price(row: Row) -> tuple[str, str]:
    """The lowest price of the offer and from which quantity on; both empty where none is named."""
    if row.unit_price is None or row.from_quantity is None:
        return "", ""
    product = Product(currency=row.currency, unit=row.unit)
    lowest = tier_price(product, PriceTier(from_quantity=row.from_quantity, unit_price=row.unit_price))
    return lowest.text, lowest.note


@lru_cache(maxsize=CARDS_KEPT)
def _render_card(row: Row, destination: str, is_picked: bool, language: str) -> SafeString:
    shown = card(row)
    return render_to_string(
        "components/card.html",
        {**vars(shown), "destination": destination, "pick": shown.key, "is_picked": is_picked},
    )
