"""Find dates in text, in many notations. Where the order of day and month is ambiguous, both dates are returned."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from suppliers.documents.fields.months import DAYS, ORDINALS, ROMAN, month_of, parse_chinese_numeral
from suppliers.documents.vocabulary import files
from suppliers.documents.vocabulary.phrases import compile_within

UNLIMITED = "unlimited"
"""The value in place of an end date where a document has no end."""
CERTAIN, MISSPELT, MONTH_ALONE, SHORT_YEAR = 1.0, 0.8, 0.6, 0.45
DAY_FIRST, MONTH_FIRST, DAY_FIRST_BY_DOTS = 0.5, 0.4, 0.8
FIRST_YEAR, LAST_YEAR = 1950, 2099

D = r"[0-9OoIl|]"
DAY = r"(?:\d(?:\d|[OoIl|](?![A-Za-zÀ-ÿ]))?|[OoIl|]\d)"
UNSPACED = r"(?<=[a-z])(?=\d"
"""OCR may miss the space between a word and the date after it."""
ZH_NUMERAL = r"[〇○零一二三四五六七八九十壹贰叁肆伍陆柒捌玖拾]"
CHINESE = re.compile(
    rf"(?P<year>{D}{{4}}|{ZH_NUMERAL}{{4}})\s*[年년]\s*(?P<month>{D}{{1,2}}|{ZH_NUMERAL}{{1,3}})\s*[月월]"
    rf"(?:\s*(?P<day>{D}{{1,2}}|{ZH_NUMERAL}{{1,3}})\s*[日曰号일])?"
)
YEAR_FIRST = tuple(
    re.compile(
        (
            rf"(?:(?<![\w{separator}])"
            rf"|{UNSPACED}))(?P<year>[12]{D}{{3}})\s?(?P<separator>{separator})\s?"
            rf"(?P<month>{D}{{1,2}})\s?{separator}\s?(?P<day>{D}{{1,2}})(?!(?!T\d\d:)\w"
            rf"|{separator}\d)"
        ),
        re.ASCII,
    )
    for separator in (r"\-", r"\.", "/")
)
YEAR_LAST = tuple(
    re.compile(
        (
            rf"(?:(?<![\w{separator}])"
            rf"|{UNSPACED}{{1,2}}\s?{separator}\s?\d{{1,2}}\s?{separator}\s?[12]\d{{3}}))(?P<one>{D}{{1,2}})\s?"
            rf"(?P<separator>{separator})\s?(?P<two>{D}{{1,2}})\s?{separator}\s?(?P<year>[12]{D}{{3}}"
            rf"|\d{{2}})(?!\w|{separator}\d)"
        ),
        re.ASCII,
    )
    for separator in (r"\-", r"\.", "/")
)
"""One pattern for each separator: two dates with one separator may be joined by another."""
NAME = r"(?P<name>[A-Za-zÀ-ÿ][A-Za-zÀ-ÿ015|]{2,10})"
ORDINAL = r"(?:st|nd|rd|th|er|[º°*]|\.)?"
DAY_NAME_YEAR = re.compile(
    (
        rf"(?:(?<!\w)|{UNSPACED}))(?P<day>{DAY}){ORDINAL}(?:\s?(?:day\s)?(?:of|de"
        rf"|di)\s)?[\s\-/.,]{{0,3}}{NAME}(?:\s(?:de|di"
        rf"|(?:in|of)(?: the year)?)\s)?[\s\-/.,]{{0,3}}(?P<year>[12]{D}{{3}}"
        rf"|(?<=[-/.'])\d{{2}})(?![\w])"
    ),
    re.ASCII,
)
NAME_DAY_YEAR = re.compile(
    (
        rf"(?:(?<![^\W\d_])"
        rf"|(?<=[a-z])(?=[A-Z])){NAME}[\s\-/.]{{0,3}}(?P<day>{DAY}){ORDINAL}[\s\-/.,]{{1,3}}"
        rf"(?P<year>[12]{D}{{3}})(?![\w])"
    ),
    re.ASCII,
)
YEAR_NAME_DAY = re.compile(
    rf"(?<![\w])(?P<year>[12]{D}{{3}})[\s\-/.,]{{1,2}}{NAME}[\s\-/.]{{1,2}}(?P<day>{DAY})(?![\w])", re.ASCII
)
ROMAN_MONTH = re.compile(
    (
        rf"(?<![\w.])(?P<day>\d{{1,2}})\.?[\s\-/.]"
        rf"(?P<name>{'|'.join(sorted(ROMAN, key=len, reverse=True))})[\s\-/.](?P<year>[12]\d{{3}})(?![\w])"
    ),
    re.ASCII,
)
SPELLED_OUT = re.compile(
    (
        rf"\b(?P<day>(?:twenty-"
        rf"|thirty-)?(?:{'|'.join(ORDINALS)}))\s(?:day\s)?of\s(?P<name>[A-Z][a-z]{{2,8}}),?\s(?:(?:in"
        rf"|of) (?:the year )?)?(?P<year>[12]\d{{3}})(?!\w)"
    ),
    re.IGNORECASE | re.ASCII,
)
DAY_MONTH_YEAR_IN_WORDS = re.compile(
    rf"(?<!\w)(?P<day>{D}{{1,2}})\s(?:th[aá]ng|thang)\s(?P<month>{D}{{1,2}})\s(?:n[aăâ]m)\s(?P<year>[12]{D}{{3}})(?!\w)"
)
"""As in Vietnamese: ngày 04 tháng 10 năm 2020."""
NAME_YEAR = re.compile(rf"(?<![^\W_]\s)(?<![\w.,-]){NAME}[\s\-/.,]{{1,2}}(?P<year>[12]{D}{{3}})(?![\w])", re.ASCII)
NO_END = compile_within([phrase for phrases in files.read("days")["no_end"].values() for phrase in phrases])


@dataclass(frozen=True)
class FoundDate:
    """A date in a text, with its span. `others`: further dates that the same text may mean, with their certainty."""

    value: date | None
    start: int
    end: int
    certainty: float
    others: tuple[tuple[date, float], ...] = ()
    is_month: bool = False
    separator: str = ""
    """The separator of day and month where their order is ambiguous."""

    @property
    def text(self) -> str:
        return self.value.isoformat() if self.value else UNLIMITED

    def last_of_month(self) -> date:
        day = self.value or date.max
        return day.replace(day=calendar.monthrange(day.year, day.month)[1]) if self.is_month else day


def dates_in(text: str) -> list[FoundDate]:
    """Every date in a text, in order; of overlapping ones the longest."""
    found = [one for pattern, reader in READERS for match in pattern.finditer(text) if (one := reader(match))]
    found.sort(key=lambda one: (one.start - one.end, one.start))
    kept: list[FoundDate] = []
    for one in found:
        if all(one.end <= other.start or one.start >= other.end for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda one: one.start)


def with_day_order(found: FoundDate, *, day_first: bool | None) -> FoundDate:
    """The date with the order of day and month that the rest of the document shows; unchanged if it shows none."""
    if day_first is None or not found.others or found.value is None:
        return found
    value = found.value if day_first else found.others[0][0]
    return FoundDate(value, found.start, found.end, 0.9, (), found.is_month, found.separator)


def day_order_in(text: str, separator: str) -> bool | None:
    """Whether dates with this separator begin with the day; None where the text shows neither order, or both."""
    orders = set()
    for match in (one for pattern in YEAR_LAST for one in pattern.finditer(text)):
        one, two = _digits(match["one"]), _digits(match["two"])
        if match["separator"] == separator and (one > 12) != (two > 12):
            orders.add(one > 12)
    return orders.pop() if len(orders) == 1 else None


def day_order_of_cycle(text: str, separator: str) -> bool | None:
    """Whether dates with this separator begin with the day, by the period that two of them make: certificates last
    whole years, to the day or to the day before. None where no order, or each of them, gives such a period."""
    days = [one for one in dates_in(text) if one.separator == separator and one.value and one.others]
    day_first = _whole_years([one.value for one in days if one.value])
    month_first = _whole_years([one.others[0][0] for one in days])
    return day_first if day_first != month_first else None


def _whole_years(days: list[date]) -> bool:
    return any(_is_whole_years(first, last) for first in days for last in days)


def _is_whole_years(first: date, last: date) -> bool:
    following = last + timedelta(days=1)
    return first.year < last.year and (first.month, first.day) in {
        (last.month, last.day),
        (following.month, following.day),
    }


def _digits(text: str) -> int:
    return int(text.translate(str.maketrans("OoIl|", "00111")))


def _day(year: int, month_: int, day: int) -> date | None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return date(year, month_, day)
    except ValueError:
        return None


def _certainty_of_digits(*parts: str) -> float:
    """Lower where OCR read letters for digits."""
    return CERTAIN if all(part.isdigit() for part in parts) else MISSPELT


def _chinese_date(match: re.Match[str]) -> FoundDate | None:
    year, month_, day = (_chinese_number(match[name]) for name in ("year", "month", "day"))
    value = _day(year or 0, month_ or 0, day or 1)
    if value is None or (match["day"] and day is None):
        return None
    certainty = CERTAIN if day else MONTH_ALONE
    return FoundDate(value, match.start(), match.end(), certainty, is_month=not match["day"])


def _chinese_number(text: str | None) -> int | None:
    if not text:
        return None
    written = parse_chinese_numeral(text)
    return written if written is not None else _digits(text)


def _year_first_date(match: re.Match[str]) -> FoundDate | None:
    parts = match["year"], match["month"], match["day"]
    value = _day(*map(_digits, parts))
    return FoundDate(value, match.start(), match.end(), _certainty_of_digits(*parts)) if value else None


def _year_last_date(match: re.Match[str]) -> FoundDate | None:
    one, two, year = _digits(match["one"]), _digits(match["two"]), _digits(match["year"])
    is_short = len(match["year"]) == 2
    certainty = SHORT_YEAR if is_short else _certainty_of_digits(match["one"], match["two"], match["year"])
    year += 2000 if is_short else 0
    day_first, month_first = _day(year, two, one), _day(year, one, two)
    if day_first and month_first and day_first != month_first:
        is_dotted = match["separator"] == "."
        first, second = (DAY_FIRST_BY_DOTS, 0.1) if is_dotted else (DAY_FIRST, MONTH_FIRST)
        others = ((month_first, min(certainty, second)),)
        return FoundDate(day_first, *match.span(), min(certainty, first), others, separator=match["separator"])
    value = day_first or month_first
    return FoundDate(value, match.start(), match.end(), certainty) if value else None


def _with_words_between(match: re.Match[str]) -> FoundDate | None:
    value = _day(_digits(match["year"]), _digits(match["month"]), _digits(match["day"]))
    return FoundDate(value, match.start(), match.end(), CERTAIN) if value else None


def _with_month_name(match: re.Match[str]) -> FoundDate | None:
    known, parts = month_of(match["name"]), match.groupdict()
    if known is None:
        return None
    year = _digits(parts["year"])
    is_short, is_month = len(parts["year"]) == 2, "day" not in parts
    value = _day(year + 2000 if is_short else year, known[0], _digits(parts.get("day") or "1"))
    certainty = CERTAIN if known[1] else MISSPELT
    certainty = min(certainty, SHORT_YEAR if is_short else MONTH_ALONE if is_month else CERTAIN)
    return FoundDate(value, match.start(), match.end(), certainty, is_month=is_month) if value else None


def _with_roman_month(match: re.Match[str]) -> FoundDate | None:
    """A Roman II may be a misread 11."""
    year, day, name = int(match["year"]), int(match["day"]), match["name"]
    value, eleventh = _day(year, ROMAN[name], day), _day(year, 11, day)
    if name == "II" and eleventh:
        others = ((eleventh, MONTH_FIRST),)
        return FoundDate(value or eleventh, match.start(), match.end(), SHORT_YEAR, others if value else ())
    certainty = MISSPELT if name == "I" else CERTAIN
    return FoundDate(value, match.start(), match.end(), certainty) if value else None


def _spelled_out_day(match: re.Match[str]) -> FoundDate | None:
    known, day = month_of(match["name"]), DAYS.get(match["day"].lower())
    value = _day(int(match["year"]), known[0], day) if known and day else None
    return FoundDate(value, match.start(), match.end(), CERTAIN) if value else None


def _unlimited_end(match: re.Match[str]) -> FoundDate:
    return FoundDate(None, match.start(), match.end(), CERTAIN)


READERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], FoundDate | None]], ...] = (
    (CHINESE, _chinese_date),
    *((pattern, _year_first_date) for pattern in YEAR_FIRST),
    (ROMAN_MONTH, _with_roman_month),
    *((pattern, _year_last_date) for pattern in YEAR_LAST),
    (DAY_NAME_YEAR, _with_month_name),
    (NAME_DAY_YEAR, _with_month_name),
    (YEAR_NAME_DAY, _with_month_name),
    (NAME_YEAR, _with_month_name),
    (SPELLED_OUT, _spelled_out_day),
    (DAY_MONTH_YEAR_IN_WORDS, _with_words_between),
    (NO_END, _unlimited_end),
)


def texts_between(text: str, found: list[FoundDate]) -> Iterator[str]:
    """The texts between one date and the next."""
    return (text[one.end : other.start] for one, other in pairwise(found))
