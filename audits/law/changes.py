"""What a newer edition of the rulebook says differently from an older one: dated changes in one order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from itertools import groupby

from audits.compliance.rulebook import Rulebook
from audits.law import list_changes, row_changes
from audits.law.change import Change, ChangeCode


def changes(old: Rulebook, new: Rulebook) -> tuple[Change, ...]:
    """Every difference, by day, market and code; empty only when both are the same edition.

    The same change of several product types is one. Corrections without a day come last.
    """
    if old.edition == new.edition:
        return ()
    separate = (*row_changes.changes(old, new), *list_changes.changes(old, new))
    return tuple(sorted(_merge_product_types(separate), key=_sort_key)) or (Change(ChangeCode.DETAILS),)


def _merge_product_types(separate: Iterable[Change]) -> Iterator[Change]:
    """Changes that differ in nothing but the product type, as one."""
    for _key, group in groupby(sorted(separate, key=_group_key), key=_group_key):
        same = list(group)
        types = dict.fromkeys(kind for change in same for kind in change.product_types)
        rows = dict.fromkeys(row for change in same for row in change.rows)
        yield replace(same[0], product_types=tuple(types), rows=tuple(rows))


def _group_key(change: Change) -> tuple[str, str, str, str]:
    return change.market, change.code, repr(change.day), repr(sorted(change.params.items()))


def _sort_key(change: Change) -> tuple[bool, date, str, int, tuple[str, ...], str]:
    rank = list(ChangeCode).index(change.code)
    return change.day is None, change.day or date.max, change.market, rank, change.rows, repr(change.params)
