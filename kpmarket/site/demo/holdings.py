"""What makers of the demonstration hold for a market, from a list that the rulebook never reads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import yaml

FILE = Path(__file__).with_name("holdings.yaml")
REPORT, STERILITY = "report", "sterility"
AMERICAN = frozenset({"basic", "sterile", "certified", "test"})
"""Kinds of devices that the United States clear or list by their product code."""
CODED = frozenset({"us_510k", "us_device_listing"})
"""Documents that state FDA's product code."""
TEST_CLASSES = {"ivd_ag_self": "C", "hiv_test": "D", "glucose_meter": "C", "glucose_strip": "C", "influenza_test": "C"}
"""Class on the certificate of a test in the Union, where it is not B."""


@dataclass(frozen=True)
class Holding:
    """A document that a maker holds for a line of products, and what it states, as printed."""

    type_id: str
    stated: tuple[tuple[str, str | tuple[str, ...]], ...] = ()


def markets_of(product_type: str, standard: str) -> list[str]:
    """The markets for which makers of that line gather documents."""
    return [market for market in _list()["documents"] if _types(product_type, standard, market, is_sterile=False)]


def holdings(product_type: str, standard: str, market: str, *, is_sterile: bool, rng: Random) -> Iterator[Holding]:
    """The documents that such a maker holds for that market; none where the line is not made for it.

    ``standard`` is what the maker says the line meets; ``rng`` chooses between ways of printing the same report.
    """
    listed, line = _list(), _line(product_type, standard)
    for type_id in _types(product_type, standard, market, is_sterile=is_sterile):
        if type_id == REPORT:
            yield from _reports(line[listed["worlds"][market]], rng)
        elif type_id == STERILITY:
            yield Holding("test_report", (("standard", rng.choice(listed["sterility"])),))
        else:
            yield Holding(type_id, _statements_of(type_id, product_type, line))


def _types(product_type: str, standard: str, market: str, *, is_sterile: bool) -> list[str]:
    """The types of documents for that market, with ``report`` and ``sterility``; none where the line is not made for it."""
    listed, line = _list(), _line(product_type, standard)
    kind = _kind(product_type, line, market, is_sterile)
    is_made_for_it = listed["worlds"][market] in line and kind is not None
    types: list[str] = listed["documents"][market][kind] if is_made_for_it else []
    return types


def _kind(product_type: str, line: Mapping[str, Any], market: str, is_sterile: bool) -> str | None:
    """The row of the list of documents for that market; None where it has none."""
    rows, kind = _list()["documents"][market], _list()["kinds"][product_type]
    if market == "US":
        kind = line.get("kind") or ("american" if kind in AMERICAN else kind)
        kind = kind if "code" in line or kind != "american" else ""
    elif is_sterile and "sterile" in rows and kind == "basic":
        kind = "sterile"
    return kind if kind in rows else None


def _reports(printed: list[Any], rng: Random) -> Iterator[Holding]:
    """One report that names one standard or several, in one of the ways of printing it."""
    if printed:
        chosen = rng.choice(printed)
        yield Holding("test_report", (("standard", chosen if isinstance(chosen, str) else tuple(chosen)),))


def _statements_of(
    type_id: str, product_type: str, line: Mapping[str, Any]
) -> tuple[tuple[str, str | tuple[str, ...]], ...]:
    if type_id in CODED:
        return (("product_codes", (line["code"],)),)
    if type_id == "eu_nb_cert_ivdr":
        return (("class", TEST_CLASSES.get(product_type, "B")),)
    return ()


def _line(product_type: str, standard: str) -> Mapping[str, Any]:
    line: Mapping[str, Any] = _list()["lines"].get(product_type, {}).get(standard, {})
    return line


@cache
def _list() -> Mapping[str, Any]:
    listed: Mapping[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return listed
