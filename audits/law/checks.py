"""What a rulebook must hold to before it may come into force, beyond being readable: rows that agree, days, lengths."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import combinations

from audits.compliance.rulebook import EvidenceType, Requirement, Rulebook
from audits.law.yaml_reading import RulebookError

FIRST_YEAR, LAST_YEAR = 1900, 2200
MAX_LENGTHS = {"row": 80, "route": 300, "product type": 40, "evidence type": 60, "market": 10, "country": 6}
"""Letters that the tables hold."""
LETTER = re.compile(r"(?<=\d)[a-z]+(?=\.|$)")


def check(book: Rulebook) -> None:
    """Raise RulebookError, naming file, row and reason, unless the whole rulebook may come into force."""
    _check_lengths(book)
    for document in book.evidence_types.values():
        _check_pattern(document)
    for edition in book.standard_editions:
        named = f"{edition.standard}:{edition.edition}"
        _check_years((edition.effective_from, edition.effective_until), "standard_editions.yaml", named)
    for row in book.requirements:
        _check_years((row.effective_from, row.effective_until), file_of(row), row.id)
    for rows in book.by_pair.values():
        for one, other in combinations(rows, 2):
            reason = contradiction(one, other)
            if reason:
                raise RulebookError(file_of(other), other.id, reason)


def file_of(row: Requirement) -> str:
    """The file that a requirement stands in."""
    return f"markets/{row.market}.yaml"


def family(id_: str) -> str:
    """The id without the letter of a split: rows of a family say what one rule asks at different times."""
    return LETTER.sub("", id_)


def contradiction(one: Requirement, other: Requirement) -> str:
    """Why two rows of one product type and market cannot both hold; empty when they can.

    They are compared when they speak of the same thing on the same days: the same condition, and the same route or
    the same family. Then they must agree on what meeting them gives and how they combine, and may ask for different
    documents only where one of the family is a transition: it ends, and before the other does.
    """
    if not _speak_of_the_same(one, other):
        return ""
    where = f"contradicts {one.id} on the days they share"
    if one.combine != other.combine:
        return f"{where}: one is {one.combine}, the other {other.combine}"
    if one.outcome != other.outcome:
        return f"{where}: one gives {one.outcome}, the other {other.outcome}"
    if one.expression == other.expression:
        return f"{where}: both ask for the same" if one.confidence == other.confidence else f"{where}: confidence"
    if family(one.id) == family(other.id) and one.effective_until != other.effective_until:
        return ""
    return f"{where}: they ask for different documents"


def _speak_of_the_same(one: Requirement, other: Requirement) -> bool:
    same_rule = one.route == other.route or family(one.id) == family(other.id)
    return same_rule and set(one.condition) == set(other.condition) and _overlap(one, other)


def _overlap(one: Requirement, other: Requirement) -> bool:
    first = max(one.effective_from or date.min, other.effective_from or date.min)
    return first <= min(one.effective_until or date.max, other.effective_until or date.max)


def _check_years(days: Iterable[date | None], file: str, row: str) -> None:
    for day in days:
        if day and not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise RulebookError(file, row, f"bad date '{day}': the year is not between {FIRST_YEAR} and {LAST_YEAR}")


def _check_pattern(one: EvidenceType) -> None:
    try:
        re.compile(one.number_pattern or "")
    except re.error as error:
        raise RulebookError("evidence_types.yaml", one.id, f"number.pattern: {error}") from None


def _check_lengths(book: Rulebook) -> None:
    for kind, file, text in _named(book):
        if len(text) > MAX_LENGTHS[kind]:
            raise RulebookError(file, text[: MAX_LENGTHS[kind]], f"a {kind} has at most {MAX_LENGTHS[kind]} letters")


def _named(book: Rulebook) -> Iterator[tuple[str, str, str]]:
    yield from (("product type", "product_types.yaml", id_) for id_ in book.product_types)
    yield from (("evidence type", "evidence_types.yaml", id_) for id_ in book.evidence_types)
    yield from (("country", "countries.yaml", id_) for id_ in book.countries)
    yield from (("market", f"markets/{id_}.yaml", id_) for id_ in book.markets)
    for row in book.requirements:
        yield "row", file_of(row), row.id
        yield "route", file_of(row), row.route
