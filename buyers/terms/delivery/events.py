"""What is reported of a shipment: the kinds of ``shipment_events.yaml``, and the codes of carriers that mean them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from buyers.terms.errors import TermsError
from buyers.terms.files import Label, check_source, label_of, read_data

DCSA, IATA = "dcsa", "iata"
STANDARDS = (DCSA, IATA)
ENDS = frozenset({"", "origin", "destination"})


@dataclass(frozen=True)
class EventKind:
    """``stage`` is what it reaches, empty where none; ``proof`` the kind of evidence that a report with a document becomes.

    ``after``: kinds whose first moment is not later than the first of this; ``closes``: kinds that never happen after it.
    """

    id: str
    label: Label
    stage: str
    modes: frozenset[str]
    after: tuple[str, ...]
    closes: tuple[str, ...]
    proof: str
    place: int


@dataclass(frozen=True)
class CarrierCode:
    """A carrier's code means the event ``event``, at that end of the way: ``origin``, ``destination`` or anywhere (empty)."""

    event: str
    end: str
    confidence: str


@dataclass(frozen=True)
class Kinds:
    """``codes`` by standard, then by code. ``stages`` stand in the order in which a shipment passes them."""

    stages: Mapping[str, Label]
    events: Mapping[str, EventKind]
    codes: Mapping[str, Mapping[str, CarrierCode]]

    def rank(self, stage: str) -> int:
        return list(self.stages).index(stage)


@cache
def event_kinds() -> Kinds:
    """All kinds. Raises TermsError for a row that names what is not there, or a code twice."""
    return read_kinds(read_data("shipment_events.yaml"))


def read_kinds(data: Mapping[str, Any]) -> Kinds:
    """The kinds in such data. Raises TermsError ``unknown-stage``, ``unknown-event`` or ``code-twice``."""
    stages = {row["id"]: label_of(row) for row in data["stages"]}
    rows = data["events"]
    names = {row["id"] for row in rows}
    events: dict[str, EventKind] = {}
    codes: dict[str, dict[str, CarrierCode]] = {standard: {} for standard in STANDARDS}
    for place, row in enumerate(rows):
        check_source(row)
        if row.get("stage", "") not in {"", *stages}:
            raise TermsError("unknown-stage", row=row["id"])
        if unknown := {*row.get("after", ()), *row.get("closes", ())} - names:
            raise TermsError("unknown-event", row=row["id"], unknown=sorted(unknown))
        events[row["id"]] = EventKind(
            id=row["id"],
            label=label_of(row),
            stage=row.get("stage", ""),
            modes=frozenset(row["modes"]),
            after=tuple(row.get("after", ())),
            closes=tuple(row.get("closes", ())),
            proof=row.get("proof", ""),
            place=place,
        )
        for standard in STANDARDS:
            for code in row.get(standard, ()):
                _add_code(codes[standard], row["id"], code)
    return Kinds(stages, events, codes)


def _add_code(codes: dict[str, CarrierCode], event: str, row: Mapping[str, str]) -> None:
    if row["code"] in codes or row.get("at", "") not in ENDS:
        raise TermsError("code-twice", row=event, twice=row["code"])
    codes[row["code"]] = CarrierCode(event, row.get("at", ""), row["confidence"])
