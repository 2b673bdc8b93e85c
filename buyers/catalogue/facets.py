"""How many products each choice of a filter would leave."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import QuerySet
from django.forms import Form
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from audits.models import Clearance
from buyers.catalogue.filters import FACETS, CatalogueFilter
from buyers.catalogue.pages import COUNTED, FEW, Tally
from suppliers.identity.provinces import Province

RENDERED_KEPT = 1024
"""Facets that a process keeps rendered: some four megabytes."""
SURVEYED = 5000
"""Products that the counts next to filters are taken from."""
SURVEYED_WITH_WORDS = FEW + 1
"""The same where words are searched: the table is read then, and not an index alone."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice of a filter: its value, its words, how many products it leaves, and whether it is chosen.

    ``is_more``: so many are certain, there may be more.
    """

    value: str
    label: str
    count: int
    chosen: bool
    is_more: bool = False


class Group(NamedTuple):
    """Products of one province that meet the same standards."""

    province: str
    standards: str
    products: int


@dataclass(frozen=True, slots=True)
class Survey:
    """What passes every filter, how many that is, and how many each choice would leave.

    ``is_whole``: every product was looked at.
    """

    rows: QuerySet[Clearance]
    tally: Tally
    facets: dict[str, list[Choice]]
    is_whole: bool


def survey(catalogue: CatalogueFilter) -> Survey:
    """The count, and the choices of standard and province with theirs, in one query.

    A facet does not count against itself. Beyond SURVEYED products the counts are of the first ones found, and say so.
    """
    most, counted = (SURVEYED_WITH_WORDS, FEW) if catalogue.words else (SURVEYED, COUNTED)
    without_facets = catalogue.narrowed(but=FACETS)
    rows = catalogue.facetted(without_facets)
    groups, tally = _counted(
        without_facets, rows, most, counted, is_shared=rows is without_facets and bool(catalogue.words)
    )
    is_whole = sum(group.products for group in groups) < most
    return Survey(rows, tally, choices(catalogue, groups, is_more=not is_whole), is_whole)


def render_facets(form: Form, facets: dict[str, list[Choice]], *, is_swapped: bool) -> SafeString:
    """The facets as HTML: equal counts, choices and language give the HTML rendered before.

    ``is_swapped``: the page stands already, and takes this in the place of its own.
    """
    parts = tuple((name, tuple(some)) for name, some in facets.items())
    labels = tuple((name, str(form[name].label)) for name in sorted(FACETS))
    return _render_parts(parts, labels, bool(form.cleaned_data.get("standard")), is_swapped, get_language() or "")


@lru_cache(maxsize=RENDERED_KEPT)
def _render_parts(
    parts: tuple[tuple[str, tuple[Choice, ...]], ...],
    labels: tuple[tuple[str, str], ...],
    is_standard_chosen: bool,
    is_swapped: bool,
    language: str,
) -> SafeString:
    context = {"facets": dict(parts), "labels": dict(labels), "is_standard_chosen": is_standard_chosen}
    return render_to_string("buyers/_facets.html", {**context, "is_swapped": is_swapped})


def choices(catalogue: CatalogueFilter, groups: list[Group], *, is_more: bool) -> dict[str, list[Choice]]:
    """Every choice of both facets that leaves something or is chosen, the largest first."""
    cleaned = catalogue.form.cleaned_data
    provinces, standards = set(cleaned.get("province") or []), cleaned.get("standard") or ""
    by_province: Counter[str] = Counter()
    by_standard: Counter[str] = Counter()
    for province, met, count in groups:
        names = [name for name in met.split("|") if name]
        if not standards or standards in names:
            by_province[province] += count
        if not provinces or province in provinces:
            by_standard.update(dict.fromkeys(names, count))
    labels = dict(Province.choices)
    return {
        "province": [
            Choice(code, str(labels.get(code, code)), by_province[code], code in provinces, is_more)
            for code in sorted(set(by_province) | provinces, key=lambda code: (-by_province[code], code))
        ],
        "standard": [
            Choice(name, name, by_standard[name], name == standards, is_more)
            for name in sorted(set(by_standard) | ({standards} - {""}), key=lambda name: (-by_standard[name], name))
        ],
    }


COUNTS = """
SELECT province, standards, COUNT(*), NULL FROM ({grouped}) AS found GROUP BY province, standards
UNION ALL
SELECT NULL, NULL, COUNT(DISTINCT product_id), COUNT(DISTINCT supplier_id) FROM ({headline}) AS counted
"""
FIRST = "SELECT * FROM {rows} AS listed LIMIT {limit}"
SHARED = "WITH found AS ({rows})"


def _counted(
    without_facets: QuerySet[Clearance], rows: QuerySet[Clearance], surveyed: int, counted: int, *, is_shared: bool
) -> tuple[list[Group], Tally]:
    """Provinces and standards together with their products; and how many products and suppliers there are.

    ``is_shared``: found once for both. What an index lists is listed twice instead: that is quicker than to keep it.
    """
    try:
        sql, parameters = _statement(without_facets)
        narrow, more = (sql, parameters) if rows is without_facets else _statement(rows)
    except EmptyResultSet:
        return [], Tally(0, 0, False)
    if is_shared:
        found = COUNTS.format(grouped="SELECT * FROM found", headline=FIRST.format(rows="found", limit=counted + 1))
        statement, more = SHARED.format(rows=FIRST.format(rows=f"({sql})", limit=surveyed)) + found, []
    else:
        grouped = FIRST.format(rows=f"({sql})", limit=surveyed)
        statement = COUNTS.format(grouped=grouped, headline=FIRST.format(rows=f"({narrow})", limit=counted + 1))
    with connections[rows.db].cursor() as cursor:
        cursor.execute(statement, [*parameters, *more])
        answer = cursor.fetchall()
    groups = [Group(*group) for *group, suppliers in answer if suppliers is None]
    products, suppliers = next((products, suppliers) for *_, products, suppliers in answer if suppliers is not None)
    return groups, Tally(min(products, counted), suppliers, products > counted)


def _statement(rows: QuerySet[Clearance]) -> tuple[str, list[Any]]:
    sql, parameters = (
        rows.order_by().values("province", "standards", "product_id", "supplier_id").query.sql_with_params()
    )
    return sql, list(parameters)
