"""Identify the kind of document: by its title and the law it cites, or by the name of a kind."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from suppliers.documents.agreement import letters_and_digits
from suppliers.documents.fields.characters import is_chinese, with_single_spaces, without_spaces
from suppliers.documents.fields.confidence import proposal, reading_factor
from suppliers.documents.fields.kind_facts import KindFacts
from suppliers.documents.fields.kind_marks import KNOWN_LAWS, MARKS, NAMED_ONLY_WITH, OTHER_LAWS, Mark
from suppliers.documents.fields.layout import Row, Sheet
from suppliers.documents.fields.proposals import FieldName, Proposal
from suppliers.documents.vocabulary.accents import without_accents

TITLE_AREA = 0.55
"""Titles are in this upper share of the first page."""
LARGE_RATIO = 1.2
MIN_TITLE_CHARS = 4
"""The height of shorter words varies too much to identify a title."""
SAME_SIZE = 0.75
MIN_TITLE_SHARE, SMALL_PRINT = 0.5, 0.8
SENTENCE_ENDS = re.compile(r"^(?!subject|re:).*(?:[a-z0-9)][.,;]|[。；，])$", re.IGNORECASE)
"""A line with such an end is part of a sentence, not a title."""
ANNOUNCES = re.compile(r":(?!\d)")
TITLES_UNTIL = 0.25
"""Below this share of the page, names of kinds in normal type are labels or mentions."""
LABEL_GAP = 0.15
"""As a share of the page width: text farther away is not the value of a label."""
BEARS_NAME, BEARS_PART, SHORT_NAME, MIN_NAME_WEIGHT = 0.97, 0.9, 0.7, 12
RIVAL_FACTOR = 0.5
ZERO_FOR_O = re.compile(r"(?<![a-z\d])is0(?=\s?\d)")
"""How OCR reads ISO."""
BY_EU_LAW = ("eu_", "gb_")
NOT_BY_NAME = frozenset({"test_report", "cn_gb_report", "gcc_coc"})
"""Kinds whose names are also used for others."""


@dataclass(frozen=True)
class KindMatch:
    """A kind, the line that identifies it, and the confidence."""

    kind: str
    row: Row
    confidence: float


def propose(sheet: Sheet, kinds: Mapping[str, KindFacts]) -> Iterator[Proposal]:
    """The kinds that this document may be; where two are equally likely, both get low confidence."""
    matches: dict[str, KindMatch] = {}
    for one in (*_match_marks(sheet), *_match_names(sheet, kinds)):
        before = matches.get(one.kind)
        if one.kind in kinds and (before is None or before.confidence < one.confidence):
            matches[one.kind] = one
    ranked = sorted(matches.values(), key=lambda one: one.confidence, reverse=True)
    for one in ranked:
        rivals = [other.confidence for other in ranked if other is not one]
        against = RIVAL_FACTOR if max(rivals, default=0) >= one.confidence - 0.02 else 1
        confidence = one.confidence * against * reading_factor(one.row.confidence)
        yield proposal(FieldName.KIND, one.kind, one.row.part(), confidence)


def _match_marks(sheet: Sheet) -> Iterator[KindMatch]:
    everything = with_single_spaces(_casefold(sheet.text))
    for mark in MARKS:
        if all(one.search(everything) for one in mark.needs) and not (mark.without and mark.without.search(everything)):
            row, share = _title_row(sheet, mark)
            if row:
                yield KindMatch(mark.kind, row, mark.confidence * share)


def _title_row(sheet: Sheet, mark: Mark) -> tuple[Row | None, float]:
    """The line that the title fills or that is large, with a factor for its confidence; small print is ignored."""
    if mark.title is None:
        return next((row for row in sheet.rows if mark.needs[0].search(_casefold(row.text))), None), 1.0
    best: tuple[Row | None, float] = None, 0.0
    for row in _title_rows(sheet):
        text = without_spaces(_casefold(row.text))
        is_large = row.height >= LARGE_RATIO * sheet.usual_height and len(text) > MIN_TITLE_CHARS
        match = mark.title.search(text)
        if match is None and is_large and (following := _title_goes_on(sheet, row)):
            text += without_spaces(_casefold(following.text))
            match = mark.title.search(text)
        if match is None or (not is_large and SENTENCE_ENDS.search(row.text)):
            continue
        fills = (match.end() - match.start()) / len(text) >= MIN_TITLE_SHARE
        if not is_large and _is_label(sheet, row, text[match.end() :]):
            continue
        is_large = is_large and len(text) < 90
        share = 1.0 if is_large or (fills and row.middle < 0.35) else 0.9 if fills else 0.0
        best = max(best, (row, share), key=lambda one: one[1])
    return best if best[1] else (None, 0.0)


def _is_label(sheet: Sheet, row: Row, rest: str) -> bool:
    """Whether the line is a label of a value, which a title never is."""
    right = sheet.right_of(row)
    is_low = row.middle > TITLES_UNTIL
    return bool(ANNOUNCES.match(rest)) or bool(right and (is_low or right.box.left - row.box.right < LABEL_GAP))


def _title_goes_on(sheet: Sheet, row: Row) -> Row | None:
    """The second line of a title, about as large as the first."""
    following = sheet.below(row)
    return following if following and following.height >= SAME_SIZE * row.height else None


def _match_names(sheet: Sheet, kinds: Mapping[str, KindFacts]) -> Iterator[KindMatch]:
    """Lines with the full name of a kind, alone or in both languages. Of two names on one line the longer counts."""
    named = [(name, kind) for kind, facts in kinds.items() if kind not in NOT_BY_NAME for name in _names(facts)]
    owners = Counter(name for name, _ in named)
    everything = with_single_spaces(_casefold(sheet.text))
    named = [(name, kind) for name, kind in named if owners[name] == 1]
    named = [(name, kind) for name, kind in named if _may_be_named(kind, everything)]
    for row in _title_rows(sheet):
        is_large = row.height >= LARGE_RATIO * sheet.usual_height
        if not is_large and (row.middle > TITLES_UNTIL or _is_label(sheet, row, "")):
            continue
        text = letters_and_digits(row.text)
        following = sheet.under(row, row.box.left, max_gap=0.9)
        longer = text + letters_and_digits(following.text) if following else text
        matches = [
            (len(name), kind)
            for name, kind in named
            if name in text or (name in longer and longer.startswith(name[:20]))
        ]
        longest = max((length for length, _ in matches), default=0)
        for length, kind in matches:
            if length == longest and _is_filled(text, kinds[kind]):
                if _is_telling(kinds[kind], text):
                    is_whole = any(
                        letters_and_digits(name) in text for name in (kinds[kind].name_en, kinds[kind].name_zh)
                    )
                    yield KindMatch(kind, row, BEARS_NAME if is_whole else BEARS_PART)
                elif is_large:
                    yield KindMatch(kind, row, SHORT_NAME)


def _may_be_named(kind: str, everything: str) -> bool:
    """Whether a name may stand for its kind on this document: not where it cites other law, or lacks words of its country."""
    is_of_other_law = OTHER_LAWS.search(everything) and not KNOWN_LAWS.search(everything)
    words = NAMED_ONLY_WITH.get(kind)
    return not (is_of_other_law and kind.startswith(BY_EU_LAW)) and (words is None or bool(words.search(everything)))


def _is_filled(text: str, facts: KindFacts) -> bool:
    """Whether the line has hardly anything but names of this kind."""
    rest = text
    for name in sorted(_names(facts), key=len, reverse=True):
        rest = rest.replace(name, "")
    return len(rest) <= 0.5 * len(text) or any(name.startswith(text) for name in _names(facts))


def _is_telling(facts: KindFacts, text: str) -> bool:
    """Whether the line has enough of the name to exclude chance."""
    shares = (name if name in text else text for name in _names(facts) if name in text or name.startswith(text))
    return max(map(_weight, shares), default=0) >= MIN_NAME_WEIGHT


def _weight(name: str) -> int:
    return sum(2 if is_chinese(char) else 1 for char in name)


def _names(facts: KindFacts) -> tuple[str, ...]:
    return _plain_names(facts.name_en, facts.name_zh)


@cache
def _plain_names(name_en: str, name_zh: str) -> tuple[str, ...]:
    """The names, also without text in brackets or after a slash, which titles leave out."""
    english = (name_en, name_en.split(" / ")[0], name_en.split(" (")[0])
    chinese = (name_zh, name_zh.split("（")[0], name_zh.split("／")[0])
    names = dict.fromkeys(letters_and_digits(name) for name in (*english, *chinese))
    return tuple(name for name in names if _weight(name) >= 8)


def _title_rows(sheet: Sheet) -> Iterator[Row]:
    first = sheet.rows[0].page if sheet.rows else 1
    return (row for row in sheet.rows if row.page == first and row.middle <= TITLE_AREA)


@cache
def _casefold(text: str) -> str:
    return ZERO_FOR_O.sub("iso", without_accents(unicodedata.normalize("NFKC", text)).casefold())
