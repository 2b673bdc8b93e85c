"""Places that goods pass, by their UN/LOCODE: names to search by, the zone of their clocks, and where they are on a map."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from babel.core import get_global

from buyers.terms.delivery.numbers import locode
from buyers.terms.errors import TermsError
from buyers.terms.files import CONFIDENCES, FOLDER

UTC = "UTC"


@dataclass(frozen=True)
class Place:
    """A place of the list. ``functions`` are those of UN/LOCODE: 1 port, 2 rail, 3 road, 4 airport. ``latitude`` and ``longitude`` in degrees, None where no source gives them."""

    code: str
    name: str
    name_zh: str
    country: str
    functions: str
    zone: str
    latitude: float | None
    longitude: float | None
    confidence: str

    def name_in(self, language: str) -> str:
        """In that language: Chinese for every code that begins with zh."""
        return self.name_zh if language.lower().startswith("zh") else self.name


@cache
def places() -> Mapping[str, Place]:
    """All places of the list by their code. Raises TermsError for a row without source or with an unknown confidence."""
    with (FOLDER / "places.csv").open(encoding="utf-8", newline="") as file:
        return {row["locode"]: _place(row) for row in csv.DictReader(file)}


def place_of(code: str) -> Place | None:
    """The place of that code; None for a code that is not in the list, which may be a good code all the same."""
    return places().get(code)


def find_code(text: str) -> str:
    """The code that was typed, or that of the one place with that name in either language.

    Raises TermsError ``unknown-place``, or ``several-places`` (codes) where the name fits more than one.
    """
    typed = " ".join(text.split())
    words = typed.casefold()
    if named := [one.code for one in places().values() if words in (one.name.casefold(), one.name_zh)]:
        return named[0]
    try:
        code = locode(typed)
    except TermsError:
        code = ""
    if code and (code in places() or code[:2] in territories()):
        return code
    found = [one.code for one in places().values() if words and (words in one.name.casefold() or words in one.name_zh)]
    if len(found) == 1:
        return found[0]
    if found:
        raise TermsError("several-places", codes=", ".join(found))
    raise TermsError("unknown-place", typed=typed)


def airport_code(iata: str) -> str:
    """The UN/LOCODE of an airport of the list by the three letters of IATA; empty where none or several fit."""
    found = [one.code for one in places().values() if "4" in one.functions and one.code[2:] == iata]
    return found[0] if len(found) == 1 else ""


def zone_of(code: str) -> str:
    """The time zone of a place as IANA names it: of the list, else of a country that has one only, else UTC."""
    if place := place_of(code):
        return place.zone
    zones = territories().get(code[:2], ())
    return zones[0] if len(zones) == 1 else UTC


@cache
def territories() -> Mapping[str, tuple[str, ...]]:
    """Time zones by country, of CLDR; without its code for an unknown one."""
    known = get_global("territory_zones").items()
    return {country: tuple(zones) for country, zones in known if len(country) == 2 and country != "ZZ"}


def _place(row: Mapping[str, str]) -> Place:
    if not row["source"] or row["confidence"] not in CONFIDENCES:
        raise TermsError("no-source", row=row["locode"])
    return Place(
        code=row["locode"],
        name=row["name"],
        name_zh=row["name_zh"],
        country=row["country"],
        functions=row["functions"],
        zone=row["zone"],
        latitude=float(row["latitude"]) if row["latitude"] else None,
        longitude=float(row["longitude"]) if row["longitude"] else None,
        confidence=row["confidence"],
    )
