"""Extract the number of the document: after its label, by the pattern of its kind, or prominent below the title."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from suppliers.documents.fields.blocks import value_below, value_right_of
from suppliers.documents.fields.characters import (
    is_chinese,
    repair_digits,
    variants,
    with_single_spaces,
    without_spaces,
)
from suppliers.documents.fields.confidence import proposal, reading_factor
from suppliers.documents.fields.credit_codes import is_credit_code
from suppliers.documents.fields.dates import dates_in
from suppliers.documents.fields.declarations import is_declaration
from suppliers.documents.fields.kind_facts import KindFacts
from suppliers.documents.fields.labels import is_label_alone
from suppliers.documents.fields.layout import Part, Row, Sheet
from suppliers.documents.fields.line_joining import joined_rows
from suppliers.documents.fields.number_labels import (
    OF_ANY,
    OF_CERTIFICATE,
    OF_COMPANY,
    OF_DECLARATION,
    OF_LICENCE,
    OF_REGISTRATION,
    OTHER_OWNERS,
    family_of,
    labels_in,
    value_start,
)
from suppliers.documents.fields.proposals import FieldName, Proposal

LABELLED, OTHERS_LABEL, IN_TITLE, STANDING_OUT, BY_FORM = 0.95, 0.5, 0.93, 0.85, 0.93
FITS, FITS_REPAIRED, UNFIT, UNFIT_BY_GUESS, UNLABELLED_WHERE_LABELS_ARE = 1.03, 0.85, 0.6, 0.95, 0.6
OF_TITLED = frozenset({OF_CERTIFICATE, OF_REGISTRATION, OF_LICENCE, OF_DECLARATION})
CHINESE_NUMBER = re.compile(
    r"(?:\(\d{4}\))?[\u4e00-\u9fff][\u4e00-\u9fff()A-Z\d]{1,22}?第\s?\d{2,8}\s?[号號]"
    r"|[\u4e00-\u9fff]{1,4}[A-Z]{1,3}\d{5,12}|[\u4e00-\u9fff]{2,8}-(?:[A-Z\d]{1,12}-){1,3}\d{4,12}"
    r"|[\u4e00-\u9fff]{1,8}\s?[\u4e00-\u9fff()]{0,6}第?\s?[\dOoIl|]{6,14}\s?[号號]?"
)
PIECE = (
    r"(?=[^\s\u4e00-\u9fff]*[\d])[^\s\u4e00-\u9fff,;:、]+"
    r"|[^\W\d_]{1,9}(?:-[^\W\d_]{1,4})?(?=(?:\s[^\W\d_]{1,9}){0,2}\s[^\s\u4e00-\u9fff]*\d)"
)
PLAIN_NUMBER = re.compile(rf"(?:{PIECE})(?:\s(?:{PIECE}))*(?:\s(?:SSA|호|Rev\.?\s?\d{{1,3}}))?")
TRIMMED = " .,;:·*_-—|'\""
NEAR_TITLE = 0.3
"""A number in this upper share of the page is the document's, even where a label makes a model of it."""
OLD_LICENCE = re.compile(r"注\s?册\s?号")
"""The label of the number on business licences before the credit code; other documents have it too."""
COPY_OF_MANY = re.compile(r"\s*\(\s?\d{1,2}\s?[-/]\s?\d{1,2}\s?\)$")
"""Behind the number of a licence: which copy of how many."""
OTHERWISE_KNOWN = re.compile(
    r"\d{1,3}(?:\.\d{1,3}){3}|\d{5,6}|[A-Z]{2}\s?\d{5}(?:-\d{4})?|D-(?:PL|ZM|ZE|IS|K)-\d{5}(?:-\d\d){0,2}|AB-\d{4}-[A-Z]{1,2}"
    r"|(?:CNAS|UKAS)\b.*|(?:ETSI\s)?(?:EN|ISO|IEC|DIN|ASTM|GB|YY|BS|ANSI|JIS|TS)\b[\s/T]*(?:EN|ISO|IEC)?\s?\d.*|\+?\d{2,4}-\d{3,4}-?\d{3,4}"
)
"""An address of the internet, a postcode, the number of an accreditation, a standard or a telephone number: what stands
alone in this form is no number of a document."""
STREET = re.compile(
    r"\s*(?:[A-Z][a-z]+\s){0,3}(?:road|street|district|avenue|lane|rd\b|park|building|zone)", re.IGNORECASE
)
WORD = re.compile(r"(?<![^\W_])(?!Rev\b)[A-Za-zÀ-ÿ]?[a-zà-ÿ]{2,}(?![^\W_])")
"""A word in lower case: numbers are in upper case."""
MORE = re.compile(r"\s*[●•·|■✓]")
MIN_DIGITS = 4
MAX_WORDS = 5
STANDING_OUT_UNTIL, NOT_SMALL = 0.38, 0.8
TITLE = re.compile(r"(?:[A-Za-z-]+\s){0,6}(?:certificate|report)\s(?=\S*\d|[A-Z]{1,3}-[A-Z]{1,3}\s\d)", re.IGNORECASE)
"""A title with the number of its document at the end."""
SHORT_LABEL, LONG_LINE = 24, 60
MAX_TITLE_LABEL_STRENGTH = 0.9
"""A label up to this strength may be a title: text below it is then not its value."""
LARGE_RATIO = 1.15


@dataclass(frozen=True)
class Candidate:
    """A text that may be the number, normalised, with its confidence."""

    value: str
    part: Part
    confidence: float
    family: str = OF_ANY
    is_repaired: bool = False
    has_label: bool = True


def propose(
    sheet: Sheet, kind: str, facts: KindFacts | None, models: Collection[str] = frozenset()
) -> Iterator[Proposal]:
    """The document's own number. Repeated ones get more confidence, numbers of other documents less; one of the
    `models` is none."""
    pattern = facts.number_pattern if facts else ""
    is_guess = facts is None or facts.number_pattern_is_guess
    rows = joined_rows(sheet)
    found = [_weigh_by_pattern(one, pattern, is_guess=is_guess) for one in _candidates(sheet, rows, kind)]
    found += _matching_pattern(rows, pattern)
    found = [one for one in found if one.has_label or one.value not in models or one.part.row.middle < NEAR_TITLE]
    own = _families(sheet, kind, found)
    has_own = OF_DECLARATION in own or any(one.family in own and one.has_label for one in found)
    has_label = any(one.has_label for one in found)
    squeezed = without_spaces(sheet.text)
    for one in found:
        confidence = one.confidence * (OTHERS_LABEL if has_own and one.family not in own else 1)
        if has_label and not one.has_label:
            confidence *= UNLABELLED_WHERE_LABELS_ARE
        elif squeezed.count(without_spaces(one.part.text)) > 1:
            confidence = 1 - (1 - confidence) * 0.7
        yield proposal(FieldName.NUMBER, one.value, one.part, confidence * reading_factor(one.part.confidence))


def _families(sheet: Sheet, kind: str, found: Sequence[Candidate]) -> frozenset[str]:
    """The families whose labels may stand before the number of this document: a declaration cites reports and
    certificates, and next to the number of a certificate a reference is that of a letter."""
    if not kind and is_declaration(sheet):
        return frozenset({OF_DECLARATION, OF_ANY})
    titled = {one.family for one in found if one.has_label} & OF_TITLED
    return frozenset(titled) if titled and not kind else frozenset({family_of(kind), OF_ANY})


def _candidates(sheet: Sheet, rows: Sequence[Row], kind: str) -> Iterator[Candidate]:
    for row in rows:
        for label in labels_in(row.text):
            is_plain = label.family != OF_ANY and ":" in row.text[label.end :][:2]
            if label.start == 0 and not is_plain and _goes_on_a_sentence(sheet, row):
                continue
            is_licence = family_of(kind) == OF_COMPANY
            is_old = is_licence and OLD_LICENCE.match(row.text, label.start, label.end)
            if is_old or (label.family == OF_COMPANY) == is_licence:
                yield from _value_of_label(
                    sheet, row, value_start(row.text, label), LABELLED * label.strength, label.family
                )
        yield from _label_over_two_lines(sheet, row)
    yield from (one for row in sheet.rows if row.middle < STANDING_OUT_UNTIL for one in _standing_out(sheet, row))


def _goes_on_a_sentence(sheet: Sheet, row: Row) -> bool:
    """Whether the line above is a long unfinished one: words at the beginning of this one are then no label."""
    above = sheet.above(row)
    is_open = above is not None and len(above.text) > LONG_LINE and above.text[-1].islower()
    return bool(is_open and above and sheet.below(above) is row)


def _label_over_two_lines(sheet: Sheet, row: Row) -> Iterator[Candidate]:
    """The value next to a label over two lines of a narrow column: "Registration / Number:"."""
    following = sheet.below(row) if len(row.text) <= SHORT_LABEL and not labels_in(row.text) else None
    for label in labels_in(f"{row.text} {following.text}") if following else ():
        if following and label.start == 0 and not following.text[label.end - len(row.text) - 1 :].strip(TRIMMED):
            right = value_right_of(sheet, row) or value_right_of(sheet, following)
            if right:
                yield from _value_at(right, 0, LABELLED * label.strength * 0.99, label.family)


def _value_of_label(sheet: Sheet, row: Row, start: int, confidence: float, family: str) -> Iterator[Candidate]:
    """The value of a label: on the same line, to the right, or below."""
    if row.text[start:].strip(TRIMMED):
        yield from _value_at(row, start, confidence, family)
        return
    right = value_right_of(sheet, row)
    may_be_a_title = confidence <= LABELLED * MAX_TITLE_LABEL_STRENGTH and row.height > LARGE_RATIO * sheet.usual_height
    below = None if may_be_a_title else value_below(sheet, row)
    found = list(_value_at(right, 0, confidence * 0.99, family)) if right else []
    yield from found or (_value_at(below, 0, confidence * 0.9, family) if below else ())


def _value_at(row: Row, start: int, confidence: float, family: str) -> Iterator[Candidate]:
    text = _without_days(row.text)
    opening = start - 1 if text[:start].endswith("(") else start
    match = CHINESE_NUMBER.match(text, opening) or CHINESE_NUMBER.match(text, start) or PLAIN_NUMBER.match(text, start)
    if match and not STREET.match(row.text, match.end()):
        copy = COPY_OF_MANY.search(match[0])
        part = _trim(row, match.start(), match.start() + copy.start() if copy else match.end())
        if _is_a_number(part.text, family):
            value, is_repaired = _normalised_value(part)
            yield Candidate(value, part, confidence * (FITS_REPAIRED if is_repaired else 1), family, is_repaired)


def _standing_out(sheet: Sheet, row: Row) -> Iterator[Candidate]:
    """A line below the title that consists of a number, at least about as large as the text."""
    title = TITLE.match(row.text) if row.height > LARGE_RATIO * sheet.usual_height else None
    part = _trim(row, title.end() if title else 0, len(MORE.split(row.text, maxsplit=1)[0]))
    match = PLAIN_NUMBER.fullmatch(_without_days(part.text)) or CHINESE_NUMBER.fullmatch(part.text)
    above = sheet.above(row)
    if labels_in(row.text) or OTHER_OWNERS.search(row.text) or _is_announced(sheet.left_of(row), above):
        return
    if OTHERWISE_KNOWN.fullmatch(part.text):
        return
    is_plain = match and part.text[0].isalnum() and len(part.text) > MIN_DIGITS and _is_a_number(part.text, OF_ANY)
    if is_plain and row.page == 1 and row.height >= NOT_SMALL * sheet.usual_height:
        is_large = row.height > 1.15 * sheet.usual_height
        confidence = STANDING_OUT if is_large else STANDING_OUT * 0.75
        if title:
            yield Candidate(_normalised_value(part)[0], part, IN_TITLE, OF_CERTIFICATE)
        else:
            yield Candidate(_normalised_value(part)[0], part, confidence, has_label=False)


def _is_announced(*near: Row | None) -> bool:
    """Whether any of the neighbours is a label: then the number belongs to it."""
    return any(one and is_label_alone(one.text) for one in near)


def _weigh_by_pattern(one: Candidate, pattern: str, *, is_guess: bool) -> Candidate:
    """The candidate checked by the number pattern of its kind. If it matches only with look-alikes exchanged, they are
    exchanged, with less confidence."""
    if not pattern:
        return one
    for value in (one.value, without_spaces(one.value)):
        if _compile(pattern).fullmatch(value):
            confidence = one.confidence * FITS if one.confidence > 0.9 else 0.9
            return replace(one, value=value, confidence=min(FITS_REPAIRED if one.is_repaired else 0.98, confidence))
    if one.part.row.is_ocr or not is_guess:
        fitting = _readings_that_fit(one.value, pattern)
        if len(fitting) == 1:
            return replace(one, value=fitting.pop(), confidence=one.confidence * FITS_REPAIRED, is_repaired=True)
    return replace(one, confidence=one.confidence * (UNFIT_BY_GUESS if is_guess else UNFIT))


def _readings_that_fit(value: str, pattern: str) -> set[str]:
    """The variants that match the pattern with the fewest look-alikes exchanged."""
    fitting = [each for each in variants(value) if _compile(pattern).fullmatch(each)]
    if not fitting:
        return set()
    changes = {each: sum(a != b for a, b in zip(each, value, strict=True)) for each in fitting}
    return {each for each in fitting if changes[each] == min(changes.values())}


def _matching_pattern(rows: Sequence[Row], pattern: str) -> list[Candidate]:
    """Any text that matches the number pattern of the kind and has letters and digits."""
    if not pattern:
        return []
    return [
        Candidate(value, part, BY_FORM)
        for row in rows
        for part in _windows(row)
        for value in dict.fromkeys((with_single_spaces(part.text), without_spaces(part.text)))
        if _is_telling(value) and _compile(pattern).fullmatch(value)
    ]


def _windows(row: Row) -> Iterable[Part]:
    """Runs of up to MAX_WORDS words, which may begin after a colon."""
    starts = [match.start() for match in re.finditer(r"(?<![^\s:(])[^\s:(]", row.text)]
    ends = [match.end() for match in re.finditer(r"[^\s),;](?=$|[\s),;.])", row.text)]
    for start in starts:
        yield from (row.part(start, end) for end in [each for each in ends if each > start][:MAX_WORDS])


def _is_telling(value: str) -> bool:
    return sum(char.isdigit() for char in value) >= MIN_DIGITS and any(char.isalpha() for char in value)


def _is_a_number(text: str, family: str) -> bool:
    digits = sum(char.isdigit() for char in text)
    if digits < 2 or len(text) < MIN_DIGITS or len(text) > 48 or WORD.search(text):
        return False
    if any(one.start == 0 and one.end == len(text) for one in dates_in(text)):
        return False
    return family == OF_COMPANY or not is_credit_code(without_spaces(text))


def _without_days(text: str) -> str:
    """The text with dates replaced by semicolons, since a date is never part of a number."""
    for day in dates_in(text):
        text = text[: day.start] + ";" * (day.end - day.start) + text[day.end :]
    return text


def _trim(row: Row, start: int, end: int) -> Part:
    """The part without punctuation at both ends, and without an unmatched bracket."""
    part = row.part(start, end)
    while part.text and (part.text[-1] in TRIMMED or (part.text[-1] == ")" and "(" not in part.text)):
        part = row.part(part.start, part.end - 1)
    while part.text and part.text[0] in TRIMMED:
        part = row.part(part.start + 1, part.end)
    return part


def _normalised_value(part: Part) -> tuple[str, bool]:
    """The value with single spaces, none among Chinese characters, and OCR errors between digits repaired; and whether
    anything was repaired."""
    text = without_spaces(part.text) if any(map(is_chinese, part.text)) else with_single_spaces(part.text)
    repaired = repair_digits(text) if part.row.is_ocr else text
    return repaired, repaired != text


@cache
def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
