"""How many products each choice of a filter would leave."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from buyers.catalogue import facet_words, reference
from buyers.catalogue.facet_words import Facet
from buyers.catalogue.filters import FACETS, CatalogueFilter
from buyers.catalogue.pages import COUNTED, FEW, Tally
from buyers.catalogue.standings import Rows, Standing

RENDERED_KEPT = 1024
"""Facets that a process keeps rendered: some four megabytes."""
GROUPS_KEPT = 16384
"""Groups that a process keeps taken apart."""
SURVEYED = 5000
"""Products that the counts next to filters are taken from."""
SURVEYED_WITH_WORDS = FEW + 1
"""The same where words are searched: the table is read then, and not an index alone."""


class Group(NamedTuple):
    """Products of one province that meet the same standards and have the same traits."""

    province: str
    standards: str
    products: int
    traits: str = ""


@dataclass(frozen=True, slots=True)
class Survey:
    """What passes every filter, how many that is, and how many each choice would leave.

    ``is_whole``: every product was looked at.
    """

    rows: Rows
    tally: Tally
    facets: tuple[Facet, ...]
    is_whole: bool


def survey(catalogue: CatalogueFilter, shown: Standing = Standing.CLEARED) -> Survey:
    """The count, and the choices of every facet with theirs, in one query.

    A facet does not count against itself. Beyond SURVEYED products the counts are of the first ones found, and say so.
    """
    most, counted = (SURVEYED_WITH_WORDS, FEW) if catalogue.words else (SURVEYED, COUNTED)
    without_facets = catalogue.narrowed(shown, but=FACETS)
    rows = catalogue.facetted(without_facets)
    groups, tally = _counted(
        without_facets, rows, most, counted, is_shared=rows is without_facets and bool(catalogue.words)
    )
    is_whole = sum(group.products for group in groups) < most
    return Survey(rows, tally, facets(catalogue, groups, is_more=not is_whole), is_whole)


def render_facets(shown: tuple[Facet, ...], *, is_swapped: bool) -> SafeString:
    """The facets as HTML: equal counts, choices and language give the HTML rendered before.

    ``is_swapped``: the page stands already, and takes this in the place of its own.
    """
    return _render(shown, is_swapped, get_language() or "")


@lru_cache(maxsize=RENDERED_KEPT)
def _render(shown: tuple[Facet, ...], is_swapped: bool, language: str) -> SafeString:
    return render_to_string("buyers/_facets.html", {"facets": shown, "is_swapped": is_swapped})


def facets(catalogue: CatalogueFilter, groups: list[Group], *, is_more: bool) -> tuple[Facet, ...]:
    """Every facet with the choices that leave something or are chosen."""
    chosen = chosen_tokens(catalogue)
    tallies = count_choices(groups, chosen)
    named = catalogue.form.cleaned_data.get("type")
    kind = reference.product_types().get(named) if named else None
    return facet_words.in_words(tallies, chosen, kind, is_more=is_more)


def chosen_tokens(catalogue: CatalogueFilter) -> dict[str, set[str]]:
    """What is chosen in each facet, as tokens by their key."""
    cleaned = catalogue.form.cleaned_data
    own = {name: {f"{name}={value}" for value in cleaned.get(name) or []} for name in ("standard", "province")}
    return {**{name: tokens for name, tokens in own.items() if tokens}, **catalogue.traits}


def count_choices(groups: Iterable[Group], chosen: Mapping[str, set[str]]) -> dict[str, Counter[str]]:
    """By key of a facet and token: the products that have it and what is chosen in every other facet."""
    counted: dict[str, Counter[str]] = {key: Counter() for key in chosen}
    for group in groups:
        by_key = tokens_by_key(group.province, group.standards, group.traits)
        unmet = [key for key, wanted in chosen.items() if wanted.isdisjoint(by_key.get(key, ()))]
        if len(unmet) < 2:
            for key in unmet or by_key:
                counter = counted.setdefault(key, Counter())
                for token in by_key.get(key, ()):
                    counter[token] += group.products
    return counted


@lru_cache(maxsize=GROUPS_KEPT)
def tokens_by_key(province: str, standards: str, traits: str) -> dict[str, tuple[str, ...]]:
    """What products of a group are counted under; it must not be changed."""
    found: dict[str, list[str]] = {"province": [f"province={province}"]}
    for name in filter(None, standards.split("|")):
        found.setdefault("standard", []).append(f"standard={name}")
    for token in filter(None, traits.split("|")):
        found.setdefault(token.partition("=")[0], []).append(token)
    return {key: tuple(tokens) for key, tokens in found.items()}


COUNTS = """
SELECT g.province, g.standards, g.products, COALESCE(t.tokens, ''), NULL FROM (
    SELECT province, standards, traits_id, COUNT(*) AS products FROM ({grouped}) AS found
    GROUP BY province, standards, traits_id
) AS g LEFT JOIN audits_offertraits AS t ON t.id = g.traits_id
UNION ALL
SELECT NULL, NULL, COUNT(DISTINCT product_id), NULL, COUNT(DISTINCT supplier_id) FROM ({headline}) AS counted
"""
FIRST = "SELECT * FROM {rows} AS listed LIMIT {limit}"
SHARED = "WITH found AS ({rows})"


def _counted(
    without_facets: Rows, rows: Rows, surveyed: int, counted: int, *, is_shared: bool
) -> tuple[list[Group], Tally]:
    """Provinces, standards and traits together with their products; and how many products and suppliers there are.

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
    products, suppliers = next((row[2], row[4]) for row in answer if row[4] is not None)
    return groups, Tally(min(products, counted), suppliers, products > counted)


def _statement(rows: Rows) -> tuple[str, list[Any]]:
    columns = ("province", "standards", "traits_id", "product_id", "supplier_id")
    sql, parameters = rows.order_by().values(*columns).query.sql_with_params()
    return sql, list(parameters)
