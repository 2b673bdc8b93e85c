"""What a newer edition of the rulebook says otherwise than an older one: dated changes, as codes and parameters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from itertools import groupby
from typing import Any

from audits.compliance.rulebook import Rulebook
from audits.law import list_changes, row_changes


class ChangeCode(StrEnum):
    """What happened. Of a row, of the list of standards, or of another list."""

    ENDS = "ends"
    BEGINS = "begins"
    REPLACED = "replaced"
    END_MOVED = "end_moved"
    CORRECTED = "corrected"
    REMOVED = "removed"
    EDITION_BEGINS = "edition_begins"
    EDITION_ENDS = "edition_ends"
    EDITION_REPLACED = "edition_replaced"
    EDITION_CORRECTED = "edition_corrected"
    EDITION_REMOVED = "edition_removed"
    LISTED = "listed"
    RELISTED = "relisted"
    UNLISTED = "unlisted"
    DETAILS = "details"


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. ``day`` is the first day on which the law is so; None: it was always so, or nobody knows.

    ``rows`` are ids of the requirements it rests on, new ones first. ``params`` holds what the sentence names:
    plain values, days, and ``Expression`` or ``Leaf`` objects of the rulebook.
    """

    code: ChangeCode
    day: date | None = None
    market: str = ""
    product_types: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()
    params: Mapping[str, Any] = field(default_factory=dict)


def changes(old: Rulebook, new: Rulebook) -> tuple[Change, ...]:
    """Everything that ``new`` says otherwise, by day, market and code; empty only when both are the same edition.

    The same change of several product types is one. What was corrected without a day comes last.
    """
    if old.edition == new.edition:
        return ()
    found = [
        *(_change(*one) for one in row_changes.changes(old, new)),
        *(_change(*one) for one in list_changes.changes(old, new)),
    ]
    return tuple(sorted(_together(found), key=_order)) or (Change(ChangeCode.DETAILS),)


def _change(code: str, facts: Mapping[str, Any]) -> Change:
    return Change(ChangeCode(code), **facts)


def _together(found: Iterable[Change]) -> Iterator[Change]:
    """Changes that differ in nothing but the product type, as one."""
    for _same, group in groupby(sorted(found, key=_sameness), key=_sameness):
        same = list(group)
        types = dict.fromkeys(kind for one in same for kind in one.product_types)
        rows = dict.fromkeys(row for one in same for row in one.rows)
        yield replace(same[0], product_types=tuple(types), rows=tuple(rows))


def _sameness(change: Change) -> tuple[str, str, str, str]:
    return change.market, change.code, repr(change.day), repr(sorted(change.params.items()))


def _order(change: Change) -> tuple[bool, date, str, int, tuple[str, ...], str]:
    rank = list(ChangeCode).index(change.code)
    return change.day is None, change.day or date.max, change.market, rank, change.rows, repr(change.params)
