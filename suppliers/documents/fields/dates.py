"""Days as these documents print them, in both scripts. Which of day and month stands first is never guessed in silence."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from suppliers.documents.fields.months import DAYS, ORDINALS, ROMAN, month, numeral

UNLIMITED = "unlimited"
"""What stands for a day where a document says that it has no end."""
SURE, MISSPELT, MONTH_ALONE, SHORT_YEAR = 1.0, 0.8, 0.6, 0.45
DAY_FIRST, MONTH_FIRST, DAY_FIRST_BY_DOTS = 0.5, 0.4, 0.8
FIRST_YEAR, LAST_YEAR = 1950, 2099

D = r"[0-9OoIl|]"
DAY = r"(?:\d(?:\d|[OoIl|](?![A-Za-zÀ-ÿ]))?|[OoIl|]\d)"
UNSPACED = r"(?<=[a-z])(?=\d"
"""An eye may miss the space between a word and the day behind it."""
ZH_NUMERAL = r"[〇○零一二三四五六七八九十壹贰叁肆伍陆柒捌玖拾]"
CHINESE = re.compile(
    rf"(?P<year>{D}{{4}}|{ZH_NUMERAL}{{4}})\s*[年년]\s*(?P<month>{D}{{1,2}}|{ZH_NUMERAL}{{1,3}})\s*[月월]"
    rf"(?:\s*(?P<day>{D}{{1,2}}|{ZH_NUMERAL}{{1,3}})\s*[日曰号일])?"
)
YEAR_FIRST = tuple(
    re.compile(
        rf"(?:(?<![\w{sign}])|{UNSPACED}))(?P<year>[12]{D}{{3}})\s?(?P<sign>{sign})\s?(?P<month>{D}{{1,2}})\s?{sign}\s?(?P<day>{D}{{1,2}})(?!(?!T\d\d:)\w|{sign}\d)",
        re.ASCII,
    )
    for sign in (r"\-", r"\.", "/")
)
YEAR_LAST = tuple(
    re.compile(
        rf"(?:(?<![\w{sign}])|{UNSPACED}{{1,2}}\s?{sign}\s?\d{{1,2}}\s?{sign}\s?[12]\d{{3}}))(?P<one>{D}{{1,2}})\s?(?P<sign>{sign})\s?(?P<two>{D}{{1,2}})\s?{sign}\s?(?P<year>[12]{D}{{3}}|\d{{2}})(?!\w|{sign}\d)",
        re.ASCII,
    )
    for sign in (r"\-", r"\.", "/")
)
"""One pattern for each sign: days with one sign may be joined by another."""
NAME = r"(?P<name>[A-Za-zÀ-ÿ][A-Za-zÀ-ÿ015|]{2,10})"
ORDINAL = r"(?:st|nd|rd|th|er|º|\.)?"
DAY_NAME_YEAR = re.compile(
    rf"(?:(?<!\w)|{UNSPACED}))(?P<day>{DAY}){ORDINAL}(?:\s?(?:day\s)?(?:of|de|di)\s)?[\s\-/.,]{{0,3}}{NAME}(?:\s(?:de|di|(?:in|of)(?: the year)?)\s)?[\s\-/.,]{{0,3}}(?P<year>[12]{D}{{3}}|(?<=[-/.'])\d{{2}})(?![\w])",
    re.ASCII,
)
NAME_DAY_YEAR = re.compile(
    rf"(?:(?<![^\W\d_])|(?<=[a-z])(?=[A-Z])){NAME}[\s\-/.]{{0,3}}(?P<day>{DAY}){ORDINAL}[\s\-/.,]{{1,3}}(?P<year>[12]{D}{{3}})(?![\w])",
    re.ASCII,
)
YEAR_NAME_DAY = re.compile(
    rf"(?<![\w])(?P<year>[12]{D}{{3}})[\s\-/.,]{{1,2}}{NAME}[\s\-/.]{{1,2}}(?P<day>{DAY})(?![\w])", re.ASCII
)
ROMAN_MONTH = re.compile(
    rf"(?<![\w.])(?P<day>\d{{1,2}})\.?[\s\-/.](?P<name>{'|'.join(sorted(ROMAN, key=len, reverse=True))})[\s\-/.](?P<year>[12]\d{{3}})(?![\w])",
    re.ASCII,
)
SPELLED_OUT = re.compile(
    rf"\b(?P<day>(?:twenty-|thirty-)?(?:{'|'.join(ORDINALS)}))\s(?:day\s)?of\s(?P<name>[A-Z][a-z]{{2,8}}),?\s(?:(?:in|of) (?:the year )?)?(?P<year>[12]\d{{3}})(?!\w)",
    re.IGNORECASE | re.ASCII,
)
NAME_YEAR = re.compile(rf"(?<![^\W_]\s)(?<![\w.,-]){NAME}[\s\-/.,]{{1,2}}(?P<year>[12]{D}{{3}})(?![\w])", re.ASCII)
NO_END = re.compile(
    r"长期(?:有效)?|永久有效|无(?:固定)?(?:有效)?期限|not limited|unlimited|indefinite(?:ly)?|no expir(?:y|ation)(?: date)?"
    r"|without (?:an )?(?:end|expiry)|unbefristet|perpetual",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Dated:
    """A day found in a text, and where. `others` are the days that the same signs may mean as well."""

    value: date | None
    start: int
    end: int
    certainty: float
    others: tuple[tuple[date, float], ...] = ()
    is_month: bool = False
    order_sign: str = ""
    """The sign between day and month where their order is open."""

    @property
    def text(self) -> str:
        return self.value.isoformat() if self.value else UNLIMITED

    def last_of_month(self) -> date:
        day = self.value or date.max
        return day.replace(day=calendar.monthrange(day.year, day.month)[1]) if self.is_month else day


def dates_in(text: str) -> list[Dated]:
    """Every day in a text in its order; where two readings overlap, the one that takes more of the text."""
    found = [one for pattern, reader in READERS for match in pattern.finditer(text) if (one := reader(match))]
    found.sort(key=lambda one: (one.start - one.end, one.start))
    kept: list[Dated] = []
    for one in found:
        if all(one.end <= other.start or one.start >= other.end for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda one: one.start)


def with_order(found: Dated, *, day_first: bool | None) -> Dated:
    """The same signs where the rest of the document tells which of day and month stands first."""
    if day_first is None or not found.others or found.value is None:
        return found
    value = found.value if day_first else found.others[0][0]
    return Dated(value, found.start, found.end, 0.9, (), found.is_month, found.order_sign)


def order_in(text: str, sign: str) -> bool | None:
    """Whether the days with this sign begin with the day; None where the text does not tell, or tells both."""
    orders = set()
    for match in (one for pattern in YEAR_LAST for one in pattern.finditer(text)):
        one, two = _digits(match["one"]), _digits(match["two"])
        if match["sign"] == sign and (one > 12) != (two > 12):
            orders.add(one > 12)
    return orders.pop() if len(orders) == 1 else None


def _digits(text: str) -> int:
    return int(text.translate(str.maketrans("OoIl|", "00111")))


def _day(year: int, month_: int, day: int) -> date | None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return date(year, month_, day)
    except ValueError:
        return None


def _spelled(*parts: str) -> float:
    """Less sure where letters stand for digits."""
    return SURE if all(part.isdigit() for part in parts) else MISSPELT


def _chinese(match: re.Match[str]) -> Dated | None:
    year, month_, day = (_chinese_number(match[name]) for name in ("year", "month", "day"))
    value = _day(year or 0, month_ or 0, day or 1)
    if value is None or (match["day"] and day is None):
        return None
    sure = SURE if day else MONTH_ALONE
    return Dated(value, match.start(), match.end(), sure, is_month=not match["day"])


def _chinese_number(text: str | None) -> int | None:
    if not text:
        return None
    written = numeral(text)
    return written if written is not None else _digits(text)


def _year_first(match: re.Match[str]) -> Dated | None:
    parts = match["year"], match["month"], match["day"]
    value = _day(*map(_digits, parts))
    return Dated(value, match.start(), match.end(), _spelled(*parts)) if value else None


def _year_last(match: re.Match[str]) -> Dated | None:
    one, two, year = _digits(match["one"]), _digits(match["two"]), _digits(match["year"])
    is_short = len(match["year"]) == 2
    sure = SHORT_YEAR if is_short else _spelled(match["one"], match["two"], match["year"])
    year += 2000 if is_short else 0
    day_first, month_first = _day(year, two, one), _day(year, one, two)
    if day_first and month_first and day_first != month_first:
        is_dotted = match["sign"] == "."
        first, second = (DAY_FIRST_BY_DOTS, 0.1) if is_dotted else (DAY_FIRST, MONTH_FIRST)
        return Dated(day_first, match.start(), match.end(), min(sure, first), ((month_first, min(sure, second)),), order_sign=match["sign"])  # fmt: skip
    value = day_first or month_first
    return Dated(value, match.start(), match.end(), sure) if value else None


def _named(match: re.Match[str]) -> Dated | None:
    known, parts = month(match["name"]), match.groupdict()
    if known is None:
        return None
    year = _digits(parts["year"])
    is_short, is_month = len(parts["year"]) == 2, "day" not in parts
    value = _day(year + 2000 if is_short else year, known[0], _digits(parts.get("day") or "1"))
    sure = SURE if known[1] else MISSPELT
    sure = min(sure, SHORT_YEAR if is_short else MONTH_ALONE if is_month else SURE)
    return Dated(value, match.start(), match.end(), sure, is_month=is_month) if value else None


def _with_roman_month(match: re.Match[str]) -> Dated | None:
    """A roman II may be an 11 that was read wrongly."""
    year, day, name = int(match["year"]), int(match["day"]), match["name"]
    value, eleventh = _day(year, ROMAN[name], day), _day(year, 11, day)
    if name == "II" and eleventh:
        others = ((eleventh, MONTH_FIRST),)
        return Dated(value or eleventh, match.start(), match.end(), SHORT_YEAR, others if value else ())
    sure = MISSPELT if name == "I" else SURE
    return Dated(value, match.start(), match.end(), sure) if value else None


def _spelled_out(match: re.Match[str]) -> Dated | None:
    known, day = month(match["name"]), DAYS.get(match["day"].lower())
    value = _day(int(match["year"]), known[0], day) if known and day else None
    return Dated(value, match.start(), match.end(), SURE) if value else None


def _no_end(match: re.Match[str]) -> Dated:
    return Dated(None, match.start(), match.end(), SURE)


READERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Dated | None]], ...] = (
    (CHINESE, _chinese),
    *((pattern, _year_first) for pattern in YEAR_FIRST),
    (ROMAN_MONTH, _with_roman_month),
    *((pattern, _year_last) for pattern in YEAR_LAST),
    (DAY_NAME_YEAR, _named),
    (NAME_DAY_YEAR, _named),
    (YEAR_NAME_DAY, _named),
    (NAME_YEAR, _named),
    (SPELLED_OUT, _spelled_out),
    (NO_END, _no_end),
)


def gaps(text: str, found: list[Dated]) -> Iterator[str]:
    """What stands between one day and the next."""
    return (text[one.end : other.start] for one, other in pairwise(found))
