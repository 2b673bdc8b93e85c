"""Find the bodies that are known by name or web address, wherever on a page they stand: letterhead, seal, footer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from suppliers.documents.fields.characters import without_spaces
from suppliers.documents.fields.layout import Part, Row, Sheet
from suppliers.documents.fields.organisation_names import LATIN_COMPANY
from suppliers.documents.vocabulary import files
from suppliers.documents.vocabulary.accents import without_accents

MAX_ABBREVIATION = 8
MAX_NAME_CHARS = 90
REST_OF_A_NAME = re.compile(
    r"(?:\s?[(（][A-ZÀ-Þ\u4e00-\u9fff][^()（）]{1,20}[)）]|,?\s(?:Co\.|Ltd\b\.?|Limited\b|GmbH\b|S\.p\.A\.|AS\b|Inc\b\.?))+,?"
)
"""What may follow a known name: the place of its branch, and a legal form."""


class Does(StrEnum):
    """What a body does; only some issue documents about others."""

    CERTIFIES = "certifies"
    TESTS = "tests"
    GOVERNS = "governs"
    ACCREDITS = "accredits"


@dataclass(frozen=True)
class Body:
    """One body: its names, the longest first, its web addresses, and its numbers as a notified or approved body."""

    names: tuple[str, ...]
    web: tuple[str, ...]
    numbers: tuple[str, ...]
    does: Does


@dataclass(frozen=True)
class Mention:
    """A body with the part of a page that names it; `is_address`: only by its web address."""

    body: Body
    part: Part
    is_address: bool = False


def bodies() -> tuple[Body, ...]:
    """Every body of the list."""
    entries = files.read("bodies")
    return tuple(
        Body(
            tuple(entry["names"]),
            tuple(entry["web"]),
            tuple(entry.get("numbers", ())),
            Does(entry.get("does", "certifies")),
        )
        for entry in entries
    )


KNOWN = bodies()


def _pattern(name: str) -> str:
    """The name as a pattern: an abbreviation as a whole word in capitals, other names in any case and spacing, without accents."""
    spaced = r"\s*".join(map(re.escape, without_accents(name).split()))
    is_abbreviation = len(name) <= MAX_ABBREVIATION and name.upper() == name
    return rf"(?<![\w.@/-]){spaced}(?![\w@])" if is_abbreviation else rf"(?<![A-Za-zÀ-ÿ@/.])(?i:{spaced})(?![a-zà-ÿ])"


BY_NAME = {name: body for body in KNOWN for name in body.names}
NAMES = tuple(sorted(BY_NAME, key=len, reverse=True))
PATTERNS = tuple(
    (name, without_spaces(without_accents(name)).casefold(), re.compile(_pattern(name)), place)
    for place, name in enumerate(NAMES)
)
"""Each name, as it is without spaces in lower case, its pattern, and how long it is among all: the longest is 0."""
BY_WEB = {address: body for body in KNOWN for address in body.web}
ANY_WEB = re.compile(
    rf"(?<![\w-])(?:{'|'.join(map(re.escape, sorted(BY_WEB, key=len, reverse=True)))})(?![\w-]|\.\w)", re.IGNORECASE
)


def known_names_in(text: str) -> list[tuple[str, int, int]]:
    """The known names of a text with their spans, in order; of those that begin at one place the longest."""
    plain = without_accents(text)
    squeezed = without_spaces(plain).casefold()
    found = [
        (match.start(), place, match.end(), name)
        for name, short, pattern, place in PATTERNS
        if short in squeezed
        for match in pattern.finditer(plain)
    ]
    kept: list[tuple[str, int, int]] = []
    for start, _, end, name in sorted(found):
        if not kept or start >= kept[-1][2]:
            kept.append((name, start, end))
    return kept


def mentions(sheet: Sheet) -> Iterator[Mention]:
    """Each line that names a known body, and each that gives its web address."""
    for row in sheet.rows:
        for name, start, end in known_names_in(row.text):
            yield Mention(BY_NAME[name], _whole_name(row, start, end))
        for match in ANY_WEB.finditer(row.text):
            yield Mention(BY_WEB[match[0].lower()], row.part(*match.span()), is_address=True)


def bodies_at(address: str) -> list[Body]:
    """The bodies to whose sites an address leads, as one in a QR code."""
    return [BY_WEB[match[0].lower()] for match in ANY_WEB.finditer(address)]


def _whole_name(row: Row, start: int, end: int) -> Part:
    """The name with its branch and legal form, as it is printed."""
    company = next((one for one in LATIN_COMPANY.finditer(row.text) if one.start() <= start < one.end()), None)
    if company and company.end() > end and company.end() - start <= MAX_NAME_CHARS:
        return row.part(start, company.end())
    rest = REST_OF_A_NAME.match(row.text, end)
    return row.part(start, rest.end() if rest else end)
