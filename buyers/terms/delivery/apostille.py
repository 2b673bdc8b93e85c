"""How a Chinese public document is authenticated for another country: by apostille, or by its consulate."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from buyers.terms.convention_rows import convention_rows

CHINA_SINCE = date(2023, 11, 7)
"""The day on which the convention came into force for the mainland of China."""


class Way(StrEnum):
    """What a Chinese public document needs there. ``UNKNOWN``: a party, but whether it works with China is not known."""

    APOSTILLE = "apostille"
    CONSULATE = "consulate"
    OWN = "own"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Authentication:
    """The way on a day; ``row`` is the country's row of ``apostille.csv``, empty where it has none: no party is known."""

    way: Way
    row: str
    confidence: str
    source: str
    note: str = ""
    since: date | None = None


def authentication(country: str, on: date) -> Authentication:
    """The way for that ISO 3166 code, or for the country that a part belongs to. Without a row: the consulate, not sure."""
    facts = convention_rows("apostille").get(country.partition("-")[0])
    if facts is None:
        return Authentication(Way.CONSULATE, "", "medium", "hcch.net status table: not on the list that we hold")
    since = max(date.fromisoformat(facts["in_force_from"]), CHINA_SINCE)
    ways = {"yes": Way.APOSTILLE, "no": Way.CONSULATE, "own": Way.OWN}
    way = ways.get(facts["works_with_china"], Way.UNKNOWN)
    if way is Way.APOSTILLE and on < since:
        way = Way.CONSULATE
    return Authentication(way, facts["iso2"], facts["confidence"], facts["source"], facts["note"], since)
