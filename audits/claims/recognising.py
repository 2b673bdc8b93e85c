"""Find what a text claims: standards with their grades, approvals, sterility, in the words of suppliers."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from audits.claims.vocabulary import approvals, ladders, ladders_of, standards
from audits.compliance.standards import citations, edition_key, grade_pattern, normalise

LONGEST = 20_000
"""Characters of a text that are looked at; forms take less."""
LONGEST_PART = 200
"""Characters from a standard on, in which its grade is looked for."""
STANDARD = re.compile(
    r"(?<![A-Za-z])(?:(?:BS|DIN|NF|UNI|SN|UNE|IS)[\s-]?)?"
    r"(?:EN(?:[\s/-]?(?:ISO|IEC))?|ISO(?:/IEC|/TS)?|IEC|GB\s?/\s?T|GBZ?|YY\s?/\s?T|YY|WS\s?/\s?T|WS|T/[A-Z]{2,8}"
    r"|ASTM|ANSI\s?/\s?AAMI|ANSI\s?/\s?ISEA|ANSI|AAMI|NFPA|JIS\s?T|KMOEL|CWA|CSA|AS\s?/\s?NZS|CNS|SANS|ABNT\s?NBR|NBR)"
    r"[\s:-]{0,2}(?P<number>[A-Z]{0,2}\s?\d{2,6}(?:[.-]\d{1,3}(?!\d))*)(?P<more>(?:/-?\d{1,2}(?!\d))*)"
    r"(?P<edition>\s?[:-]\s?(?:(?:19|20)\d\d|\d\d)[a-z]?(?!\d))?(?P<amended>(?:\s?\+\s?A(?:C|\d{1,2})(?:\s?:\s?(?:19|20)\d\d)?)*)"
    r"|(?<!\d)42\s?CFR\s?(?:Part\s?)?84",
    re.IGNORECASE | re.ASCII,
)
NOT_BEFORE = re.compile(
    r"(?:\b(?:not|non|no|without|un|never|isn't|can be|to be|before being)[\s-]*(?:yet\s|an?\s)?"
    r"|(?:非|未经?|不含|不是|无需|没有|尚未)(?:通过|经过?|取得|获得)?)$",
    re.IGNORECASE | re.ASCII,
)
NOT_AFTER = re.compile(
    r"\s*[:：?=-]\s*(?:no\b|none\b|n/a\b|否|无|不适用)|\s+not\s+(?:included|available|claimed)|\s+(?:hospital|trauma|care)",
    re.IGNORECASE,
)
ADOPTED = re.compile(r"^(?:bs|din|nf|uni|sn|une|is)(?=en)|^en(?=iso|iec)")
"""National adoptions of European standards, and European ones of international standards, are the same standard."""
ASTM_YEAR = re.compile(r"(?P<number>ASTM.*?\d)-(?P<year>\d\d)", re.IGNORECASE)
CFR = "42cfr84"


@dataclass(frozen=True)
class Claim:
    """One claim in a text: the words as typed with their place, and what they say.

    ``approval`` is an id of claims.yaml; ``standards`` are bare numbers, ``edition`` is empty where none is named;
    ``ladders`` are those that know the grade, of which one must be shown: ids of claims.yaml or of standards.
    """

    words: str
    start: int
    end: int
    approval: str = ""
    standards: tuple[str, ...] = ()
    edition: str = ""
    ladders: tuple[str, ...] = ()
    grade: str = ""


@lru_cache(maxsize=65536)
def claims_in(text: str) -> tuple[Claim, ...]:
    """Every claim of a text, in the order of the words. Of two approvals, grades or standards that overlap the longer counts."""
    text = unicodedata.normalize("NFKC", text[:LONGEST])
    lower = text.casefold()
    grades = (*_grades_in(text, lower), *_grades_of_standards(text))
    kinds = (_approvals_in(text, lower), grades, _standards_in(text))
    found = [claim for kind in kinds for claim in _longest(kind) if not _is_denied(text, claim)]
    return tuple(sorted(found, key=lambda one: one.start))


@lru_cache(maxsize=16384)
def numbers_of(words: str, number: str, more: str) -> tuple[str, ...]:
    """The bare numbers that a match names: "EN 455-1/-2" names two."""
    first = bare(words)
    if not more:
        return (first,)
    stem, dash, _part = first.rpartition("-")
    parts = [part.lstrip("-") for part in more.split("/") if part]
    return (first, *(f"{stem if dash else first}-{part}" for part in parts))


@lru_cache(maxsize=16384)
def bare(words: str) -> str:
    """A standard's number without spaces, edition and national prefix: ``en149``, ``iso13485``.

    Where the rulebook knows the standard under several names, it is that of its id.
    """
    cited = citations(standards(), words)[0].standard if words else None
    return ADOPTED.sub("", ADOPTED.sub("", normalise(cited or words).replace(":", "")))


def _standards_in(text: str) -> Iterator[Claim]:
    for match in STANDARD.finditer(text):
        words = match[0].strip()
        if match["number"] is None:
            yield Claim(words, *match.span(), standards=(CFR,))
            continue
        head, year = text[match.start() : match.end("number")], (match["edition"] or "").strip(" :-")
        if dated := ASTM_YEAR.fullmatch(head):
            head, year = dated["number"], dated["year"]
        edition = edition_key(year + (match["amended"] or "")) if year else ""
        yield Claim(
            words, *match.span(), standards=numbers_of(head, match["number"], match["more"] or ""), edition=edition
        )


def _approvals_in(text: str, lower: str) -> Iterator[Claim]:
    for approval in approvals():
        if any(needed in lower for needed in approval.needs):
            for match in approval.words.finditer(text):
                yield Claim(match[0], *match.span(), approval=approval.id)


def _grades_in(text: str, lower: str) -> Iterator[Claim]:
    """Grades by their place. One that several ladders know counts for those that a standard nearby names, or for all."""
    places: dict[tuple[int, int, str], list[str]] = {}
    for ladder in ladders().values():
        if any(needed in lower for needed in ladder.needs):
            for grade in ladder.grades:
                for match in grade.words.finditer(text):
                    places.setdefault((*match.span(), grade.name), []).append(ladder.id)
    for (start, end, grade_name), known in places.items():
        yield Claim(text[start:end], start, end, ladders=_nearby(text, start, known), grade=grade_name)


def _grades_of_standards(text: str) -> Iterator[Claim]:
    """Grades that are written after a standard which knows them: "GB/T 32610-2016 A级"."""
    named = [*STANDARD.finditer(text)]
    ends = [*(one.start() for one in named[1:]), len(text)]
    for match, end in zip(named, ends, strict=False):
        part = text[match.start() : end][:LONGEST_PART]
        cited = citations(standards(), part)[0]
        grade = next((one for one in standards().grades_of(cited.standard) if one.id == cited.grade), None)
        if cited.standard and grade and (found := grade_pattern(grade).search(part)):
            first, last = (match.start() + place for place in found.span())
            yield Claim(text[first:last], first, last, ladders=ladders_of(cited.standard), grade=grade.id)


def _nearby(text: str, start: int, known: list[str]) -> tuple[str, ...]:
    before = re.sub(r"\W", "", text[max(0, start - 30) : start]).casefold()
    named = [one for one in known if any(re.sub(r"\W", "", s).casefold() in before for s in ladders()[one].standards)]
    return tuple(named or known)


def _is_denied(text: str, claim: Claim) -> bool:
    """Whether the words around it say that it is not so: "non-sterile", "not NIOSH approved", "无菌：否"."""
    before, after = text[max(0, claim.start - 24) : claim.start], text[claim.end : claim.end + 24]
    return bool(NOT_BEFORE.search(before) or NOT_AFTER.match(after))


def _longest(found: Iterable[Claim]) -> Iterator[Claim]:
    """Of claims that overlap the longest; of equally long ones the first that the vocabulary lists."""
    taken: list[tuple[int, int]] = []
    for claim in sorted(found, key=lambda one: one.start - one.end):
        if all(claim.end <= start or claim.start >= end for start, end in taken):
            taken.append((claim.start, claim.end))
            yield claim
