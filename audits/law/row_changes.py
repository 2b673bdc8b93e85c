"""Which requirements begin, end, take another's place or were wrong, from one edition to the next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields
from datetime import date, timedelta
from typing import Any

from audits.compliance.expression import leaves
from audits.compliance.rulebook import Leaf, Requirement, Rulebook
from audits.law.checks import family

ONE_DAY = timedelta(days=1)
WHAT_A_ROW_SAYS = tuple(
    one.name
    for one in fields(Requirement)
    if one.compare
    and one.name not in ("id", "product_type", "market", "effective_until", "effective_from_basis", "corrected")
)

Found = tuple[str, Mapping[str, Any]]


def changes(old: Rulebook, new: Rulebook) -> Iterator[Found]:
    """Code and facts of each change, one product type at a time."""
    before = {row.id: row for row in old.requirements}
    after = {row.id: row for row in new.requirements}
    begun = [row for id_, row in after.items() if id_ not in before]
    ended = [row for id_, row in after.items() if id_ in before and _ends_now(before[id_], row)]
    succeeded = dict(_successions(ended, begun))
    for row in begun:
        predecessor = succeeded.get(row.id)
        yield _replaced(row, predecessor) if predecessor else _begins(row)
    taken = {row.id for row in succeeded.values()}
    for id_, row in before.items():
        if id_ not in after:
            yield "removed", {**_where(row), "params": {"route": row.route}}
        elif after[id_] != row:
            yield from _changed(row, after[id_], is_told=id_ in taken)


def _ends_now(old: Requirement, new: Requirement) -> bool:
    """Whether it has an end now that it had not, or an earlier one."""
    return new.effective_until is not None and (
        old.effective_until is None or new.effective_until < old.effective_until
    )


def _successions(ended: list[Requirement], begun: list[Requirement]) -> Iterator[tuple[str, Requirement]]:
    """Id of a new row -> the row whose place it takes: the nearest of those that end the day before."""
    free = list(ended)
    for row in begun:
        nearest = max(free, key=lambda one: _nearness(one, row), default=None)
        if nearest is not None and _nearness(nearest, row) > 0:
            free.remove(nearest)
            yield row.id, nearest


def _nearness(ended: Requirement, begun: Requirement) -> int:
    same_place = (ended.product_type, ended.market) == (begun.product_type, begun.market)
    if not same_place or ended.combine != begun.combine or not _follows(ended, begun):
        return 0
    alike = (ended.condition == begun.condition, ended.route == begun.route, family(ended.id) == family(begun.id))
    return sum(alike)


def _follows(ended: Requirement, begun: Requirement) -> bool:
    last, first = ended.effective_until, begun.effective_from
    return last is not None and first is not None and last + ONE_DAY == first


def _begins(row: Requirement) -> Found:
    params = {
        "route": row.route,
        "asks": row.expression,
        "condition": row.condition,
        "combine": row.combine,
        "outcome": row.outcome,
        "until": row.effective_until,
    }
    return "begins", {**_where(row), "day": row.effective_from, "params": params}


def _replaced(row: Requirement, before: Requirement) -> Found:
    params = {
        "route": row.route,
        "route_before": before.route,
        "added": _only_in(row, before),
        "dropped": _only_in(before, row),
    }
    facts = {**_where(row), "day": row.effective_from, "rows": (row.id, before.id), "params": params}
    return "replaced", facts


def _changed(old: Requirement, new: Requirement, *, is_told: bool) -> Iterator[Found]:
    """What became of a row that kept its id; ``is_told``: that it ends stands with the row that takes its place."""
    if _ends_now(old, new) and not is_told:
        yield "ends", {**_where(new), "day": _day_after(new.effective_until), "params": {"route": new.route}}
    elif old.effective_until != new.effective_until and not is_told:
        params = {"route": new.route, "until": new.effective_until, "until_before": old.effective_until}
        yield "end_moved", {**_where(new), "day": _day_after(old.effective_until), "params": params}
    corrected = {name: (getattr(old, name), getattr(new, name)) for name in WHAT_A_ROW_SAYS}
    differing = {name: pair for name, pair in corrected.items() if pair[0] != pair[1]}
    reasons = tuple(reason for key, reason in new.corrected if (key, reason) not in old.corrected)
    if differing or reasons:
        yield "corrected", {**_where(new), "params": _correction(old, new, differing, reasons)}


def _correction(
    old: Requirement, new: Requirement, differing: Mapping[str, tuple[Any, Any]], reasons: tuple[str, ...]
) -> dict[str, Any]:
    """``fields``: name -> (before, now), without the documents asked for, which are told by what was added or dropped."""
    said = {name: pair for name, pair in differing.items() if name != "expression"}
    params: dict[str, Any] = {"route": new.route, "fields": said, "reasons": reasons}
    if "expression" in differing:
        params |= {"asks": new.expression, "added": _only_in(new, old), "dropped": _only_in(old, new)}
    return params


def _where(row: Requirement) -> dict[str, Any]:
    return {"market": row.market, "product_types": (row.product_type,), "rows": (row.id,)}


def _only_in(row: Requirement, other: Requirement) -> tuple[Leaf, ...]:
    known = set(leaves(other.expression))
    return tuple(dict.fromkeys(leaf for leaf in leaves(row.expression) if leaf not in known))


def _day_after(last: date | None) -> date | None:
    return last + ONE_DAY if last and last < date.max else None
