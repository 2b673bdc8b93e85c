"""Compares what is claimed with what a register holds. Names are compared as people write them, not letter by letter."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date

from audits.registers.question import Difference, Outcome, Point, Question, Record

LEGAL_FORMS = re.compile(
    r"\b(?:co|company|ltd|limited|inc|incorporated|corp|corporation|llc|gmbh|ag|bv|sa|srl|spa|group|the|prc)\b"
    r"|股份|有限|责任|公司|集团"
)
"""Legal forms and fillers: registers abbreviate, translate and drop them."""
MIN_SIMILARITY = 0.82
"""Dice coefficient (0 to 1) of two sets of words, from which on they may name one company."""


def same_name(name: str, other: str) -> bool:
    """Whether two names may be those of one company: similar words, whatever their legal form, case, width and order."""
    first, second = _name_parts(name), _name_parts(other)
    if not first or not second:
        return False
    shared = len(first & second)
    return 2 * shared / (len(first) + len(second)) >= MIN_SIMILARITY


def shared_words(text: str, other: str) -> float:
    """The share of the shorter text's words that are in the longer one, between 0 and 1."""
    first, second = _name_parts(text), _name_parts(other)
    return len(first & second) / min(len(first), len(second)) if first and second else 0.0


def differences(question: Question, record: Record, *, on: date) -> Iterator[Difference]:
    """Every point in which the register differs. What either side leaves open is no difference."""
    claimed, held = _non_empty(question.holders), _non_empty(record.holders)
    if claimed and held and not any(same_name(name, other) for name in claimed for other in held):
        yield Difference(Point.HOLDER, " / ".join(claimed), " / ".join(held))
    if question.issuer and record.issuer and not same_name(question.issuer, record.issuer):
        yield Difference(Point.ISSUER, question.issuer, record.issuer)
    if record.is_void:
        yield Difference(Point.WITHDRAWN, "", record.state)
    if record.valid_until and record.valid_until < on:
        yield Difference(Point.EXPIRED, _iso(question.valid_until), _iso(record.valid_until))
    elif record.valid_until and question.valid_until and record.valid_until < question.valid_until:
        yield Difference(Point.LAST_DAY, _iso(question.valid_until), _iso(record.valid_until))


def outcome_of(differing: tuple[Difference, ...]) -> Outcome:
    return Outcome.CONTRADICTED if differing else Outcome.CONFIRMED


def _name_parts(name: str) -> frozenset[str]:
    """Words of a Latin name; pairs of neighbouring characters of a Chinese one. Legal forms are left out."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", name)).casefold()
    spaced = "".join(
        character if character.isalnum() else "" if character in ".'’" or unicodedata.combining(character) else " "
        for character in plain
    )
    words = LEGAL_FORMS.sub(" ", spaced).split()
    return frozenset(part for word in words for part in _parts(word))


def _parts(word: str) -> list[str]:
    if word.isascii() or len(word) < 2:
        return [word]
    return [word[place : place + 2] for place in range(len(word) - 1)]


def _non_empty(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for name in names if name.strip())


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
