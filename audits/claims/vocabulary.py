"""The recognisers of claims: what suppliers write and what shows it (claims.yaml), and the standards of the rulebook."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from audits.compliance.standards import Standard, Vocabulary, vocabulary_of

FILE = Path(__file__).with_name("claims.yaml")
STANDARDS = FILE.parents[1] / "rulebook" / "standards.yaml"


@dataclass(frozen=True)
class Approval:
    """A statement other than a standard: approval, marking, sterility."""

    id: str
    name: str
    name_zh: str
    needs: tuple[str, ...]
    words: re.Pattern[str]
    shown_by: frozenset[str]
    shown_words: re.Pattern[str] | None
    is_finding: bool


@dataclass(frozen=True)
class Grade:
    """One grade of a ladder, as suppliers write it without its standard; ``rank`` counts from the lowest."""

    name: str
    rank: int
    words: re.Pattern[str]


@dataclass(frozen=True)
class Ladder:
    """Grades that are compared with each other. ``is_ordered``: a higher one includes the lower ones.

    ``standards`` are ids of the rulebook's standards, none for kinds and classes that belong to no standard.
    """

    id: str
    standards: tuple[str, ...]
    is_ordered: bool
    needs: tuple[str, ...]
    grades: tuple[Grade, ...]


@cache
def standards() -> Vocabulary:
    """The standards of the rulebook that is shipped: it changes with a release, as claims.yaml does."""
    return vocabulary_of(yaml.load(STANDARDS.read_text(encoding="utf-8"), yaml.CSafeLoader))


@cache
def approvals() -> tuple[Approval, ...]:
    """Every statement other than a standard, the most particular words first."""
    return tuple(_approval(id_, row) for id_, row in _loaded()["approvals"].items())


@cache
def ladders() -> Mapping[str, Ladder]:
    """Every ladder of grades that is written without its standard, by its id."""
    grades = {id_: _ladder(id_, row) for id_, row in _loaded()["grades"].items()}
    return grades | {id_: _kinds(id_, row) for id_, row in _loaded()["kinds"].items()}


@cache
def ladders_of(standard: str) -> tuple[str, ...]:
    """The ladders that a grade of this standard belongs to: its own where suppliers never write it alone."""
    return tuple(one.id for one in ladders().values() if standard in one.standards) or (standard,)


def rank_of(ladder: str, grade: str) -> int | None:
    """The place of a grade in a ladder, the lowest is 0; None where nothing there is higher or lower."""
    known = ladders().get(ladder)
    if known and not known.is_ordered:
        return None
    of_ladder = known.standards if known else (ladder,)
    return next((_rank(standards().standards[one], grade) for one in of_ladder), None)


@cache
def shown_by_type() -> Mapping[str, frozenset[str]]:
    """Standard -> types of documents that show it by being such a document."""
    return {standard: frozenset(types) for standard, types in _loaded()["shown_by_type"].items()}


@cache
def parts() -> Mapping[str, tuple[str, ...]]:
    """Standard -> its parts, all of which are claimed by its number alone."""
    whole: dict[str, tuple[str, ...]] = {}
    for one in standards().standards.values():
        if one.part_of:
            whole[one.part_of] = (*whole.get(one.part_of, ()), one.id)
    return whole


@cache
def _loaded() -> Mapping[str, Any]:
    rows: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return rows


def _approval(id_: str, row: Mapping[str, Any]) -> Approval:
    return Approval(
        id=id_,
        name=row["name"],
        name_zh=row["name_zh"],
        needs=tuple(row["needs"]),
        words=_either(row["words"]),
        shown_by=frozenset(row["shown_by"]),
        shown_words=_either(row["shown_words"]) if "shown_words" in row else None,
        is_finding=row.get("is_finding", False),
    )


def _ladder(id_: str, row: Mapping[str, Any]) -> Ladder:
    of_first = standards().standards[row["standards"][0]]
    grades = (Grade(name, _rank(of_first, name), _either([words])) for name, words in row["words"].items())
    return Ladder(id_, tuple(row["standards"]), True, tuple(row["needs"]), tuple(grades))


def _rank(standard: Standard, name: str) -> int:
    """The place of a grade by any of its names. Raises StopIteration for a name that the standard does not know."""
    return next(place for place, one in enumerate(standard.grades) if name in (one.id, *one.aliases))


def _kinds(id_: str, row: Mapping[str, Any]) -> Ladder:
    kinds = (Grade(name, 0, _either([words])) for name, words in row["words"].items())
    return Ladder(id_, (), False, tuple(row["needs"]), tuple(kinds))


def _either(expressions: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{expression})" for expression in expressions), re.IGNORECASE | re.ASCII)
