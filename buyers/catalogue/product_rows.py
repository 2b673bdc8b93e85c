"""What the catalogue's table shows of a product, and its HTML: kept once rendered, by all that it depends on."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from audits.clearances.traits import MAKER, SHARED
from audits.models import NO_END
from buyers.catalogue.cards import CardPicture, days, documents_to_arrange, picture, unverified_in
from buyers.catalogue.particulars import Row
from buyers.catalogue.prices import estimate, money, number, tier_price
from buyers.catalogue.rates import Rates
from kpmarket.foundation.text.languages import in_reader_language
from suppliers.models import PriceTier, Product, Supplier

ROWS_KEPT = 8192
"""Rows that a process keeps rendered: some ten megabytes."""
MOST_STANDARDS = 3
CENT = Decimal("0.01")


class Question(NamedTuple):
    """What the reader asks of every row; two that are equal get the same answers."""

    place: str
    today: date
    arrives: date | None
    """None: no day was named."""
    quantity: int | None
    currency: str
    rates: Rates
    query: str
    """What links to products keep."""


@dataclass(frozen=True)
class PriceAtQuantity:
    """A price per unit in the offer's own currency, in the reader's, and what the quantity costs; empty where not known."""

    own: str
    note: str
    per_piece: str = ""
    estimate: str = ""
    total: str = ""


@dataclass(frozen=True)
class ProductRow:
    """One line of the table. Texts are empty where nothing is known."""

    key: int
    name: str
    model: str
    url: str
    picture: CardPicture | None
    unverified: tuple[str, ...]
    standards: str
    price: PriceAtQuantity | None
    moq: str
    is_below_minimum: bool
    """The quantity asked about is less than the minimum order."""
    lead_time: str
    ready_on: date | None
    is_late: bool
    """It cannot be ready by the day asked about."""
    state: str
    until: date | None
    arrange: list[str]
    is_shared: bool
    """Pages of its certificates are shared with buyers."""
    supplier: str
    supplier_url: str
    role: str


def render_rows(rows: Sequence[Row], question: Question, *, picked: Collection[int]) -> list[SafeString]:
    """One row of the table for each, as HTML; ``picked`` are the products that the reader selected."""
    language = get_language() or ""
    return [_render(row, question, row.product_id in picked, language) for row in rows]


@lru_cache(maxsize=ROWS_KEPT)
def _render(row: Row, question: Question, is_picked: bool, language: str) -> SafeString:
    context = {**vars(product_row(row, question)), "place": question.place, "is_picked": is_picked}
    return render_to_string("components/product_row.html", context)


def product_row(row: Row, question: Question) -> ProductRow:
    """The row in words."""
    name = in_reader_language(en=row.product_en, zh=row.product_zh)
    traits = (row.traits or "").split("|")
    ready_on = _ready_on(row, question)
    return ProductRow(
        key=row.product_id,
        name=name,
        model=row.model,
        url=f"{reverse('buyers:product', args=[row.product_id])}?{question.query}",
        picture=picture(row),
        unverified=unverified_in(row.unverified or "", name, row.model),
        standards=", ".join([one for one in row.standards.split("|") if one][:MOST_STANDARDS]),
        price=price_at(row, question),
        moq=number(row.product_moq),
        is_below_minimum=question.quantity is not None and question.quantity < row.product_moq,
        lead_time=days(row.product_lead_time_days),
        ready_on=ready_on,
        is_late=bool(question.arrives and ready_on and ready_on > question.arrives),
        state=row.state,
        until=None if row.valid_until == NO_END else row.valid_until,
        arrange=documents_to_arrange(json.loads(row.to_arrange)),
        is_shared=f"{SHARED}=yes" in traits,
        supplier=in_reader_language(en=row.supplier_en, zh=row.supplier_zh),
        supplier_url=f"{reverse('buyers:supplier', args=[row.supplier_id])}?{question.query}",
        role=_("Manufacturer") if f"{MAKER}={Supplier.Role.MANUFACTURER}" in traits else _("Trading company"),
    )


def _ready_on(row: Row, question: Question) -> date | None:
    """The day on which goods ordered today are made."""
    if row.product_lead_time_days is None:
        return None
    return question.today + timedelta(days=row.product_lead_time_days)


def price_at(row: Row, question: Question) -> PriceAtQuantity | None:
    """The price that the row was read with; None where the offer names none."""
    if row.unit_price is None or row.from_quantity is None:
        return None
    product = Product(currency=row.currency, unit=row.unit, pieces_per_unit=row.pieces_per_unit)
    own = tier_price(product, PriceTier(from_quantity=row.from_quantity, unit_price=row.unit_price))
    return PriceAtQuantity(
        own.text,
        own.note,
        own.per_piece,
        estimate(row.unit_price, row.currency, question.currency, question.rates),
        _total(row, row.unit_price, question),
    )


def _total(row: Row, unit_price: Decimal, question: Question) -> str:
    """What the quantity costs, in the reader's currency where a rate is known; empty below the minimum order."""
    quantity = question.quantity
    if quantity is None or quantity < row.product_moq:
        return ""
    amount = unit_price * quantity
    about = estimate(amount, row.currency, question.currency, question.rates)
    words = about or money(amount.quantize(CENT), row.currency)
    return _("%(amount)s for %(quantity)s") % {"amount": words, "quantity": number(quantity)}
