"""Extract the dates of a document: issue, start and end of validity."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from suppliers.documents.fields.confidence import proposal, reading_factor
from suppliers.documents.fields.date_role_words import EXPLICIT, Role
from suppliers.documents.fields.date_roles import Label, are_joined, goes_on, role_by_what_follows
from suppliers.documents.fields.dates import FoundDate, dates_in, with_day_order
from suppliers.documents.fields.day_labels import SHORT_LABEL, label_at_end, label_to_the_left
from suppliers.documents.fields.day_orders import day_order_of
from suppliers.documents.fields.labels import ISSUER, is_label_alone
from suppliers.documents.fields.layout import COLUMN_TOLERANCE, MAX_LINE_GAP, Part, Row, Sheet
from suppliers.documents.fields.line_joining import joined_rows
from suppliers.documents.fields.organisation_names import CHINESE_COMPANY, LATIN_COMPANY
from suppliers.documents.fields.places_before_days import PLACE_ALONE, PLACE_BEFORE, is_a_place
from suppliers.documents.fields.proposals import FieldName, Proposal
from suppliers.documents.fields.validity_terms import Term, terms_in
from suppliers.documents.fields.version_tables import version_of
from suppliers.documents.reading import Box

FIELDS = {Role.ISSUED: FieldName.ISSUED_ON, Role.FROM: FieldName.VALID_FROM, Role.UNTIL: FieldName.VALID_UNTIL}
MAX_CONFIDENCE = 0.98
BARE_DAY, COUNTED_END, COUNTED_OTHERWISE = 0.85, 0.7, 0.3
DISPUTED, DISORDERED = 0.6, 0.5
SEPARATORS = re.compile(r"[\s:.,;/|()\[\]\-·*]{0,4}")
SIGNATORY_WORDS = re.compile(
    rf"{ISSUER.pattern}|(?:authori[sz]ed )?signat(?:ure|ory)|signed|stamp|seal|place|签字|签章|盖章", ISSUER.flags
)
"""Words for the signatory: a date next to them is that of the signature."""
UNRELATED_NEIGHBOURS = (SIGNATORY_WORDS, LATIN_COMPANY, CHINESE_COMPANY, PLACE_ALONE)
"""Neighbours that do not label the date of a letter: its signatory, its addressee and its place."""
MAX_STRIP_GAP = 2.0
"""The gap between a date and the label below it, in line heights."""
SMALL_RATIO = 0.9
ANNOUNCES = re.compile(
    r"(?:日\s?期|时\s?间|期\s?限|\b(?:dates?(?:\sof\s\w+)?|due|by|on|of|until|before|period|term))\W*$", re.IGNORECASE
)
DATED, RECEIVED = re.compile(r"dated\b", re.IGNORECASE), re.compile(r"received\b", re.IGNORECASE)


@dataclass(frozen=True)
class DateWithRole:
    """A date with its role and the confidence in both."""

    role: Role
    found: FoundDate
    row: Row
    confidence: float

    @property
    def part(self) -> Part:
        return self.row.part(self.found.start, self.found.end)

    @property
    def value(self) -> str:
        is_end = self.role == Role.UNTIL and self.found.is_month
        return self.found.last_of_month().isoformat() if is_end else self.found.text


def propose(sheet: Sheet) -> Iterator[Proposal]:
    """Proposals for the three dates. Other meanings of an ambiguous date are proposed with less confidence."""
    orders = {separator: day_order_of(sheet.text, separator) for separator in "./-"}
    rows = joined_rows(sheet)
    stated = [one for row in rows for one in _dates_with_roles(sheet, row, orders) if one.role in FIELDS]
    stated = [one for one in stated if one.found.value is not None or one.role == Role.UNTIL]
    if not any(one.role == Role.ISSUED for one in stated):
        stated += _dates_standing_alone(sheet, rows, orders, {one.found for one in stated})
    yield from _proposals(stated)
    yield from _counted_end(sheet, stated)


def _dates_with_roles(sheet: Sheet, row: Row, orders: dict[str, bool | None]) -> list[DateWithRole]:
    days = [with_day_order(one, day_first=orders.get(one.separator)) for one in dates_in(row.text)]
    stated: list[DateWithRole] = []
    for found in days:
        before = stated[-1] if stated else None
        role, strength = _role_of(sheet, row, found, before)
        if before and role == Role.UNTIL and before.role == Role.PERIOD:
            stated[-1] = replace(before, role=Role.FROM)
        stated.append(DateWithRole(role, found, row, strength))
    return [_without_open_period(row, one) for one in stated]


def _without_open_period(row: Row, one: DateWithRole) -> DateWithRole:
    """A single date after "validity" counts as the last day, with less confidence; before "to" it is the first."""
    if one.role != Role.PERIOD:
        return one
    if one.found.value and goes_on(row.text, one.found):
        return replace(one, role=Role.FROM)
    return replace(one, role=Role.UNTIL, confidence=EXPLICIT if one.found.value is None else 0.75)


def _role_of(sheet: Sheet, row: Row, found: FoundDate, before: DateWithRole | None) -> tuple[Role, float]:
    """The role of a date, and how clearly it is stated (0 to 1)."""
    if version := version_of(sheet, row):
        return version
    start = before.found.end if before else 0
    between = row.text[start : found.start]
    if before and are_joined(row.text[: before.found.start], between):
        return (Role.OTHER, EXPLICIT) if before.role == Role.OTHER else (Role.UNTIL, 0.97)
    if before and before.found.value == found.value and SEPARATORS.fullmatch(between):
        return before.role, before.confidence
    follows = role_by_what_follows(row.text, found)
    label = label_at_end(between)
    if follows and (label is None or label.role in {Role.PERIOD, Role.FROM}):
        return follows, 0.95
    if label:
        return (Role.OTHER, EXPLICIT) if _is_of_the_application(sheet, row) else (label.role, label.strength)
    if over := _label_over(sheet, row, found):
        return over.role, over.strength * 0.97
    if before is not None or not (_is_line_start(between) or is_a_place(between)):
        return Role.OTHER, 0
    neighbour_role = _role_from_neighbours(sheet, row)
    return neighbour_role if neighbour_role[1] else _role_from_under(sheet, row, found)


def _is_of_the_application(sheet: Sheet, row: Row) -> bool:
    """Whether the date is of the application that a letter answers: "dated … / received …"."""
    following = sheet.below(row)
    return bool(DATED.match(row.text) and following and RECEIVED.match(following.text))


def _label_over(sheet: Sheet, row: Row, found: FoundDate) -> Label | None:
    """The label alone on a line above a date, whatever is next to both."""
    box = row.part(found.start, found.end).box
    above = sheet.above(row, box)
    is_its_own = (
        above
        and is_label_alone(above.text)
        and (_is_aligned(above.box.left, box.left) or _is_aligned(*_middles(above.box, box)))
    )
    return label_at_end(above.text) if above and is_its_own else None


def _role_from_under(sheet: Sheet, row: Row, found: FoundDate) -> tuple[Role, float]:
    """The label alone on a line below a date, as in a row of signatures, if it has no date of its own."""
    if row.text[found.end :].strip(" .,"):
        return Role.OTHER, 0
    under, left = sheet.below(row, max_gap=MAX_STRIP_GAP), sheet.left_of(row)
    if under is None or len(under.text) > SHORT_LABEL or (left and is_label_alone(left.text)):
        return Role.OTHER, 0
    own = [one for one in (sheet.below(under), sheet.right_of(under)) if one and dates_in(one.text)[:1]]
    label = label_at_end(under.text)
    is_over = _is_aligned(row.centre, under.centre) or _is_within(under.box, row.box)
    return (label.role, label.strength * 0.95) if label and is_over and not own else (Role.OTHER, 0)


def _is_aligned(one: float, other: float) -> bool:
    return abs(one - other) < COLUMN_TOLERANCE


def _is_within(one: Box, other: Box) -> bool:
    return other.left - COLUMN_TOLERANCE < one.left and one.right < other.right + COLUMN_TOLERANCE


def _middles(one: Box, other: Box) -> tuple[float, float]:
    return (one.left + one.right) / 2, (other.left + other.right) / 2


def _is_line_start(text: str) -> bool:
    """Whether only punctuation precedes the date on its line."""
    return len(text.strip(" :.-·*()")) <= 2


def _role_from_neighbours(sheet: Sheet, row: Row) -> tuple[Role, float]:
    left = sheet.left_of(row)
    if left and not dates_in(left.text) and (label := label_to_the_left(sheet, left)):
        return label.role, label.strength * 0.99
    above = sheet.above(row)
    if above and not dates_in(above.text) and (label := label_at_end(above.text)):
        is_short = len(above.text) <= SHORT_LABEL
        return label.role, label.strength * (0.95 if is_short else 0.8)
    return Role.OTHER, 0


def _dates_standing_alone(
    sheet: Sheet, rows: Iterable[Row], orders: dict[str, bool | None], known: set[FoundDate]
) -> list[DateWithRole]:
    """Dates that fill a line, at the head of a letter or next to the signature: "Suzhou, 9 April 2026"."""
    alone = []
    for row in rows:
        for found in dates_in(row.text)[:1]:
            rest = row.text[found.end :].strip(" .,")
            fills = (
                not rest
                and PLACE_BEFORE.fullmatch(row.text[: found.start])
                and not label_at_end(row.text[: found.start])
            )
            if fills and found.value and _is_at_an_end(sheet, row, found) and found not in known:
                day = with_day_order(found, day_first=orders.get(found.separator))
                alone.append(DateWithRole(Role.ISSUED, day, row, BARE_DAY))
    return [one for one in alone if not _role_from_neighbours(sheet, one.row)[1]]


def _is_announced(sheet: Sheet, row: Row) -> bool:
    """Whether a date has a label: text to its left, or right above it in smaller print or with the form of a label."""
    above = sheet.above(row)
    is_close = (
        above
        and _is_aligned(above.box.left, row.box.left)
        and row.box.top - above.box.bottom < MAX_LINE_GAP * row.height
    )
    is_small = above and above.height < SMALL_RATIO * row.height
    before = sheet.left_of(row)
    is_short = before is not None and len(before.text) <= SHORT_LABEL
    has_label_left = before and is_short and not any(one.match(before.text) for one in UNRELATED_NEIGHBOURS)
    return bool(has_label_left or (above and is_close and (is_small or ANNOUNCES.search(above.text))))


def _is_at_an_end(sheet: Sheet, row: Row, found: FoundDate) -> bool:
    """Whether the date is where letters are dated: at the top or bottom, after a place, or at the right."""
    if found.start == 0 and _is_announced(sheet, row):
        return False
    is_at_the_right = row.box.left > 0.5
    return not 0.35 < row.middle < 0.55 or found.start > 0 or is_at_the_right


def _proposals(stated: list[DateWithRole]) -> Iterator[Proposal]:
    """Repeated dates get more confidence, contradicting ones less; an end before the start lowers both."""
    disorder = _is_disordered(stated)
    for one in stated:
        same = {(other.row.page, other.row.order, other.found.start) for other in stated if _agrees(one, other)}
        disputed = any(_disputes(one, other) for other in stated)
        confidence = one.confidence * one.found.certainty * reading_factor(one.part.confidence) * MAX_CONFIDENCE
        confidence = 1 - (1 - confidence) * 0.6 if len(same) > 1 else confidence
        confidence *= (DISPUTED if disputed else 1) * (DISORDERED if disorder else 1)
        yield proposal(FIELDS[one.role], one.value, one.part, confidence)
        for other_value, certainty in one.found.others:
            yield proposal(FIELDS[one.role], other_value.isoformat(), one.part, confidence * certainty)


def _agrees(one: DateWithRole, other: DateWithRole) -> bool:
    return one.role == other.role and one.value == other.value


def _disputes(one: DateWithRole, other: DateWithRole) -> bool:
    """Whether another date has the same role with at least the same confidence."""
    return one.role == other.role and one.value != other.value and other.confidence >= one.confidence


def _is_disordered(stated: Iterable[DateWithRole]) -> bool:
    best: dict[Role, date] = {}
    for one in sorted(stated, key=lambda each: each.confidence * each.found.certainty):
        if one.found.value:
            best[one.role] = one.found.last_of_month() if one.role == Role.UNTIL else one.found.value
    until = best.get(Role.UNTIL)
    return bool(until and any(best.get(role, until) > until for role in (Role.FROM, Role.ISSUED)))


def _counted_end(sheet: Sheet, stated: list[DateWithRole]) -> Iterator[Proposal]:
    """The end computed from a length of validity, where no end is printed."""
    if any(one.role == Role.UNTIL for one in stated):
        return
    for row in sheet.rows:
        for term in terms_in(row.text):
            first = _first_day([one for one in stated if one.row is row] or stated)
            if first and first.found.value:
                yield from _ends_of_term(
                    term, row, first.found.value, reading_factor(row.confidence) * first.found.certainty
                )


def _ends_of_term(term: Term, row: Row, first: date, factor: float) -> Iterator[Proposal]:
    """The day before the anniversary, and with less confidence the anniversary, which some bodies use."""
    last, part = term.end_after(first), row.part(term.start, term.end)
    anniversary = replace(term).end_after(date.fromordinal(first.toordinal() + 1))
    yield proposal(FieldName.VALID_UNTIL, last.isoformat(), part, COUNTED_END * factor)
    yield proposal(FieldName.VALID_UNTIL, anniversary.isoformat(), part, COUNTED_OTHERWISE * factor)


def _first_day(stated: list[DateWithRole]) -> DateWithRole | None:
    ranked = sorted(stated, key=lambda one: (one.role == Role.FROM, one.confidence), reverse=True)
    return next((one for one in ranked if one.role in {Role.FROM, Role.ISSUED}), None)
