"""What changes in the list of standards, and which documents, markets, countries, product types and sources come or go."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from audits.compliance import standards
from audits.compliance.rulebook import Rulebook, StandardEdition
from audits.law.guide import markets_asking_for

ONE_DAY = timedelta(days=1)
LISTS = ("markets", "countries", "product_types", "evidence_types", "sources", "issuing_bodies")

Found = tuple[str, Mapping[str, Any]]
Listed = Mapping[tuple[str, str], StandardEdition]


def changes(old: Rulebook, new: Rulebook) -> Iterator[Found]:
    """Code and facts of each change."""
    yield from _editions(old, new)
    for kind in LISTS:
        before, after = _known(old, kind), _known(new, kind)
        for id_ in dict.fromkeys((*after, *before)):
            if before.get(id_) != after.get(id_):
                code = "unlisted" if id_ not in after else "relisted" if id_ in before else "listed"
                yield code, {"params": {"kind": kind, "id": id_, **_market(kind, before.get(id_), after.get(id_))}}


def _known(book: Rulebook, kind: str) -> dict[str, Any]:
    """The entries of a list by id; to which market a country belongs is told by the list of countries alone."""
    if kind == "markets":
        return {id_: replace(market, countries=()) for id_, market in book.markets.items()}
    return dict(getattr(book, kind))


def _market(kind: str, before: Any, after: Any) -> dict[str, Any]:
    """Of a country, where it stood and where it stands."""
    return {"market": after, "market_before": before} if kind == "countries" else {}


def _editions(old: Rulebook, new: Rulebook) -> Iterator[Found]:
    before, after = _listed(old), _listed(new)
    begun = {key: one for key, one in after.items() if key not in before}
    ended = {key: one for key, one in after.items() if key in before and _ends_now(before[key], one)}
    told: set[tuple[str, str]] = set()
    for one in begun.values():
        predecessor = next((other for other in ended.values() if _takes_the_place(one, other)), None)
        if predecessor is None:
            yield "edition_begins", _facts(new, one, day=one.effective_from, until=one.effective_until)
        else:
            told.add(_key(predecessor))
            yield "edition_replaced", _facts(new, one, day=one.effective_from, edition_before=predecessor.edition)
    for key, was in before.items():
        if key not in after:
            yield "edition_removed", _facts(old, was, day=None)
        elif after[key] != was and key not in told:
            yield _changed(new, was, after[key], is_end=key in ended)


def _changed(new: Rulebook, was: StandardEdition, now: StandardEdition, *, is_end: bool) -> Found:
    if is_end and now.effective_until:
        return "edition_ends", _facts(new, now, day=now.effective_until + ONE_DAY)
    return "edition_corrected", _facts(new, now, day=None, since=now.effective_from, until=now.effective_until)


def _takes_the_place(begun: StandardEdition, ended: StandardEdition) -> bool:
    last, first = ended.effective_until, begun.effective_from
    same_number = standards.name(begun.standard).number == standards.name(ended.standard).number
    return same_number and last is not None and first is not None and last + ONE_DAY == first


def _ends_now(was: StandardEdition, now: StandardEdition) -> bool:
    return now.effective_until is not None and (
        was.effective_until is None or now.effective_until < was.effective_until
    )


def _listed(book: Rulebook) -> Listed:
    return {_key(one): one for one in book.standard_editions}


def _key(one: StandardEdition) -> tuple[str, str]:
    return one.standard, one.edition


def _facts(book: Rulebook, one: StandardEdition, *, day: date | None, **more: Any) -> dict[str, Any]:
    asked = markets_asking_for(book, standards.name(one.standard).number)
    known = {kind for types in asked.values() for kind in types}
    types = tuple(kind for kind in book.product_types if kind in known)
    return {"day": day, "product_types": types, "params": {"standard": one.standard, "edition": one.edition, **more}}
