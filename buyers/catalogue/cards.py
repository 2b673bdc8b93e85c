"""Clearances as the cards that the catalogue shows."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from audits.answers.messages import document_text
from audits.clearances.market_status import MarketStatus, capped
from audits.models import NO_END
from buyers.catalogue import reference
from buyers.catalogue.particulars import Row
from buyers.catalogue.prices import number, tier_price
from kpmarket.foundation.text.languages import in_reader_language
from suppliers.models import PriceTier, Product, ProductPicture

CARD_WIDTH = 320


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


def cards(rows: Sequence[Row], overdue: frozenset[str] = frozenset(), *, to: str = "") -> list[Card]:
    """One card per row; ``overdue`` are the product types that are at most conditional, ``to`` is what links keep."""
    return [card(row, to=to) for row in capped_rows(rows, overdue)]


def capped_rows(rows: Sequence[Row], overdue: frozenset[str]) -> list[Row]:
    """The rows, at most conditional where the rules of their product type are overdue for a check."""
    return [row._replace(state=capped(MarketStatus(row.state), is_overdue=row.product_type in overdue)) for row in rows]


def card(row: Row, *, to: str = "") -> Card:
    lowest, price_from = price(row)
    name = in_reader_language(en=row.product_en, zh=row.product_zh)
    product = CardProduct(
        name=name,
        model=row.model,
        url=reverse("buyers:product", args=[row.product_id]) + (f"?to={to}" if to else ""),
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
