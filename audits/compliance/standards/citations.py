"""From text as printed on a document to the standards that it cites: which, in what edition, to what grade."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from audits.compliance.standards.text import edition_key, normalise, with_plain_characters
from audits.compliance.standards.vocabulary import NAME, Grade, Vocabulary

YEAR = r"(?:19|20)\d\d"
AMENDMENTS = rf"(?:\s*[+/]\s*(?:AMD|COR|AC|A)\.?\s*\d*(?:\s*:\s*{YEAR}(?:-\d\d)?)?(?![A-Z\d]))*"
EDITION = re.compile(
    rf"\s*(?::\s*(?:{YEAR}(?:-\d\d)?|\d\d(?!\d))|\(\s*{YEAR}\s*\)|-\s*{YEAR}(?!\d)|\s{YEAR}(?!\d)){AMENDMENTS}",
    re.IGNORECASE,
)
REAPPROVED = re.compile(rf"[a-z]\d?(?![a-z\d])|\s*\(\s*{YEAR}\s*\)|e\d(?!\d)", re.IGNORECASE)
"""What ASTM writes after the year: a letter, an editorial change, the year of reapproval."""
PART = re.compile(r"(?<=\d)[\s,-]*\bparts?\b\.?\s*(?=\d)", re.IGNORECASE)
NEXT = re.compile(
    r"\s*(?P<joint>[/,;&+、~]|\bto\b|\band\b|\bund\b|至|和|及)?\s*(?P<letters>[A-Z]{0,3}?)\s*-?"
    r"(?P<number>\d{1,6}(?:\.\d{1,4})*(?:-\d{1,4})*)(?![\d%.])",
    re.IGNORECASE,
)
"""What continues a list: another part or another number of the same publisher."""
MAX_PARTS = 20
"""Parts that a range may run to: "EN 455-1-4" has four."""
RANGES = frozenset({"to", "~", "至"})
AFTER_LITERAL = ("", "")
"""Words that let two digits after a dash be a year, for names that we know as they stand."""
MIN_UNKNOWN_DIGITS = 3
"""Digits of a number that we take for a standard without knowing it: "Level 3" and "N95" are none."""


class Citation(NamedTuple):
    """One standard as a document cites it. ``standard`` is ``None`` for one that we do not know; then ``name`` tells it apart.

    ``edition`` is what ``text.edition_key`` makes of the year, ``grade`` the id of the least grade that is printed for the
    standard; both are empty where nothing is printed. ``printed`` is its own part of the text.
    """

    standard: str | None
    edition: str
    grade: str
    printed: str
    name: str

    @property
    def key(self) -> str:
        """What makes two citations speak of the same standard."""
        return self.standard or self.name


class _Found(NamedTuple):
    """A citation before its grade is known, with its place in the text."""

    standard: str | None
    edition: str
    name: str
    start: int
    end: int


@lru_cache(maxsize=16384)
def citations(vocabulary: Vocabulary, text: str) -> tuple[Citation, ...]:
    """Every standard that the text cites, in the order of the text. A text that names none is one unknown standard."""
    read = PART.sub("-", with_plain_characters(text))
    found = sorted(_found(vocabulary, read), key=lambda one: one.start)
    if not found:
        name = normalise(text)
        return (Citation(None, "", "", text.strip(), name),) if name else ()
    return tuple(
        Citation(one.standard, one.edition, _grade(vocabulary, read, found, place), read[one.start : one.end], one.name)
        for place, one in enumerate(found)
    )


def _found(vocabulary: Vocabulary, text: str) -> Iterator[_Found]:
    for pattern, standard in vocabulary.literals:
        for match in pattern.finditer(text):
            edition, end = _edition_after(text, match.end(), AFTER_LITERAL)
            yield _Found(standard, edition, standard, match.start(), end)
            text = text[: match.start()] + " " * (end - match.start()) + text[end:]
    place = 0
    while named := NAME.search(text, place):
        place = named.end()
        for one in _read_name(vocabulary, text, named):
            yield one
            place = max(place, one.end)


def _read_name(vocabulary: Vocabulary, text: str, match: re.Match[str]) -> Iterator[_Found]:
    """The standard of a name and those of the list that it begins: "EN 455-1/-2/-3", "ASTM F1670/F1671"."""
    printed = _words_with_places(match)
    for first in range(len(printed)):
        words = tuple(word for word, _start in printed[first:])
        known = _known(vocabulary, words, match["number"])
        if known:
            yield from _series(vocabulary, text, words, known, match.start() + printed[first][1], match)
            return
    unknown = _unknown(vocabulary, text, match, printed)
    if unknown:
        yield unknown


def _words_with_places(match: re.Match[str]) -> list[tuple[str, int]]:
    return [(word.group().casefold(), word.start()) for word in re.finditer(r"[^\W\d_]+", match["body"])]


class _Known(NamedTuple):
    """A standard of the vocabulary, the part of the number that names it, and what is left of the number."""

    standard: str
    number: str
    rest: str


def _known(vocabulary: Vocabulary, words: tuple[str, ...], number: str) -> _Known | None:
    """The longest beginning of the number that the vocabulary knows: of "2626-2019" the year is left."""
    segments = number.split("-")
    for length in range(len(segments), 0, -1):
        head, rest = "-".join(segments[:length]), segments[length:]
        standard = vocabulary.by_key.get(vocabulary.key(words, head))
        if standard and _may_follow(rest, words, head):
            return _Known(standard, head, "-".join(rest))
    return None


def _may_follow(rest: list[str], words: tuple[str, ...], head: str) -> bool:
    """Whether what is left of a number is a year, or the last part of a range; another part is another standard."""
    if not rest or re.fullmatch(YEAR, rest[0]):
        return True
    first = head.rpartition("-")[2] if "-" in head else ""
    is_range = len(rest) == 1 and first.isdecimal() and int(first) < int(rest[0]) <= MAX_PARTS
    return is_range or (len(rest[0]) == len("21") and _has_letter(words))


def _has_letter(words: tuple[str, ...]) -> bool:
    """Whether letters belong to the number, as in "ASTM F2100": then two digits after a dash are a year."""
    return len(words) > 1 and len(words[-1]) <= len("pb")


def _series(
    vocabulary: Vocabulary, text: str, words: tuple[str, ...], known: _Known, start: int, match: re.Match[str]
) -> Iterator[_Found]:
    head_end = match.start("number") + len(known.number)
    edition, end = _edition_after(text, head_end, words)
    yield _Found(known.standard, edition, known.standard, start, end)
    if known.rest and not edition:
        yield from _range(vocabulary, words, known, end, match.end())
        end = match.end()
    while following := NEXT.match(text, end):
        other = _next_of_list(vocabulary, words, known.number, following)
        if other is None:
            return
        last = following.start("number") + len(following["number"]) - (len(other.rest) + 1 if other.rest else 0)
        edition, last = _edition_after(text, last, words)
        if following["joint"] and following["joint"].casefold() in RANGES:
            yield from _range(vocabulary, words, known._replace(rest=other.number.rpartition("-")[2]), end, last)
        else:
            yield _Found(other.standard, edition, other.standard, following.start(), last)
        known, end = other, last


def _next_of_list(
    vocabulary: Vocabulary, words: tuple[str, ...], number: str, following: re.Match[str]
) -> _Known | None:
    """Another part of the same number, or another number of the same publisher; ``None`` for what is neither."""
    base, written = number.partition("-")[0], following["number"]
    letters = following["letters"].casefold()
    if not letters:
        part = _known(vocabulary, words, f"{base}-{written}")
        if part and part.number != base:
            return part
    publisher = (*words[:-1], letters) if letters and len(words[-1]) <= len("abc") else words
    has_joint = bool(following["joint"])
    return _known(vocabulary, publisher, written) if has_joint and len(written) >= MIN_UNKNOWN_DIGITS else None


def _range(vocabulary: Vocabulary, words: tuple[str, ...], known: _Known, start: int, end: int) -> Iterator[_Found]:
    """The parts after the first of "455-1-4" or "455-1 to -4"."""
    base, _dash, first = known.number.partition("-")
    if first.isdecimal() and known.rest.isdecimal():
        for part in range(int(first) + 1, int(known.rest) + 1):
            other = _known(vocabulary, words, f"{base}-{part}")
            if other is None or other.number == base:
                return
            yield _Found(other.standard, "", other.standard, start, end)


def _unknown(vocabulary: Vocabulary, text: str, match: re.Match[str], printed: list[tuple[str, int]]) -> _Found | None:
    """A name that looks like a standard and is not known: capitals before a number of some length."""
    number, _dash, year = match["number"].rpartition("-")
    has_year = bool(number) and re.fullmatch(YEAR, year) is not None
    number = number if has_year else match["number"]
    body = match["body"].rstrip()
    chunk = body.rfind(" ") + 1
    known = [start for word, start in printed if word in vocabulary.bodies]
    first = min(known, default=chunk) if known else chunk
    words = tuple(word for word, start in printed if start >= first)
    start = match.start() + first
    as_printed = text[start : match.start("number")]
    if normalise(as_printed + number) in vocabulary.grade_names:
        return None
    if len(re.sub(r"\D", "", number)) < MIN_UNKNOWN_DIGITS or as_printed != as_printed.upper():
        return None
    edition, end = _edition_after(text, match.start("number") + len(number), words)
    return _Found(None, edition, vocabulary.key(words, number), start, end)


def _edition_after(text: str, place: int, words: tuple[str, ...]) -> tuple[str, int]:
    """The edition printed there, and where it ends. Where a letter stands before the number, two digits are a year too."""
    if match := EDITION.match(text, place):
        return _edition(match), match.end()
    if _has_letter(words) and (short := re.compile(r"-(\d\d)(?!\d)").match(text, place)):
        reapproved = REAPPROVED.match(text, short.end())
        return edition_key(short[1]), reapproved.end() if reapproved else short.end()
    return "", place


def _edition(match: re.Match[str]) -> str:
    return edition_key(match.group().strip(" :-").replace("(", "").replace(")", ""))


def _grade(vocabulary: Vocabulary, text: str, found: list[_Found], place: int) -> str:
    """The least grade printed after the citation and before the next; where there is none, between the last one and it."""
    grades = vocabulary.grades_of(found[place].standard)
    if not grades:
        return ""
    until = found[place + 1].start if place + 1 < len(found) else len(text)
    since = found[place - 1].end if place else 0
    for segment in (text[found[place].start : until], text[since : found[place].start]):
        for grade in grades:
            if grade_pattern(grade).search(segment):
                return grade.id
    return ""


@lru_cache(maxsize=1024)
def grade_pattern(grade: Grade) -> re.Pattern[str]:
    """Finds any name of a grade, however its words are spaced."""
    names = sorted((with_plain_characters(name) for name in (grade.id, *grade.aliases)), key=len, reverse=True)
    chunks = (r"[\s.:-]*".join(re.escape(chunk) for chunk in name.split()) for name in names)
    return re.compile(rf"(?<![A-Za-z\d])(?:{'|'.join(chunks)})(?![A-Za-z\d])", re.IGNORECASE)
