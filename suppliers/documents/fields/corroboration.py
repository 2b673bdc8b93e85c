"""What on a document speaks for a value besides the label next to it: features of the confidence."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from suppliers.documents.fields.bodies import known_names_in
from suppliers.documents.fields.characters import letters_only, without_spaces
from suppliers.documents.fields.kind_facts import KindFacts
from suppliers.documents.fields.layout import Row, Sheet
from suppliers.documents.fields.organisation_names import CHINESE_BODY, CHINESE_COMPANY, LATIN_COMPANY
from suppliers.documents.fields.proposals import FieldName, Fields, Proposal

DAYS = (FieldName.ISSUED_ON, FieldName.VALID_FROM, FieldName.VALID_UNTIL)
NAMES = frozenset({FieldName.HOLDER_EN, FieldName.HOLDER_ZH, FieldName.ISSUER})
MIN_ANSWER = 0.5
MARGIN = 0.2
"""The share of a page at its head and at its foot."""
LONG_NUMBER = 8


@dataclass(frozen=True)
class Witness:
    """The document as evidence: its lines, whether OCR read any, and the number patterns of kinds that are no guess."""

    rows: tuple[Row, ...]
    squeezed: str
    is_ocr: bool
    patterns: Mapping[str, str]

    @classmethod
    def of(cls, sheet: Sheet, kinds: Mapping[str, KindFacts]) -> Witness:
        patterns = {
            kind: facts.number_pattern
            for kind, facts in kinds.items()
            if facts.number_pattern and not facts.number_pattern_is_guess
        }
        rows = tuple(sheet.rows)
        return cls(rows, _squeezed(sheet.text), any(row.is_ocr for row in rows), patterns)

    def speaks_for(self, one: Proposal, fields: Fields) -> dict[str, float]:
        """Each a number from 0 to 1, absent where it is 0."""
        row = self._row_of(one)
        found = {
            "printed twice": self.squeezed.count(_squeezed(one.printed)) > 1 and len(one.printed) > 3,
            "fills its line": row is not None and len(_squeezed(one.printed)) >= 0.9 * len(_squeezed(row.text)),
            "ends mid-line": row is not None and one.field in NAMES and _goes_on_behind(row.text, one.printed),
            "at an end": not MARGIN < (one.box.top + one.box.bottom) / 2 < 1 - MARGIN,
            "read badly": 0.0 if row is None else min(1.0, 10 * (1 - row.confidence)),
            **_of_number(one, fields, self.patterns),
            **_of_day(one, fields),
            **_of_name(one, fields),
        }
        return {name: float(value) for name, value in found.items() if value}

    def _row_of(self, one: Proposal) -> Row | None:
        """The line on which a value is printed, or the first of them."""
        text = one.printed.split("  ")[0]
        on_page = (row for row in self.rows if row.page == one.page and abs(row.box.top - one.box.top) < 0.02)
        near = sorted(on_page, key=lambda row: (text not in row.text, abs(row.box.left - one.box.left)))
        return near[0] if near else None


def _squeezed(text: str) -> str:
    return without_spaces(text).casefold()


def _goes_on_behind(line: str, printed: str) -> bool:
    """Whether words follow a name on its line, so that the name may be cut."""
    _, found, rest = line.partition(printed)
    return bool(found) and len(letters_only(rest)) > 1


def _of_number(one: Proposal, fields: Fields, patterns: Mapping[str, str]) -> dict[str, float]:
    if one.field != FieldName.NUMBER:
        return {}
    kind = fields.best(FieldName.KIND)
    pattern = patterns.get(kind.value, "") if kind and kind.confidence >= MIN_ANSWER else ""
    return {
        "number fits its kind": float(bool(pattern and re.fullmatch(pattern, one.value))),
        "number of letters and digits": float(any(map(str.isalpha, one.value)) and any(map(str.isdigit, one.value))),
        "long number": float(len(one.value) >= LONG_NUMBER),
    }


def _of_day(one: Proposal, fields: Fields) -> dict[str, float]:
    """Whether the days that were read make whole years, as validity does, or contradict each other."""
    if one.field not in DAYS:
        return {}
    days = {
        field: best.value
        for field in DAYS
        if (best := fields.best(field)) and best.confidence >= MIN_ANSWER and best.value[:1].isdigit()
    }
    until = days.pop(FieldName.VALID_UNTIL, None)
    firsts = list(days.values()) if one.field == FieldName.VALID_UNTIL else [days.get(one.field, "")]
    is_answer = one.value in {until, *firsts}
    whole = until is not None and is_answer and any(_are_whole_years(first, until) for first in firsts if first)
    return {"whole years": float(whole), "day alone": float(until is None and len(days) < 2)}


def _are_whole_years(first: str, last: str) -> bool:
    begins, ends = date.fromisoformat(first), date.fromisoformat(last)
    following = ends + timedelta(days=1) if ends < date.max else ends
    return begins.year < ends.year and (begins.month, begins.day) in {
        (ends.month, ends.day),
        (following.month, following.day),
    }


def _of_name(one: Proposal, fields: Fields) -> dict[str, float]:
    """Whether a name has the form of one, is known, and is not proposed for somebody else."""
    if one.field not in NAMES:
        return {}
    others = {
        letters_only(each.value)
        for each in fields.proposals
        if each.field in NAMES and each.field != one.field and each.confidence >= MIN_ANSWER
    }
    is_known = bool(known_names_in(one.value))
    whole = any(pattern.fullmatch(one.value) for pattern in (LATIN_COMPANY, CHINESE_COMPANY, CHINESE_BODY))
    return {
        "whole name": float(whole),
        "known body": float(one.field == FieldName.ISSUER and is_known),
        "body as holder": float(one.field != FieldName.ISSUER and is_known),
        "of two roles": float(letters_only(one.value) in others),
    }
