"""Find lengths of validity: "valid for 5 years", 有效期五年."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from suppliers.documents.fields.months import VOCABULARY, parse_chinese_numeral

WORDS = {word: number for number, word in enumerate(VOCABULARY["counts"], start=1)}
COUNT = rf"(?P<count>\d{{1,3}}|{'|'.join(WORDS)})"
LASTS_EN = re.compile(
    rf"(?:valid(?:ity)?|effective|in force|expires?"
    rf"|remains?)[^.;]{{0,40}}?\b{COUNT}(?:\s?\(\w+\))?\s*(?P<unit>years?|months?)"
    rf"|\b(?P<count2>\d{{1,3}}|{'|'.join(WORDS)})(?:\s?\(\w+\))?\s*(?P<unit2>years?|months?)\s+(?:from"
    rf"|after|as of|starting)",
    re.IGNORECASE | re.ASCII,
)
ZH_COUNT = r"(?P<count>\d{1,3}|[一二三四五六七八九十]{1,3})\s*(?P<unit>年|个?月)"
LASTS_ZH = (
    re.compile(rf"有效期限?(?:为|是)?:?\s*{ZH_COUNT}"),
    re.compile(rf"起(?:计算|计|算)?,?\s*{ZH_COUNT}\s*(?:内|之内|以内)?\s*(?:有效|止)?"),
    re.compile(rf"{ZH_COUNT}\s*(?:内|之内|以内)?有效"),
)


@dataclass(frozen=True)
class Term:
    """A length of validity, with its span in the text."""

    months: int
    start: int
    end: int
    is_chinese: bool

    def end_after(self, first: date) -> date:
        """The last day of a term that begins on `first`: the day before the anniversary, as in Chinese and EU law."""
        year, month = divmod(first.year * 12 + first.month - 1 + self.months, 12)
        last = calendar.monthrange(year, month + 1)[1]
        return date(year, month + 1, min(first.day, last)) - timedelta(days=1)


KEPT = re.compile(r"\b(?:kept|keep|retain(?:ed)?|archived?|stored?|available)\b", re.IGNORECASE)
"""Retention periods of documents are no validity."""


def terms_in(text: str) -> Iterator[Term]:
    for match in LASTS_EN.finditer(text):
        if KEPT.search(text, 0, match.end()):
            continue
        count, unit = match["count"] or match["count2"], match["unit"] or match["unit2"]
        number = int(count) if count.isdigit() else WORDS[count.lower()]
        yield Term(number * _months(unit), match.start(), match.end(), is_chinese=False)
    chinese = sorted((match for pattern in LASTS_ZH for match in pattern.finditer(text)), key=lambda one: one.start())
    for match in chinese[:1]:
        number = int(match["count"]) if match["count"].isdigit() else parse_chinese_numeral(match["count"]) or 0
        if number:
            yield Term(number * _months(match["unit"]), match.start(), match.end(), is_chinese=True)


def _months(unit: str) -> int:
    return 12 if unit.lower().startswith(("year", "年")) else 1
