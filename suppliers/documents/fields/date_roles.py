"""Find the labels that say what a date is: words before it, and in Chinese also after it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from suppliers.documents.fields.date_role_words import BARE_DATE, OF_OTHER_THINGS, OTHER_THINGS, VOCABULARY, WORDS, Role
from suppliers.documents.fields.dates import FoundDate
from suppliers.documents.vocabulary.accents import without_accents
from suppliers.documents.vocabulary.phrases import compile_within


@dataclass(frozen=True)
class Label:
    """Words that state a role, with their span and how clearly they state it (0 to 1)."""

    role: Role
    start: int
    end: int
    strength: float

    def is_bare_date(self, text: str) -> bool:
        """Whether it is just the word "date"."""
        return bool(BARE_DATE.fullmatch(text, self.start, self.end))


CONNECTOR = re.compile(
    r"[\s,;.]*(?:\bto\b|\buntil\b|\btill\b|\bthrough\b|\band\b|\bbis\b|\bau\b|\ba\b|至|到|~|-{1,2}|/|起至|起)[\s]*(?:的)?\s*",
    re.IGNORECASE,
)
UNKNOWN_BEFORE = re.compile(
    (
        r"(?:(?:^|[.;:,/|()\u4e00-\u9fff])\s*(?!(?:and|&|the|this|place|signature|stamp|seal|name)\b)[a-z-]+"
        r"|\b(?!(?:and|or|the|this)\b)(?-i:[a-z]+))\s+$"
    ),
    re.IGNORECASE,
)
"""A single word, or one in lower case: "invoice date" and "Dispatch Date" are not dates of the document."""
DATED_BEHIND_A_NUMBER = re.compile(r"\b(?=\S*\d)[A-Z0-9]+(?:[-/.()][A-Z0-9()]+)+,? dated$", re.IGNORECASE | re.ASCII)
"""A date after a document number is that of another document, which is cited."""
FOLLOWS_FROM = re.compile(rf"\s*(?:{compile_within(VOCABULARY['follows_first']).pattern})")
FOLLOWS_UNTIL = re.compile(rf"\s*(?:{compile_within(VOCABULARY['follows_last']).pattern})")


GOES_ON = re.compile(r"\s*(?:至|到|起|~|-{1,2}|\bto\b|\buntil\b|\bthrough\b)", re.IGNORECASE)


def goes_on(text: str, found: FoundDate) -> bool:
    """Whether a period goes on behind a date, whatever words follow: it is then no last day."""
    return bool(GOES_ON.match(text, found.end))


def labels_in(text: str) -> list[Label]:
    """The labels of a text in order; of overlapping ones the longest."""
    text = without_accents(text)
    found = [
        Label(role, match.start(), match.end(), strength)
        for role, strength, words in WORDS
        for match in words.finditer(text)
        if match.end() > match.start()
    ]
    found.sort(key=lambda one: (one.start - one.end, -one.strength))
    kept: list[Label] = []
    for one in found:
        if all(one.end <= other.start or one.start >= other.end for other in kept):
            kept.append(one)
    return list(_of_the_document(text, sorted(kept, key=lambda one: one.start)))


def _of_the_document(text: str, labels: list[Label]) -> Iterator[Label]:
    """The labels, with role OTHER for those of a sample, a standard or another document."""
    end = 0
    for one in labels:
        before = text[end : one.start]
        is_anothers = OTHER_THINGS.search(before) or OF_OTHER_THINGS.match(text, one.end)
        is_anothers = is_anothers or DATED_BEHIND_A_NUMBER.search(text, end, one.end)
        is_unknown = one.is_bare_date(text) and UNKNOWN_BEFORE.search(before)
        yield replace(one, role=Role.OTHER) if is_anothers or is_unknown else one
        end = one.end


def are_joined(before: str, between: str) -> bool:
    """Whether two dates are the first and last of one period: only "to" is between them."""
    return bool(CONNECTOR.fullmatch(between)) and not before.endswith("/")


def role_by_what_follows(text: str, found: FoundDate) -> Role | None:
    """The role that Chinese states after the date: 起, 止."""
    rest = text[found.end :]
    if FOLLOWS_UNTIL.match(rest):
        return Role.UNTIL
    return Role.FROM if FOLLOWS_FROM.match(rest) else None
