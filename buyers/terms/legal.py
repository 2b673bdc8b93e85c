"""Law and forum that a contract may name, and where the conventions on sales and on awards hold: facts, not legal advice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from buyers.terms.convention_rows import convention_rows
from buyers.terms.files import Label, check_source, label_of, read_data

CHINA, CISG = "CN", "cisg"
ARRANGED = frozenset({"HK", "MO", "TW"})
"""Places whose awards and China's are carried out by arrangements of their own, not by the convention."""


@dataclass(frozen=True)
class Forum:
    """An arbitration institution with the year of its rules; ``language`` is en or zh, ``seat_country`` an ISO code."""

    id: str
    label: Label
    seat: Label
    seat_country: str
    rules: str
    language: str
    is_default: bool


@dataclass(frozen=True)
class Law:
    id: str
    label: Label


@cache
def forums() -> Mapping[str, Forum]:
    """By id, the proposal first."""
    found = {}
    for row in read_data("legal.yaml")["forums"]:
        check_source(row)
        seat = Label(row["seat_en"], row["seat_zh"])
        is_default = row.get("default", False)
        found[row["id"]] = Forum(
            row["id"], label_of(row), seat, row["seat_country"], row["rules"], row["language"], is_default
        )
    return found


@cache
def laws() -> Mapping[str, Law]:
    """By id."""
    rows = read_data("legal.yaml")["laws"]
    for row in rows:
        check_source(row)
    return {row["id"]: Law(row["id"], label_of(row)) for row in rows}


def laws_for(country: str, on: date) -> tuple[Law, ...]:
    """Those that a buyer in that country may choose on that day: the convention on sales only where it holds there."""
    return tuple(law for law in laws().values() if law.id != CISG or has_cisg(country, on))


def has_cisg(country: str, on: date) -> bool:
    """Whether the UN convention on contracts for the sale of goods (1980) holds there; ``country`` may be a part of one."""
    return _holds("cisg", country, on)


def has_new_york_convention(country: str, on: date) -> bool:
    """Whether awards are recognised there under the New York Convention (1958); Hong Kong has it by China's extension.

    Between Hong Kong, Macao or Taiwan and the mainland arrangements take its place: see ``ARRANGED``.
    """
    return _holds("new_york", country, on)


def _holds(convention: str, country: str, on: date) -> bool:
    row = convention_rows(convention).get(country.partition("-")[0])
    return row is not None and date.fromisoformat(row["in_force_from"]) <= on
