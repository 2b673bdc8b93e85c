"""Where the text of a law that a rule cites can be read, for the acts whose addresses follow from their numbers.

European acts have the address that the European Legislation Identifier gives them (Council conclusions 2012/C 325/02);
the Code of Federal Regulations has one address a section at ecfr.gov; statutory instruments of the United Kingdom have one at
legislation.gov.uk. Other law has no link: a search for its name would be a guess.
"""

from __future__ import annotations

import re
from collections.abc import Callable

EURLEX = "https://eur-lex.europa.eu/eli/{kind}/{year}/{number}/oj"
KINDS = {"regulation": "reg", "directive": "dir", "decision": "dec"}
NAMES = {"MDR": (2017, 745), "IVDR": (2017, 746)}
"""Short names that the rulebook writes for regulations of the European Union."""


def _eu_act(found: re.Match[str]) -> str:
    return EURLEX.format(kind=KINDS[found["kind"].lower()], year=found["year"], number=int(found["number"]))


def _directive(found: re.Match[str]) -> str:
    """Directives before 1999 have the two last digits of the year: 93/42/EEC."""
    return EURLEX.format(kind="dir", year=1900 + int(found["year"]), number=int(found["number"]))


def _named(found: re.Match[str]) -> str:
    year, number = NAMES[found["name"]]
    return EURLEX.format(kind="reg", year=year, number=number)


def _cfr(found: re.Match[str]) -> str:
    return f"https://www.ecfr.gov/current/title-{found['title']}/section-{found['section']}"


def _statutory_instrument(found: re.Match[str]) -> str:
    return f"https://www.legislation.gov.uk/uksi/{found['year']}/{found['number']}/contents"


ADDRESSES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (re.compile(r"\b(?P<kind>Regulation|Decision) \(EU\) (?P<year>20\d\d)/(?P<number>\d+)"), _eu_act),
    (re.compile(r"\b(?P<kind>Directive) \(EU\) (?P<year>20\d\d)/(?P<number>\d+)"), _eu_act),
    (re.compile(r"\bDirective (?P<year>[89]\d)/(?P<number>\d+)/(?:EEC|EC)\b"), _directive),
    (re.compile(r"(?<!UK )\b(?P<name>MDR|IVDR) Art\b"), _named),
    (re.compile(r"\b(?P<title>\d+) CFR (?P<section>\d+\.\d+)"), _cfr),
    (re.compile(r"\bSI (?P<year>(?:19|20)\d\d)/(?P<number>\d+)"), _statutory_instrument),
)


def law_url(citation: str) -> str:
    """The address of the first act that the citation names; empty where none is known."""
    found = [(match.start(), address(match)) for pattern, address in ADDRESSES if (match := pattern.search(citation))]
    return min(found)[1] if found else ""
