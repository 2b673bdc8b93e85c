"""The supplier's map of markets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from audits.answers.matrix import Cell, Row, matrix
from audits.answers.messages import document_text
from audits.answers.regions import by_region
from audits.editions.law_changes import law_ahead
from audits.models import Market
from kpmarket.accounts.requests import PersonRequest
from suppliers.companies.scope import company
from suppliers.models import CertificateType, Product

CELLS_KEPT = 5000
"""Cells that stay rendered: companies of one kind share most of theirs."""


@dataclass(frozen=True, slots=True)
class CellView:
    """A cell with names for people: the market, and the documents that would open it."""

    market: str
    state: str
    until: date | None
    is_one_away: bool
    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RowView:
    """A product, and the markets that are nearest to opening for it."""

    product: Product
    nearest: list[CellView]


@dataclass(frozen=True, slots=True)
class MarketView:
    """A market with its cell for each product, as HTML."""

    name: str
    cells: list[SafeString]


@dataclass(frozen=True, slots=True)
class RegionView:
    """The markets of a region."""

    name: str
    markets: list[MarketView]


@require_safe
def show(request: PersonRequest, supplier_pk: int) -> HttpResponse:
    """All products of one's company in all markets today; as a fragment for the company's desk."""
    supplier = company(request, supplier_pk)
    products = (
        Product.objects.filter(supplier=supplier).select_related("product_type").order_by("product_type", "model")
    )
    today = timezone.localdate()
    markets, rows = matrix(products, on=today)
    named = {market.pk: market.display_name for market in Market.objects.filter(pk__in=markets)}
    names = {key: named.get(key, key) for key in markets}
    types = {one.pk: one.display_name for one in CertificateType.objects.only("name_en", "name_zh")}
    context = {
        "supplier": supplier,
        "today": today,
        "changes": law_ahead(supplier.pk, on=today),
        "regions": [
            RegionView(
                str(name), [_market_view(key, rows, names, types) for key in sorted(keys, key=names.__getitem__)]
            )
            for name, keys in by_region(markets)
        ],
        "rows": [RowView(row.product, [_cell_view(cell, names, types) for cell in row.nearest]) for row in rows],
    }
    template = "_matrix.html" if request.htmx else "matrix.html"
    return render(request, f"audits/{template}", context)


def _market_view(key: str, rows: list[Row], names: Mapping[str, str], types: Mapping[str, str]) -> MarketView:
    cells = [cell for row in rows for cell in row.cells if cell.market == key]
    language = get_language() or ""
    return MarketView(names[key], [_render_cell(_cell_view(cell, names, types), language) for cell in cells])


def _cell_view(cell: Cell, names: Mapping[str, str], types: Mapping[str, str]) -> CellView:
    return CellView(
        market=names.get(cell.market, cell.market),
        state=str(cell.state),
        until=cell.until,
        is_one_away=cell.is_one_away,
        documents=tuple(document_text(types.get(one.type, one.type), one.narrowing) for one in cell.way),
    )


@lru_cache(maxsize=CELLS_KEPT)
def _render_cell(cell: CellView, language: str) -> SafeString:
    return render_to_string("audits/_matrix_cell.html", {"cell": cell})
