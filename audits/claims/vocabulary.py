"""The recognisers of claims, read from claims.yaml: what suppliers write, and what shows it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).with_name("claims.yaml")


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
    """One grade of a ladder; ``rank`` counts from the lowest."""

    name: str
    rank: int
    words: re.Pattern[str]


@dataclass(frozen=True)
class Ladder:
    """The grades of a standard, the lowest first. ``is_ordered``: a higher one includes the lower ones."""

    id: str
    standards: tuple[str, ...]
    is_ordered: bool
    needs: tuple[str, ...]
    grades: tuple[Grade, ...]


@cache
def approvals() -> tuple[Approval, ...]:
    """Every statement other than a standard, the most particular words first."""
    return tuple(_approval(id_, row) for id_, row in _loaded()["approvals"].items())


@cache
def ladders() -> Mapping[str, Ladder]:
    """Every ladder of grades by its id."""
    return {id_: _ladder(id_, row) for id_, row in _loaded()["grades"].items()}


@cache
def shown_by_type() -> Mapping[str, frozenset[str]]:
    """Standard -> types of documents that show it by being such a document."""
    return {standard: frozenset(types) for standard, types in _loaded()["shown_by_type"].items()}


@cache
def parts() -> Mapping[str, tuple[int, ...]]:
    """Standard -> its parts, all of which are claimed by its number alone."""
    return {standard: tuple(numbers) for standard, numbers in _loaded()["parts"].items()}


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
    grades = (Grade(str(name), rank, _either([words])) for rank, (name, words) in enumerate(row["words"].items()))
    return Ladder(id_, tuple(row["standards"]), row["is_ordered"], tuple(row["needs"]), tuple(grades))


def _either(expressions: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{expression})" for expression in expressions), re.IGNORECASE | re.ASCII)
