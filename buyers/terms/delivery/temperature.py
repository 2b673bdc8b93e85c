"""What readings of a logger say about goods that must be kept within a range of temperatures.

Temperatures are hundredths of a degree Celsius. A reading stands until the next one: with readings of every ten minutes an
excursion is known to ten minutes.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from itertools import pairwise
from typing import Any

from buyers.terms.delivery.logger_files import Reading
from buyers.terms.errors import TermsError
from buyers.terms.files import check_source, read_data

HUNDREDTHS = 100
ZERO_CELSIUS = 273.15
ACTIVATION_ENERGY = 83_144.0
"""J/mol, the customary value of the United States Pharmacopeia <1079>; source: esis.com.au quoting Vaisala."""
GAS_CONSTANT = 8.3144
"""J/(mol K)."""


@dataclass(frozen=True)
class Range:
    """The lowest and the highest temperature allowed, both included, in hundredths of a degree Celsius."""

    low: int
    high: int

    def holds(self, temperature: int) -> bool:
        return self.low <= temperature <= self.high


@dataclass(frozen=True)
class TemperatureFacts:
    """``minutes_outside`` of the channel that was outside longest; ``readings_outside`` of all channels.

    ``longest_gap`` in minutes without a reading; ``mean_kinetic``: the one temperature that would have aged goods as much,
    of the warmest channel, None where only a report was read; it excuses no excursion.
    """

    first_at: datetime
    last_at: datetime
    readings: int
    lowest: int
    highest: int
    mean_kinetic: int | None
    minutes_outside: int
    readings_outside: int
    longest_gap: int

    @property
    def has_excursion(self) -> bool:
        return self.readings_outside > 0


@dataclass(frozen=True)
class UsualRange:
    """How products of a type are usually kept: a proposal that the maker's label decides."""

    id: str
    range: Range
    product_types: frozenset[str]
    source: str
    confidence: str


def temperature_facts(channels: Sequence[Sequence[Reading]], wanted: Range) -> TemperatureFacts:
    """The facts of a logger's channels. Raises TermsError ``no-readings``, ``range-reversed`` where the low end is above the high."""
    if wanted.low > wanted.high:
        raise TermsError("range-reversed")
    used = [channel for channel in channels if channel]
    if not used:
        raise TermsError("no-readings")
    everything = [one.temperature for channel in used for one in channel]
    return TemperatureFacts(
        first_at=min(channel[0].at for channel in used),
        last_at=max(channel[-1].at for channel in used),
        readings=len(everything),
        lowest=min(everything),
        highest=max(everything),
        mean_kinetic=max(mean_kinetic(channel) for channel in used),
        minutes_outside=max(_minutes_outside(channel, wanted) for channel in used),
        readings_outside=sum(not wanted.holds(value) for value in everything),
        longest_gap=max(_longest_gap(channel) for channel in used),
    )


def mean_kinetic(readings: Sequence[Reading]) -> int:
    """The mean kinetic temperature of evenly spaced readings (USP <1079>, Haynes), in hundredths of a degree Celsius."""
    ratio = ACTIVATION_ENERGY / GAS_CONSTANT
    rates = [math.exp(-ratio / (one.temperature / HUNDREDTHS + ZERO_CELSIUS)) for one in readings]
    kelvin = ratio / -math.log(math.fsum(rates) / len(rates))
    return round((kelvin - ZERO_CELSIUS) * HUNDREDTHS)


@cache
def usual_ranges() -> tuple[UsualRange, ...]:
    """The rows of ``keeping.yaml``."""
    return tuple(_usual(row) for row in read_data("keeping.yaml")["ranges"])


def usual_range_of(product_type: str) -> UsualRange | None:
    """How a product of that type is usually kept; None where it needs no range as far as we know."""
    return next((one for one in usual_ranges() if product_type in one.product_types), None)


def _usual(row: dict[str, Any]) -> UsualRange:
    check_source(row)
    return UsualRange(
        row["id"], Range(row["low"], row["high"]), frozenset(row["products"]), row["source"], row["confidence"]
    )


def _minutes_outside(channel: Sequence[Reading], wanted: Range) -> int:
    """Rounded up to a whole minute."""
    seconds = sum(
        (after.at - before.at).total_seconds()
        for before, after in pairwise(channel)
        if not wanted.holds(before.temperature)
    )
    return math.ceil(seconds / 60)


def _longest_gap(channel: Sequence[Reading]) -> int:
    gaps = ((after.at - before.at).total_seconds() for before, after in pairwise(channel))
    return math.ceil(max(gaps, default=0.0) / 60)
