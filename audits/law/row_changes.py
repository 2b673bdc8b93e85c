"""Which requirements begin, end, are replaced or were wrong, from one edition to the next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields
from datetime import date, timedelta

from audits.compliance.rulebook import Leaf, Requirement, Rulebook, leaves
from audits.law.change import Change, ChangeCode, ChangeParams
from audits.law.checks import family

ONE_DAY = timedelta(days=1)
NOT_CORRECTIONS = ("id", "product_type", "market", "effective_until", "effective_from_basis", "corrected")
"""Fields whose difference is no correction: they say which row it is, or have codes of their own."""
CORRECTABLE_FIELDS = tuple(
    field.name for field in fields(Requirement) if field.compare and field.name not in NOT_CORRECTIONS
)


def changes(old: Rulebook, new: Rulebook) -> Iterator[Change]:
    """Each change of a row, one product type at a time."""
    before = {row.id: row for row in old.requirements}
    after = {row.id: row for row in new.requirements}
    begun = [row for id_, row in after.items() if id_ not in before]
    ended = [row for id_, row in after.items() if id_ in before and _ends_earlier(before[id_], row)]
    predecessors = dict(_successions(ended, begun))
    for row in begun:
        predecessor = predecessors.get(row.id)
        yield _change_to_successor(row, predecessor) if predecessor else _change_to_new_row(row)
    replaced = {row.id for row in predecessors.values()}
    for id_, row in before.items():
        if id_ not in after:
            yield _change_of(ChangeCode.REMOVED, row, None, {"route": row.route})
        elif after[id_] != row:
            yield from _changes_of_kept_row(row, after[id_], is_replaced=id_ in replaced)


def _change_of(code: ChangeCode, row: Requirement, day: date | None, params: ChangeParams) -> Change:
    return Change(code, day, row.market, (row.product_type,), (row.id,), params)


def _ends_earlier(old: Requirement, new: Requirement) -> bool:
    """Whether the new row has an end and the old one had none, or a later one."""
    return new.effective_until is not None and (
        old.effective_until is None or new.effective_until < old.effective_until
    )


def _successions(ended: list[Requirement], begun: list[Requirement]) -> Iterator[tuple[str, Requirement]]:
    """Id of a new row -> the row that it replaces: the most similar of those that end the day before."""
    free = list(ended)
    for row in begun:
        nearest = max(free, key=lambda candidate: _similarity(candidate, row), default=None)
        if nearest is not None and _similarity(nearest, row) > 0:
            free.remove(nearest)
            yield row.id, nearest


def _similarity(ended: Requirement, begun: Requirement) -> int:
    """How many of condition, route and family are the same; 0 where the one does not follow on the other."""
    same_place = (ended.product_type, ended.market) == (begun.product_type, begun.market)
    if not same_place or ended.combine != begun.combine or not _follows(ended, begun):
        return 0
    same = (ended.condition == begun.condition, ended.route == begun.route, family(ended.id) == family(begun.id))
    return sum(same)


def _follows(ended: Requirement, begun: Requirement) -> bool:
    last, first = ended.effective_until, begun.effective_from
    return last is not None and first is not None and last + ONE_DAY == first


def _change_to_new_row(row: Requirement) -> Change:
    params: ChangeParams = {
        "route": row.route,
        "asks": row.expression,
        "condition": row.condition,
        "combine": row.combine,
        "outcome": row.outcome,
        "until": row.effective_until,
    }
    return _change_of(ChangeCode.BEGINS, row, row.effective_from, params)


def _change_to_successor(row: Requirement, before: Requirement) -> Change:
    params: ChangeParams = {
        "route": row.route,
        "route_before": before.route,
        "added": _leaves_only_in(row, before),
        "dropped": _leaves_only_in(before, row),
    }
    rows = (row.id, before.id)
    return Change(ChangeCode.REPLACED, row.effective_from, row.market, (row.product_type,), rows, params)


def _changes_of_kept_row(old: Requirement, new: Requirement, *, is_replaced: bool) -> Iterator[Change]:
    """Changes of a row that kept its id; of a replaced row its end is part of the replacement."""
    if _ends_earlier(old, new) and not is_replaced:
        yield _change_of(ChangeCode.ENDS, new, _day_after(new.effective_until), {"route": new.route})
    elif old.effective_until != new.effective_until and not is_replaced:
        params: ChangeParams = {"route": new.route, "until": new.effective_until, "until_before": old.effective_until}
        yield _change_of(ChangeCode.END_MOVED, new, _day_after(old.effective_until), params)
    corrected = {name: (getattr(old, name), getattr(new, name)) for name in CORRECTABLE_FIELDS}
    differing = {name: pair for name, pair in corrected.items() if pair[0] != pair[1]}
    reasons = tuple(reason for key, reason in new.corrected if (key, reason) not in old.corrected)
    if differing or reasons:
        yield _change_of(ChangeCode.CORRECTED, new, None, _correction(old, new, differing, reasons))


def _correction(
    old: Requirement, new: Requirement, differing: Mapping[str, tuple[object, object]], reasons: tuple[str, ...]
) -> ChangeParams:
    other_fields = {name: pair for name, pair in differing.items() if name != "expression"}
    params: ChangeParams = {"route": new.route, "fields": other_fields, "reasons": reasons}
    if "expression" in differing:
        params["asks"] = new.expression
        params["added"] = _leaves_only_in(new, old)
        params["dropped"] = _leaves_only_in(old, new)
    return params


def _leaves_only_in(row: Requirement, other: Requirement) -> tuple[Leaf, ...]:
    known = set(leaves(other.expression))
    return tuple(dict.fromkeys(leaf for leaf in leaves(row.expression) if leaf not in known))


def _day_after(last: date | None) -> date | None:
    return last + ONE_DAY if last and last < date.max else None
