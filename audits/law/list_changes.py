"""What changes in the list of standards, and which documents, markets, countries, product types and sources come or go."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta

from audits.compliance.rulebook import Rulebook, StandardEdition
from audits.law.change import Change, ChangeCode, ChangeParams
from audits.law.guide import markets_asking_for

ONE_DAY = timedelta(days=1)
LISTS = (
    "markets",
    "countries",
    "product_types",
    "evidence_types",
    "sources",
    "issuing_bodies",
    "buyer_facts",
    "information",
)

EditionKey = tuple[str, str]
"""Standard and edition as the list writes them."""


def changes(old: Rulebook, new: Rulebook) -> Iterator[Change]:
    """Each change of an entry of a list."""
    yield from _changes_of_editions(old, new)
    for kind in LISTS:
        before, after = _entries(old, kind), _entries(new, kind)
        for id_ in dict.fromkeys((*after, *before)):
            if before.get(id_) != after.get(id_):
                params: ChangeParams = {"kind": kind, "id": id_}
                if kind == "countries":
                    params["market"], params["market_before"] = new.countries.get(id_), old.countries.get(id_)
                yield Change(_code(id_, before, after), params=params)


def _code(id_: str, before: Mapping[str, object], after: Mapping[str, object]) -> ChangeCode:
    if id_ not in after:
        return ChangeCode.UNLISTED
    return ChangeCode.RELISTED if id_ in before else ChangeCode.LISTED


def _entries(book: Rulebook, kind: str) -> dict[str, object]:
    """The entries of a list by id. Markets come without countries: those are compared in the list of countries."""
    if kind == "markets":
        return {id_: replace(market, countries=()) for id_, market in book.markets.items()}
    return dict(getattr(book, kind))


def _changes_of_editions(old: Rulebook, new: Rulebook) -> Iterator[Change]:
    before, after = _editions_by_key(old), _editions_by_key(new)
    begun = {key: edition for key, edition in after.items() if key not in before}
    ended = {key: edition for key, edition in after.items() if key in before and _ends_earlier(before[key], edition)}
    replaced: set[EditionKey] = set()
    for edition in begun.values():
        predecessor = next((other for other in ended.values() if _follows(edition, other)), None)
        if predecessor is None:
            params = ChangeParams(until=edition.effective_until)
            yield _change_of(ChangeCode.EDITION_BEGINS, new, edition, edition.effective_from, params)
        else:
            replaced.add(_key(predecessor))
            params = ChangeParams(edition_before=predecessor.edition)
            yield _change_of(ChangeCode.EDITION_REPLACED, new, edition, edition.effective_from, params)
    for key, was in before.items():
        if key not in after:
            yield _change_of(ChangeCode.EDITION_REMOVED, old, was, None, ChangeParams())
        elif after[key] != was and key not in replaced:
            yield _change_of_kept_edition(new, after[key], is_end=key in ended)


def _change_of_kept_edition(new: Rulebook, now: StandardEdition, *, is_end: bool) -> Change:
    if is_end and now.effective_until:
        return _change_of(ChangeCode.EDITION_ENDS, new, now, now.effective_until + ONE_DAY, ChangeParams())
    params = ChangeParams(since=now.effective_from, until=now.effective_until)
    return _change_of(ChangeCode.EDITION_CORRECTED, new, now, None, params)


def _follows(begun: StandardEdition, ended: StandardEdition) -> bool:
    """Whether the one begins the day after the other ends, for the same standard."""
    last, first = ended.effective_until, begun.effective_from
    return begun.standard == ended.standard and last is not None and first is not None and last + ONE_DAY == first


def _ends_earlier(was: StandardEdition, now: StandardEdition) -> bool:
    return now.effective_until is not None and (
        was.effective_until is None or now.effective_until < was.effective_until
    )


def _editions_by_key(book: Rulebook) -> dict[EditionKey, StandardEdition]:
    return {_key(edition): edition for edition in book.standard_editions}


def _key(edition: StandardEdition) -> EditionKey:
    return edition.standard, edition.edition


def _change_of(
    code: ChangeCode, book: Rulebook, edition: StandardEdition, day: date | None, params: ChangeParams
) -> Change:
    """The change with the product types that know the standard in that rulebook."""
    markets = markets_asking_for(book, edition.standard)
    known = {product_type for types in markets.values() for product_type in types}
    types = tuple(product_type for product_type in book.product_types if product_type in known)
    named: ChangeParams = {"standard": edition.standard, "edition": edition.edition, **params}
    return Change(code, day, product_types=types, params=named)
