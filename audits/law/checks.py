"""What a rulebook must fulfil before it may come into force, beyond being readable: rows that agree, days, lengths."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import combinations

from audits.compliance.rulebook import EvidenceType, Requirement, Rulebook
from audits.law import standards
from audits.law.narrowings import impossible_narrowing
from audits.law.yaml_reading import RulebookError

FIRST_YEAR, LAST_YEAR = 1900, 2200
MAX_LENGTHS = {"row": 80, "route": 300, "product type": 40, "evidence type": 60, "market": 10, "country": 6}
"""Characters that the columns of the tables hold, by kind of key."""
SPLIT_LETTER = re.compile(r"(?<=\d)[a-z]+(?=\.|$)")


def check(book: Rulebook) -> None:
    """Raise RulebookError, naming file, row and reason, unless the whole rulebook may come into force."""
    _check_lengths(book)
    for kind in book.evidence_types.values():
        _check_pattern(kind)
    for edition in book.standard_editions:
        named = f"{edition.standard}:{edition.edition}"
        _check_years((edition.effective_from, edition.effective_until), standards.FILE, named)
    for row in book.requirements:
        _check_years((row.effective_from, row.effective_until), file_of(row), row.id)
        if reason := impossible_narrowing(row, book):
            raise RulebookError(file_of(row), row.id, reason)
    for one in book.information.values():
        _check_years((one.effective_from, one.effective_until, one.expected), "information.yaml", one.id)
    for rows in book.by_pair.values():
        for row, other in combinations(rows, 2):
            reason = contradiction(row, other)
            if reason:
                raise RulebookError(file_of(other), other.id, reason)


def file_of(row: Requirement) -> str:
    """The file that a requirement stands in; the law of several markets stands in the file of another one."""
    owner = row.id.partition(".")[0] if row.id.endswith(f".{row.market}") else row.market
    return f"markets/{owner}.yaml"


def family(id_: str) -> str:
    """The id without the letter of a split: rows of a family say what one rule requires at different times."""
    return SPLIT_LETTER.sub("", id_)


def contradiction(row: Requirement, other: Requirement) -> str:
    """Why two rows of one product type and market cannot both hold; empty when they can.

    They are compared when both apply on some day under the same conditions and have the same route or family. Then they
    must agree on outcome and combination, and may require different documents only within a family whose members end on
    different days: one of them is a transition.
    """
    if not _are_comparable(row, other):
        return ""
    where = f"contradicts {row.id} on the days they share"
    if row.combine != other.combine:
        return f"{where}: one is {row.combine}, the other {other.combine}"
    if row.outcome != other.outcome:
        return f"{where}: one gives {row.outcome}, the other {other.outcome}"
    if row.expression == other.expression:
        return f"{where}: both ask for the same" if row.confidence == other.confidence else f"{where}: confidence"
    if family(row.id) == family(other.id) and row.effective_until != other.effective_until:
        return ""
    return f"{where}: they ask for different documents"


def _are_comparable(row: Requirement, other: Requirement) -> bool:
    same_rule = row.route == other.route or family(row.id) == family(other.id)
    return same_rule and _same_condition(row, other) and _share_a_day(row, other)


def _same_condition(row: Requirement, other: Requirement) -> bool:
    return set(row.condition) == set(other.condition) and set(row.buyer) == set(other.buyer)


def _share_a_day(row: Requirement, other: Requirement) -> bool:
    first = max(row.effective_from or date.min, other.effective_from or date.min)
    return first <= min(row.effective_until or date.max, other.effective_until or date.max)


def _check_years(days: Iterable[date | None], file: str, row: str) -> None:
    for day in days:
        if day and not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise RulebookError(file, row, f"bad date '{day}': the year is not between {FIRST_YEAR} and {LAST_YEAR}")


def _check_pattern(kind: EvidenceType) -> None:
    try:
        re.compile(kind.number_pattern or "")
    except re.error as error:
        raise RulebookError("evidence_types.yaml", kind.id, f"number.pattern: {error}") from None


def _check_lengths(book: Rulebook) -> None:
    for kind, file, text in _keys_with_files(book):
        if len(text) > MAX_LENGTHS[kind]:
            raise RulebookError(file, text[: MAX_LENGTHS[kind]], f"a {kind} has at most {MAX_LENGTHS[kind]} characters")


def _keys_with_files(book: Rulebook) -> Iterator[tuple[str, str, str]]:
    yield from (("product type", "product_types.yaml", id_) for id_ in book.product_types)
    yield from (("evidence type", "evidence_types.yaml", id_) for id_ in book.evidence_types)
    yield from (("country", "countries.yaml", id_) for id_ in book.countries)
    yield from (("market", f"markets/{id_}.yaml", id_) for id_ in book.markets)
    for row in book.requirements:
        yield "row", file_of(row), row.id
        yield "route", file_of(row), row.route
