"""How many units of a lot are checked and how many defects are accepted: single sampling by attributes, of ``aql.yaml``.

A lot is what was made under the same conditions: each line of an order is sampled for itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from buyers.terms.errors import TermsError
from buyers.terms.files import Label, check_source, label_of, read_data

ZERO = "0"
"""The AQL of a class of which nothing is accepted; the tables have no such column."""
CLASSES = ("critical", "holes", "major", "minor")
"""Classes of defects, the gravest first."""


class Row(NamedTuple):
    """A plan of the tables."""

    letter: str
    sample: int
    accept: int
    reject: int


@dataclass(frozen=True)
class Plan:
    """The plan of one class. ``letter`` is asked by lot and level; ``letter_used`` differs where the table has an arrow.

    ``sample`` is never more than the lot; ``all_units``: every unit is checked. ``confidence`` of the row that was read.
    """

    lot: int
    level: str
    aql: str
    is_tightened: bool
    letter: str
    letter_used: str
    sample: int
    accept: int
    reject: int
    all_units: bool
    confidence: str


@dataclass(frozen=True)
class SamplingPlan:
    """The plan of a lot: the largest sample is checked once, and each class is judged by its own accept number in it."""

    lot: int
    level: str
    is_tightened: bool
    sample: int
    all_units: bool
    classes: Mapping[str, Plan]

    @property
    def confidence(self) -> str:
        """The weakest of the rows that were read."""
        return "medium" if any(one.confidence != "high" for one in self.classes.values()) else "high"


@dataclass(frozen=True)
class Usual:
    """What this trade asks for where nothing else is agreed: level, and AQL by class. Practice, not law."""

    level: str
    classes: Mapping[str, str]
    note: Label | None
    source: str
    confidence: str


@dataclass(frozen=True)
class Tables:
    """The whole file. ``lots``: the largest lot of each row, None for the last, with a letter by level."""

    letters: Mapping[str, int]
    lots: tuple[tuple[int | None, Mapping[str, str]], ...]
    normal: Mapping[str, Mapping[str, Row]]
    tightened: Mapping[str, Mapping[str, Row]]
    rules: Mapping[str, Label]
    usual: Mapping[str, Usual]
    arrow_confidence: str

    @property
    def levels(self) -> tuple[str, ...]:
        return tuple(self.lots[0][1])

    @property
    def aqls(self) -> tuple[str, ...]:
        return tuple(self.normal["A"])


def plan(lot: int, level: str, aql: str, *, tightened: bool = False) -> Plan:
    """The plan of a lot of so many units. Raises TermsError ``no-lot``, ``unknown-level`` or ``unknown-aql``."""
    known = tables()
    letter = letter_of(lot, level)
    if aql == ZERO:
        sample = min(known.letters[letter], lot)
        return Plan(lot, level, aql, tightened, letter, letter, sample, 0, 1, sample == lot, "high")
    if aql not in known.aqls:
        raise TermsError("unknown-aql", aql=aql)
    row = (known.tightened if tightened else known.normal)[letter][aql]
    is_read_by_arrow = tightened and row.letter != letter
    return Plan(
        lot=lot,
        level=level,
        aql=aql,
        is_tightened=tightened,
        letter=letter,
        letter_used=row.letter,
        sample=min(row.sample, lot),
        accept=row.accept,
        reject=row.reject,
        all_units=row.sample >= lot,
        confidence=known.arrow_confidence if is_read_by_arrow else "high",
    )


def letter_of(lot: int, level: str) -> str:
    """The code letter of table 1; a single unit is read as the smallest lot. Raises TermsError."""
    if lot < 1:
        raise TermsError("no-lot", lot=lot)
    if level not in tables().levels:
        raise TermsError("unknown-level", level=level)
    return next(by_level[level] for most, by_level in tables().lots if most is None or lot <= most)


def sampling_plan(lot: int, level: str, classes: Mapping[str, str], *, tightened: bool = False) -> SamplingPlan:
    """The plan of a lot with an AQL for each class of defects. Raises TermsError, also ``no-classes``."""
    if not classes or not set(classes) <= set(CLASSES):
        raise TermsError("no-classes", classes=sorted(classes))
    named = sorted(classes, key=CLASSES.index)
    plans = {name: plan(lot, level, classes[name], tightened=tightened) for name in named}
    sample = max(one.sample for one in plans.values())
    return SamplingPlan(lot, level, tightened, sample, sample == lot, plans)


def usual_for(product_type: str) -> Usual:
    """What this trade asks for at products of that type."""
    known = tables().usual
    return known.get(product_type, known["default"])


@cache
def tables() -> Tables:
    """The tables of the site's own file."""
    return tables_of(read_data("aql.yaml"))


def tables_of(data: Mapping[str, Any]) -> Tables:
    """The content of such a file. Raises TermsError where it contradicts itself, KeyError where something is missing."""
    check_source(data["meta"])
    check_source(data["meta"]["tightened_arrows"])
    letters = data["letters"]
    lots = tuple((row["to"], {key: row[key] for key in row if key not in ("from", "to")}) for row in data["lots"])
    found = Tables(
        letters=letters,
        lots=lots,
        normal=_table(data["normal"], letters),
        tightened=_table(data["tightened"], letters),
        rules={row["id"]: _rule(row) for row in data["rules"]},
        usual={row["id"]: _usual(row) for row in data["usual"]},
        arrow_confidence=data["meta"]["tightened_arrows"]["confidence"],
    )
    _check_lots(data["lots"], letters)
    return found


def _table(rows: Mapping[str, Mapping[str, list[Any]]], letters: Mapping[str, int]) -> dict[str, dict[str, Row]]:
    found = {letter: {aql: Row(*cells) for aql, cells in row.items()} for letter, row in rows.items()}
    if list(found) != list(letters):
        raise TermsError("letters-differ")
    for row in found.values():
        for one in row.values():
            if letters[one.letter] != one.sample or one.reject != one.accept + 1:
                raise TermsError("plan-contradicts", letter=one.letter)
    return found


def _check_lots(rows: list[dict[str, Any]], letters: Mapping[str, int]) -> None:
    for row, following in zip(rows, [*rows[1:], None], strict=True):
        goes_on = row["to"] is None if following is None else following["from"] == (row["to"] or 0) + 1
        if not goes_on or not {row[key] for key in row if key not in ("from", "to")} <= set(letters):
            raise TermsError("lots-contradict", lot=row["from"])


def _rule(row: dict[str, Any]) -> Label:
    check_source(row)
    return label_of(row)


def _usual(row: dict[str, Any]) -> Usual:
    check_source(row)
    note = label_of(row, "note") if "note" in row else None
    return Usual(row["level"], row["classes"], note, row["source"], row["confidence"])
