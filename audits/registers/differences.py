"""What is claimed beside what a register holds. Names are compared as people write them, not letter by letter."""

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


def same_name(one: str, other: str) -> bool:
    """Whether two names may well be those of one company: same words, whatever their form, case, width and order."""
    first, second = _core(one), _core(other)
    if not first or not second:
        return False
    shared = len(first & second)
    return 2 * shared / (len(first) + len(second)) >= MIN_SIMILARITY


def shared_words(one: str, other: str) -> float:
    """How much of the shorter text stands in the longer one, between 0 and 1."""
    first, second = _core(one), _core(other)
    return len(first & second) / min(len(first), len(second)) if first and second else 0.0


def differences(question: Question, record: Record, *, on: date) -> Iterator[Difference]:
    """Every point in which the register says otherwise. What either side leaves open differs from nothing."""
    claimed, held = _filled(question.holders), _filled(record.holders)
    if claimed and held and not any(same_name(one, other) for one in claimed for other in held):
        yield Difference(Point.HOLDER, " / ".join(claimed), " / ".join(held))
    if question.issuer and record.issuer and not same_name(question.issuer, record.issuer):
        yield Difference(Point.ISSUER, question.issuer, record.issuer)
    if record.is_void:
        yield Difference(Point.WITHDRAWN, "", record.state)
    if record.valid_until and record.valid_until < on:
        yield Difference(Point.EXPIRED, _day(question.valid_until), _day(record.valid_until))
    elif record.valid_until and question.valid_until and record.valid_until < question.valid_until:
        yield Difference(Point.LAST_DAY, _day(question.valid_until), _day(record.valid_until))


def outcome_of(found: tuple[Difference, ...]) -> Outcome:
    return Outcome.CONTRADICTED if found else Outcome.CONFIRMED


def _core(name: str) -> frozenset[str]:
    """Words of a Latin name; neighbouring pairs of signs of a Chinese one."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", name)).casefold()
    spaced = "".join(
        sign if sign.isalnum() else "" if sign in ".'’" or unicodedata.combining(sign) else " " for sign in plain
    )
    words = LEGAL_FORMS.sub(" ", spaced).split()
    return frozenset(part for word in words for part in _parts(word))


def _parts(word: str) -> list[str]:
    if word.isascii() or len(word) < 2:
        return [word]
    return [word[place : place + 2] for place in range(len(word) - 1)]


def _filled(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for name in names if name.strip())


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
