"""Files of reference rates as the European Central Bank publishes them: eurofxref, as XML or CSV, of one day or of many.

<https://www.ecb.europa.eu/stats/policy_and_exchange_rates/euro_reference_exchange_rates/>: ``eurofxref-daily.xml``,
``eurofxref-hist-90d.xml``, and ``eurofxref.csv`` and ``eurofxref-hist.csv`` from their archives.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from html.parser import HTMLParser
from typing import NamedTuple

CURRENCY = re.compile(r"[A-Z]{3}")
NOT_AVAILABLE = frozenset({"", "N/A"})
DAY_FORMATS = ("%Y-%m-%d", "%d %B %Y")
HIGHEST = Decimal(10) ** 9
PLACES = Decimal("0.000001")


class BadRates(ValueError):
    """The file is not one of these, or something in it cannot be read; the text says what."""


class Rate(NamedTuple):
    """How much of a currency one euro is worth on a day."""

    day: date
    currency: str
    per_euro: Decimal


def read_rates(text: str) -> list[Rate]:
    """Every rate in the file. Raises BadRates."""
    rates = list(_of_xml(text) if text.lstrip("\ufeff \r\n\t").startswith("<") else _of_csv(text))
    if not rates:
        raise BadRates("No rate was found. Give the ECB's file eurofxref as XML or CSV, unpacked.")
    return rates


class _Cubes(HTMLParser):
    """Collects the elements ``Cube``: of days, and in them of currencies. Resolves no entities and fetches nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.day = ""
        self.found: list[tuple[str, str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """One element; those that close themselves come here too."""
        if tag.rpartition(":")[2] != "cube":
            return
        said = {name: value or "" for name, value in attrs}
        self.day = said.get("time", self.day)
        if "currency" in said:
            self.found.append((self.day, said["currency"], said.get("rate", "")))


def _of_xml(text: str) -> Iterator[Rate]:
    cubes = _Cubes()
    cubes.feed(text)
    return (_rate(*one) for one in cubes.found)


def _of_csv(text: str) -> Iterator[Rate]:
    """A line of currencies, then one for each day."""
    lines = csv.reader(io.StringIO(text.lstrip("\ufeff")))
    head = [name.strip() for name in next(lines, [])]
    if not head or head[0] != "Date":
        raise BadRates("The first line must begin with “Date”.")
    for cells in lines:
        yield from _of_line(head, [cell.strip() for cell in cells])


def _of_line(head: list[str], cells: Iterable[str]) -> Iterator[Rate]:
    day, *values = cells or [""]
    for currency, value in zip(head[1:], values, strict=False):
        if currency and value not in NOT_AVAILABLE:
            yield _rate(day, currency, value)


def _rate(day: str, currency: str, value: str) -> Rate:
    if not CURRENCY.fullmatch(currency):
        raise BadRates(f"“{currency}” is no currency.")
    try:
        per_euro = Decimal(value)
    except InvalidOperation:
        raise BadRates(f"The rate of {currency} on {day} is no number: “{value}”.") from None
    if not (per_euro.is_finite() and PLACES <= per_euro < HIGHEST):
        raise BadRates(f"The rate of {currency} on {day} cannot be right: {value}.")
    return Rate(_day(day), currency, per_euro.quantize(PLACES))


def _day(text: str) -> date:
    for form in DAY_FORMATS:
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    raise BadRates(f"“{text}” is no day.")
