"""Reads what temperature loggers export as text: a block about the logger, a row of headings, then readings.

Makers differ: Sensitech TempTale and LogTag write commas, ELPRO Libero and testo often semicolons with a decimal comma; °C or
°F stand in a heading or behind the figures; days come as 2026-11-30, 30.11.2026, 11/30/2026 or 30-Nov-2026. So nothing is
assumed of a maker: the heading is the row that names a time and a temperature and is followed by readings.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from buyers.terms.delivery.logger_days import Moment, read_moments
from buyers.terms.errors import TermsError

MAX_BYTES = 5 * 2**20
MAX_ROWS = 100_000
MAX_CELL = 400
MAX_COLUMNS = 40
HEADING_ROWS = 300
"""The heading stands among the first rows."""
ENCODINGS = ("utf-8-sig", "gb18030", "cp1252")
WESTERN_DEGREES = re.compile(rb"\xb0\s?[CF]")
"""A degree of the western code page; in the Chinese one these two bytes are a character that nobody uses."""
BYTE_ORDER_MARKS = (b"\xff\xfe", b"\xfe\xff")
DELIMITERS = (";", "\t", ",")
COLDEST, WARMEST = -20_000, 20_000
"""Hundredths of a degree Celsius beyond which a figure is no temperature of goods."""
_TEMPERATURE = re.compile(
    r"temp|°\s*[CF]\b|℃|℉|\bdeg\s*[CF]\b|温度|reading|messwert|kanal|channel|^\s*[CF]\s*$", re.IGNORECASE
)
_NOT_GOODS = re.compile(
    r"#|\bno\b|dew|taupunkt|露点|humid|feucht|湿度|%|battery|alarm|event|mkt|ambient", re.IGNORECASE
)
_TIME = re.compile(r"date|time|datum|zeit|日期|时间|fecha|hora|heure|moment", re.IGNORECASE)
_ELAPSED = re.compile(r"elapsed|duration|vergangen|interval", re.IGNORECASE)
_FAHRENHEIT = re.compile(r"°\s*F\b|℉|\bdeg\s*F\b|fahrenheit|[(\[]\s*F\s*[)\]]", re.IGNORECASE)
_CELSIUS = re.compile(r"°\s*C\b|℃|\bdeg\s*C\b|celsius|[(\[]\s*C\s*[)\]]", re.IGNORECASE)
_SERIAL = re.compile(r"serial|seriennummer|s/n|序列号", re.IGNORECASE)
_FIGURE = re.compile(r"([+\-−]?)\s*(\d{1,3})(?:[.,](\d{1,4}))?\s*(°?\s*[CF]|℃|℉)?", re.IGNORECASE)


class Reading(NamedTuple):
    """``temperature`` in hundredths of a degree Celsius, at a time on the logger's own clock."""

    at: datetime
    temperature: int


@dataclass(frozen=True)
class LoggerFile:
    """Channels with their readings in order of time. ``skipped`` rows hold no figure; ``serial`` is empty where not named."""

    channels: tuple[tuple[Reading, ...], ...]
    serial: str
    unit: str
    skipped: int


@dataclass(frozen=True)
class _Table:
    """Rows under a heading: the columns of date and time, and those of temperatures."""

    times: tuple[int, ...]
    channels: tuple[int, ...]
    is_fahrenheit: bool
    rows: Sequence[list[str]]


def read_logger_file(content: bytes, *, day_order: str = "") -> LoggerFile:
    """The readings of such a file. ``day_order`` is ``dmy`` or ``mdy`` where a person said how its days are written.

    Raises TermsError: ``too-large`` (most), ``too-many-rows`` (most), ``not-text``, ``no-readings`` and ``unit-unknown``,
    ``day-order-unclear`` where 03/04 may be either, ``not-in-order`` where times jump back.
    """
    text = _text_of(content)
    for delimiter in DELIMITERS:
        rows = list(_rows_of(text, delimiter))
        if table := _table_in(rows):
            return _readings(table, _serial_in(rows), _unit_in(rows, table), day_order)
    raise TermsError("no-readings")


def _text_of(content: bytes) -> str:
    if len(content) > MAX_BYTES:
        raise TermsError("too-large", most=MAX_BYTES)
    encodings: tuple[str, ...] = ("utf-16",) if content.startswith(BYTE_ORDER_MARKS) else ENCODINGS
    if WESTERN_DEGREES.search(content) and encodings == ENCODINGS:
        encodings = ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise TermsError("not-text")


def _rows_of(text: str, delimiter: str) -> Iterator[list[str]]:
    """The cells of each row that is not empty."""
    lines = text.splitlines()
    if len(lines) > MAX_ROWS:
        raise TermsError("too-many-rows", most=MAX_ROWS)
    try:
        for row in csv.reader(lines, delimiter=delimiter):
            cells = [cell.strip()[:MAX_CELL] for cell in row[:MAX_COLUMNS]]
            if any(cells):
                yield cells
    except csv.Error:
        return


def _table_in(rows: list[list[str]]) -> _Table | None:
    for number, heading in enumerate(rows[:HEADING_ROWS]):
        times = tuple(i for i, cell in enumerate(heading) if _TIME.search(cell) and not _ELAPSED.search(cell))
        channels = tuple(
            i
            for i, cell in enumerate(heading)
            if i not in times and _TEMPERATURE.search(cell) and not _NOT_GOODS.search(cell)
        )
        following = next(iter(rows[number + 1 : number + 2]), [])
        if times and channels and _figure(_cell(following, channels[0])) is not None:
            words = " ".join(heading[i] for i in channels)
            return _Table(times[:2], channels, bool(_FAHRENHEIT.search(words)), rows[number + 1 :])
    return None


def _unit_in(rows: list[list[str]], table: _Table) -> str:
    """C or F: by the headings, behind the figures, or in the block before. Raises TermsError ``unit-unknown``."""
    if table.is_fahrenheit:
        return "F"
    head = rows[: len(rows) - len(table.rows)]
    named = " ".join(cell for row in head for cell in row) + " ".join(_cell(table.rows[0], i) for i in table.channels)
    is_f, is_c = bool(_FAHRENHEIT.search(named)), bool(_CELSIUS.search(named))
    if is_f != is_c:
        return "F" if is_f else "C"
    heading = " ".join(head[-1])
    if _CELSIUS.search(heading):
        return "C"
    raise TermsError("unit-unknown")


def _serial_in(rows: list[list[str]]) -> str:
    for row in rows[:HEADING_ROWS]:
        if _SERIAL.search(row[0]):
            value = next((cell for cell in row[1:] if cell), "") or row[0].partition(":")[2].strip()
            return value[:60]
    return ""


def _readings(table: _Table, serial: str, unit: str, day_order: str) -> LoggerFile:
    written, figures, skipped = [], [], 0
    for row in table.rows:
        moment = Moment.parse(" ".join(_cell(row, i) for i in table.times))
        values = [_figure(_cell(row, i)) for i in table.channels]
        if moment is None or all(value is None for value in values):
            skipped += 1
            continue
        written.append(moment)
        figures.append([_celsius(value, unit) if value is not None else None for value in values])
    moments = read_moments(written, day_order)
    if not moments:
        raise TermsError("no-readings")
    channels = tuple(
        tuple(Reading(at, row[i]) for at, row in zip(moments, figures, strict=True) if row[i] is not None)  # type: ignore[arg-type]
        for i in range(len(table.channels))
    )
    found = tuple(channel for channel in channels if channel)
    if any(not COLDEST <= one.temperature <= WARMEST for channel in found for one in channel):
        raise TermsError("no-readings")
    return LoggerFile(found, serial, unit, skipped)


def _cell(row: Sequence[str], number: int) -> str:
    return row[number] if number < len(row) else ""


def _figure(cell: str) -> int | None:
    """Ten thousandths of a degree; None where there is no figure."""
    match = _FIGURE.fullmatch(cell.strip())
    if not match:
        return None
    mark, whole, fraction, _unit = match.groups(default="")
    value = int(whole) * 10_000 + int(fraction.ljust(4, "0") or 0)
    return -value if mark in ("-", "−") and mark else value


def _celsius(value: int, unit: str) -> int:
    """Hundredths of a degree Celsius, rounded half up."""
    if unit == "F":
        value, scale = (value - 320_000) * 5, 900
    else:
        scale = 100
    return (2 * value + scale) // (2 * scale)
