"""Statements of the catalogue that a process writes once for each shape of a question.

Five lists are counted on every page. Which products pass differs from page to page in destination, market, day and product
type; the SQL does not. Django takes most of such a page's time to write it, so it is kept with blanks, and they are filled in.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection

from buyers.catalogue.filters import CatalogueFilter
from buyers.catalogue.standings import Rows, Where

Statement = tuple[str, tuple[Any, ...]]
"""SQL and its parameters."""
KEPT = 512
"""Shapes that a process keeps."""
BLANK = Where("~country~", "~market~", date(1999, 9, 9), "~kind~", frozenset(), frozenset())
"""What nobody can ask for: no code is written so, and the form takes no day before 2000."""
FILLED_IN = ("type", "to", "on")
"""What the form asks for and ``Where`` holds."""
_kept: dict[Hashable, Statement | None] = {}


def forget() -> None:
    """Write every statement again at the next question."""
    _kept.clear()


def statement(catalogue: CatalogueFilter, name: Hashable, build: Callable[[Where], Rows]) -> Statement | None:
    """What ``build`` makes of the question, as SQL; None where nothing can be found.

    ``name`` tells statements of one catalogue apart. Where words are searched the SQL depends on them: it is written each time.
    """
    where = catalogue.where
    if catalogue.words or where.market is None:
        return _write_sql(build(where))
    shape = (name, connection.vendor, *_shape(catalogue, where))
    if shape not in _kept:
        _keep(shape, where, build)
    kept = _kept[shape]
    return (kept[0], _fill_in(kept[1], where)) if kept else None


def _keep(shape: Hashable, where: Where, build: Callable[[Where], Rows]) -> None:
    if len(_kept) >= KEPT:
        _kept.clear()
    _kept[shape] = _write_sql(build(_blank(where)))


def _shape(catalogue: CatalogueFilter, where: Where) -> tuple[Hashable, ...]:
    """All that the SQL depends on besides what is filled in."""
    rest = tuple(
        (name, tuple(value) if isinstance(value, list) else value)
        for name, value in catalogue.form.cleaned_data.items()
        if name not in FILLED_IN and value
    )
    assessed = where.kind in where.assessed if where.kind else where.assessed
    return bool(where.kind), where.overdue, assessed, rest, frozenset(catalogue.form.errors)


def _blank(where: Where) -> Where:
    """The same question about a place, day and type that nobody asks for."""
    is_assessed = where.kind in where.assessed
    return BLANK._replace(
        kind=BLANK.kind if where.kind else "",
        overdue=where.overdue,
        assessed=where.assessed if not where.kind else frozenset({BLANK.kind} if is_assessed else ()),
    )


def _fill_in(parameters: Sequence[Any], where: Where) -> tuple[Any, ...]:
    """The parameters with what was asked in the place of blanks."""
    asked = _fillings(connection.vendor)
    values = (f"%|{where.country}|%", where.market, connection.ops.adapt_datefield_value(where.on), where.kind)
    return tuple(values[asked[one]] if one in asked else one for one in parameters)


@lru_cache(maxsize=2)
def _fillings(vendor: str) -> Mapping[Any, int]:
    """How a database is given each blank, and its place among the values."""
    day = connection.ops.adapt_datefield_value(BLANK.on)
    return {f"%|{BLANK.country}|%": 0, BLANK.market: 1, day: 2, BLANK.kind: 3}


def _write_sql(rows: Rows) -> Statement | None:
    try:
        sql, parameters = rows.query.sql_with_params()
    except EmptyResultSet:
        return None
    return sql, tuple(parameters)
