"""Reading CSV of online banking, with the columns that a person named once for the account.

CSV says neither whose account it is nor its balances unless a column does: what is missing is typed at the upload.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from buyers.trade.statements.statement import (
    Entry,
    Refused,
    Statement,
    bounded,
    clean_reference,
    clean_text,
    day_in_bounds,
    minor_units,
    sum_in_words,
)

DAY_FORMATS = {
    "ymd": ("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y%m%d"),
    "dmy": ("%d.%m.%Y", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%y", "%d/%m/%y"),
    "mdy": ("%m/%d/%Y", "%m-%d-%Y", "%m/%d/%y"),
}
SEPARATORS = ";,\t|"
MAX_HEAD_LINES = 40
"""Lines before the one with the names of the columns, as some banks write them."""
GROUPED = {
    mark: re.compile(rf"[0-9]{{1,3}}(?:[{separator}'’\s][0-9]{{2,3}})*[{separator}'’\s][0-9]{{3}}(?![0-9])")
    for mark, separator in ((".", ","), (",", "."))
}
"""Whole numbers with separators of thousands, by the decimal mark: the last group has three digits, so ``12,50`` is none."""


@dataclass(frozen=True)
class Layout:
    """Names of a bank's columns; an empty one is not there. ``amount`` is signed, else ``paid_in`` and ``paid_out`` are not."""

    booked_on: str
    amount: str = ""
    paid_in: str = ""
    paid_out: str = ""
    valued_on: str = ""
    name: str = ""
    number: str = ""
    text: str = ""
    bank_ref: str = ""
    end_to_end_id: str = ""
    balance: str = ""
    currency: str = ""
    days: str = "ymd"
    decimal: str = "."

    def as_data(self) -> dict[str, str]:
        return asdict(self)


def layout_of(data: Mapping[str, Any]) -> Layout:
    """The layout that ``as_data`` wrote; keys of other versions are passed over."""
    return Layout(**{key: str(value) for key, value in data.items() if key in Layout.__dataclass_fields__})


def read_csv(text: str, layout: Layout, *, currency: str, opening: int | None, closing: int | None) -> Statement:
    """The statement. ``opening`` and ``closing`` are what was typed, for a CSV without a column of balances. Raises Refused."""
    rows = _rows(text, layout)
    found = [(entry, row) for row in rows if (entry := _entry(row, layout, currency)) is not None]
    entries = list(bounded(entry for entry, _row in found))
    if not entries:
        raise Refused(_("The file holds no entry. Are the names of the columns still right?"))
    balances = [_signed(row[layout.balance], layout, currency) for _entry_, row in found] if layout.balance else []
    if entries[0].booked_on > entries[-1].booked_on or _runs_backwards(entries, balances):
        entries.reverse()
        balances.reverse()
    if balances:
        opening, closing = balances[0] - entries[0].amount, balances[-1]
    if opening is None or closing is None:
        raise Refused(_("This CSV has no column of balances: enter the opening and the closing balance."))
    _require_running_balances(entries, balances, currency)
    days = [entry.booked_on for entry in entries]
    return Statement("", currency, "", min(days), max(days), opening, closing, tuple(entries))


def _rows(text: str, layout: Layout) -> list[dict[str, str]]:
    """The rows as mappings from the names of the columns. Raises Refused where the named ones are not there."""
    needed = [name for key, name in asdict(layout).items() if name and key not in ("days", "decimal")]
    for separator in SEPARATORS:
        reader = csv.reader(io.StringIO(text), delimiter=separator)
        try:
            for number, names in enumerate(reader):
                titles = [name.strip() for name in names]
                if set(needed) <= set(titles):
                    return [dict(zip(titles, row, strict=False)) for row in bounded_rows(reader, len(titles))]
                if number > MAX_HEAD_LINES:
                    break
        except csv.Error as error:
            raise Refused(_("This file is not whole: the bank's CSV cannot be read.")) from error
    raise Refused(_("The file has not all columns of this account: %(names)s.") % {"names": ", ".join(needed)})


def bounded_rows(reader: Any, width: int) -> list[Sequence[str]]:
    """Rows that are as wide as the head; shorter ones are notes of the bank."""
    return list(bounded(row for row in reader if len(row) >= width))


def _entry(row: Mapping[str, str], layout: Layout, currency: str) -> Entry | None:
    """One row; None for one of no amount. Raises Refused."""
    written = row[layout.currency].strip().upper() if layout.currency else currency
    if layout.amount:
        amount = _signed(row[layout.amount], layout, currency)
    else:
        paid_in, paid_out = (
            _signed(row.get(name, "") or "0", layout, currency) for name in (layout.paid_in, layout.paid_out)
        )
        amount = abs(paid_in) - abs(paid_out)
    if not amount:
        return None
    booked = _day(row[layout.booked_on], layout)
    valued = row[layout.valued_on].strip() if layout.valued_on else ""
    return Entry(
        booked_on=booked,
        valued_on=_day(valued, layout) if valued else booked,
        amount=amount,
        currency=written,
        bank_ref=clean_reference(row.get(layout.bank_ref, ""), 80),
        payer_name=clean_text(row.get(layout.name, ""), 200),
        payer_account=clean_text(row.get(layout.number, ""), 60),
        remittance=clean_text(row.get(layout.text, ""), 1000),
        end_to_end_id=clean_reference(row.get(layout.end_to_end_id, "")),
    )


def _signed(text: str, layout: Layout, currency: str) -> int:
    """A signed sum as banks write it: ``-1.234,50``, ``1 234.50-``, ``+7``. Raises Refused."""
    written = text.strip().replace("−", "-")
    is_negative = written.startswith("-") or written.endswith("-")
    digits = written.removeprefix("-").removeprefix("+").removesuffix("-").strip()
    if begins := GROUPED[layout.decimal].match(digits):
        digits = re.sub(r"[^0-9]", "", begins[0]) + digits[begins.end() :]
    other = "." if layout.decimal == "," else ","
    amount = minor_units(text if other in digits else digits.replace(",", "."), currency)
    if is_negative and not amount:
        minor_units(text.strip(), currency)
    return -amount if is_negative else amount


def _day(text: str, layout: Layout) -> date:
    """A day in the order of this bank. Raises Refused."""
    for form in DAY_FORMATS[layout.days]:
        try:
            return day_in_bounds(datetime.strptime(text.strip()[:10], form).date())
        except ValueError:
            continue
    raise Refused(_("The file holds “%(text)s” where a day belongs.") % {"text": clean_text(text, 40)})


def _runs_backwards(entries: Sequence[Entry], balances: Sequence[int]) -> bool:
    """Whether the newest entry stands first: then each balance is the one below it and its own amount."""
    pairs = list(zip(balances, balances[1:], entries, strict=False))
    return bool(pairs) and all(above == below + entry.amount for above, below, entry in pairs)


def _require_running_balances(entries: Sequence[Entry], balances: Sequence[int], currency: str) -> None:
    """Raise Refused where a balance is not the one before it and the amount: a row is missing."""
    for before, after, entry in zip(balances, balances[1:], entries[1:], strict=False):
        if before + entry.amount != after:
            sums = {
                "before": sum_in_words(before, currency),
                "after": sum_in_words(after, currency),
                "day": entry.booked_on.isoformat(),
            }
            raise Refused(_("Between the balances %(before)s and %(after)s of %(day)s an entry is missing.") % sums)
