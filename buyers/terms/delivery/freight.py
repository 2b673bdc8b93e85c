"""What carriage costs: chargeable weight, containers, and the lines of a freight quote for one piece delivered.

Sizes are integers: millimetres, cubic millimetres and grams. What is rounded is rounded once, at the end, for the whole
consignment, never for a carton. Facts are in ``freight.yaml``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from buyers.terms.errors import TermsError
from buyers.terms.files import Label, check_source, label_of, read_data
from buyers.terms.incoterms import cost_parts
from buyers.terms.money import MOST, as_decimal, plain

MM3_PER_LITRE = 10**6
GRAMS_PER_KG = 1000
RISK = "risk"
"""What a line pays that comes only when something goes wrong: never in a total."""
SIX_PLACES = Decimal("0.000001")
MARKS = ("quoted", "tariff", "estimate", "not_included")
"""Who says a figure: the forwarder for these goods, a published tariff, somebody's estimate, or nobody: it comes on top."""
UNITS = ("shipment", "container", "kg", "wm", "document", "day")
"""What a line counts: ``kg`` chargeable, ``wm`` tonnes or cubic metres, ``document`` a declaration, document or vehicle."""


@dataclass(frozen=True)
class Carton:
    """One carton as the supplier states it: outside measures in mm, gross weight in grams, pieces inside."""

    length: int
    width: int
    height: int
    gross: int
    pieces: int


@dataclass(frozen=True)
class Consignment:
    """Goods that travel together: cubic millimetres, grams, cartons and pieces."""

    volume: int
    gross: int
    cartons: int
    pieces: int

    @property
    def litres(self) -> int:
        """Rounded up."""
        return _up(self.volume, MM3_PER_LITRE)


@dataclass(frozen=True)
class Container:
    """``planned`` is what is loaded in practice, 10 to 15 % below the capacity; both in litres, ``payload`` in kg."""

    id: str
    label: Label
    capacity: int
    planned: int
    payload: int
    source: str
    confidence: str


@dataclass(frozen=True)
class Fill:
    """How many containers of one kind are needed, and what decides: ``volume``, ``payload`` or ``road``.

    ``row`` is the row of ``freight.yaml`` that decides, ``share`` how full they are by it, in basis points.
    """

    container: Container
    count: int
    limit: str
    share: int
    row: str


@dataclass(frozen=True)
class LineKind:
    """A kind of line of a freight quote. ``is_needed``: without it the part of the price is not complete."""

    id: str
    part: str
    label: Label
    is_needed: bool


@dataclass(frozen=True)
class Line:
    """One line: ``amount`` in minor units for one unit, None where it is not included; ``count`` of documents or days."""

    kind: str
    per: str
    amount: int | None
    mark: str
    count: int = 1


@dataclass(frozen=True)
class Counts:
    """What a quote's units count for this consignment: grams chargeable, litres of W/M, containers."""

    grams: int
    litres: int
    containers: int


def consignment(loads: Iterable[tuple[Carton, int]]) -> Consignment:
    """So many pieces in cartons of their own kind; a carton that is begun counts whole.

    Raises TermsError ``nothing-to-carry`` for no pieces, or a carton without a size.
    """
    volume = gross = cartons = pieces = 0
    for carton, quantity in loads:
        if min(carton.length, carton.width, carton.height, carton.gross, carton.pieces, quantity) < 1:
            raise TermsError("nothing-to-carry")
        count = _up(quantity, carton.pieces)
        volume += count * carton.length * carton.width * carton.height
        gross += count * carton.gross
        cartons += count
        pieces += quantity
    if not pieces:
        raise TermsError("nothing-to-carry")
    return Consignment(volume, gross, cartons, pieces)


def chargeable(goods: Consignment, mode: str) -> int:
    """What freight is paid for, in grams: weight or volume, whichever counts more, rounded up once.

    By sea it is W/M of less than a container: a gram stands for a cubic centimetre, so that 1,000,000 are one m³ or tonne.
    Raises TermsError ``unknown-mode``.
    """
    row = _chargeable().get(mode)
    if row is None:
        raise TermsError("unknown-mode", mode=mode)
    numerator, denominator = row["grams_per_mm3"]
    steps = max(_up(goods.gross, row["step"]), _up(goods.volume * numerator, denominator * row["step"]))
    return max(row["least"], steps * int(row["step"]))


def fills(goods: Consignment, country: str = "") -> tuple[Fill, ...]:
    """How many containers of each kind the goods need, by the planned fill and by the weight that may be carried there."""
    return tuple(_fill(goods, container, country) for container in containers())


def counts_for(goods: Consignment, mode: str, number_of_containers: int) -> Counts:
    """What the units of a quote count. Raises TermsError ``unknown-mode``."""
    grams = chargeable(goods, mode)
    return Counts(grams, grams // GRAMS_PER_KG if mode == "sea" else 0, number_of_containers)


def line_sum(line: Line, counts: Counts) -> int:
    """What the line costs for the consignment, in minor units, rounded half up once. 0 where it is not included.

    Raises TermsError ``unknown-unit``, ``unknown-mark``, ``negative`` or ``too-large``.
    """
    if line.mark not in MARKS:
        raise TermsError("unknown-mark", mark=line.mark)
    if line.amount is None or line.mark == "not_included":
        return 0
    if line.amount < 0 or line.count < 0:
        raise TermsError("negative")
    numerator, denominator = _count(line, counts)
    total = (2 * line.amount * numerator + denominator) // (2 * denominator)
    if total > MOST:
        raise TermsError("too-large", most=plain(MOST, "USD"))
    return total


def per_piece(amount: int, currency: str, pieces: int) -> Decimal:
    """Minor units spread over the pieces, in whole units of the currency with six places.

    Raises TermsError ``nothing-to-carry``, ``unknown-currency``.
    """
    if pieces < 1:
        raise TermsError("nothing-to-carry")
    return (as_decimal(amount, currency) / pieces).quantize(SIX_PLACES)


@cache
def containers() -> tuple[Container, ...]:
    """The kinds of dry containers, smallest first."""
    rows = _data()["containers"]
    for row in rows:
        check_source(row)
    return tuple(
        Container(
            row["id"],
            label_of(row),
            row["capacity_litres"],
            row["planned_litres"],
            row["payload_kg"],
            row["source"],
            row["confidence"],
        )
        for row in rows
    )


@cache
def line_kinds() -> Mapping[str, LineKind]:
    """The kinds of lines by their codes, in the order of the way. Raises TermsError ``unknown-part`` for bad data."""
    check_source(_data()["lines_source"])
    known = {part.id for part in cost_parts()} | {RISK}
    found = {
        row["id"]: LineKind(row["id"], row["part"], label_of(row), row.get("needed", False)) for row in _data()["lines"]
    }
    for kind in found.values():
        if kind.part not in known:
            raise TermsError("unknown-part", part=kind.part)
    return found


def chargeable_source(mode: str) -> tuple[str, str]:
    """Where the convention of a mode is from, and how sure that is. Raises TermsError ``unknown-mode``."""
    row = _chargeable().get(mode)
    if row is None:
        raise TermsError("unknown-mode", mode=mode)
    return row["source"], row["confidence"]


def _fill(goods: Consignment, container: Container, country: str) -> Fill:
    limits = [
        (goods.volume, container.planned * MM3_PER_LITRE, "volume", container.id),
        (goods.gross, container.payload * GRAMS_PER_KG, "payload", container.id),
    ]
    for row in _data()["road_limits"]:
        if container.id in row["containers"] and country in row["countries"]:
            limits.append((goods.gross, row["kg"] * GRAMS_PER_KG, "road", row["id"]))
    used, room, limit, row_id = max(limits, key=lambda one: Decimal(one[0]) / one[1])
    count = max(1, _up(used, room))
    return Fill(container, count, limit, used * 10_000 // (room * count), row_id)


def _count(line: Line, counts: Counts) -> tuple[int, int]:
    """How many units, as a fraction."""
    match line.per:
        case "shipment":
            return 1, 1
        case "container":
            return counts.containers, 1
        case "kg":
            return counts.grams, GRAMS_PER_KG
        case "wm":
            return counts.litres, 1000
        case "document" | "day":
            return line.count, 1
    raise TermsError("unknown-unit", per=line.per)


def _up(amount: int, step: int) -> int:
    """Division rounded up."""
    return -(-amount // step)


@cache
def _chargeable() -> Mapping[str, dict[str, Any]]:
    rows = {row["id"]: row for row in _data()["chargeable"]}
    for row in rows.values():
        check_source(row)
    return rows


@cache
def _data() -> dict[str, Any]:
    return read_data("freight.yaml")
