"""Reading MT940 (SWIFT), as banks really send it: with and without headers, several messages in one file, cut into pages.

Own reader: the library mt-940 keeps one set of balances for a whole file, so a file of several messages loses all but the
last, and it passes over lines that it does not know; here each line has a place or the file is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext_lazy as _

from buyers.trade.statements.mt940_text import read_information
from buyers.trade.statements.statement import (
    Entry,
    Refused,
    Statement,
    bounded,
    clean_reference,
    clean_text,
    compact_number,
    day_in_bounds,
    minor_units,
)

TAG = re.compile(r":([0-9]{2}[A-Z]?):")
BALANCE = re.compile(r"([CD])([0-9]{6})([A-Z]{3})([0-9]{1,15}(?:,[0-9]{0,3})?)")
LINE = re.compile(
    r"(?P<value>[0-9]{6})(?P<entry>[0-9]{4})?(?P<mark>R[CD]|E[CD]|[CD])(?P<funds>[A-Z])?"
    r"(?P<amount>[0-9]{1,15}(?:,[0-9]{0,3})?)(?P<type>[A-Z][A-Z0-9]{3})(?P<rest>.*)"
)
"""Field 61: value day, day of entry, debit or credit, third letter of the currency, amount, type, references."""
OPENING, CLOSING = ("60F", "60M"), ("62F", "62M")
KNOWN = {
    "20",
    "21",
    "25",
    "25P",
    "28",
    "28C",
    "60F",
    "60M",
    "61",
    "62F",
    "62M",
    "64",
    "65",
    "86",
    "13D",
    "34F",
    "90D",
    "90C",
}
CENTURY = 2000


@dataclass
class _Message:
    """One message while it is read; an entry is field 61 with its field 86."""

    fields: dict[str, str] = field(default_factory=dict)
    lines: list[list[str]] = field(default_factory=list)


def is_mt940(text: str) -> bool:
    """Whether the text looks like it: it has an account and an opening balance."""
    return ":25" in text and bool(re.search(r"^:60[FM]:", text, re.MULTILINE))


def read_mt940(text: str) -> list[Statement]:
    """The statements of the file. Raises Refused."""
    return [_statement(message) for message in _messages(text)]


def _messages(text: str) -> Iterator[_Message]:
    """The messages of the file, each beginning with field 20."""
    message = _Message()
    for tag, value in _fields(text):
        if tag == "20" and message.fields:
            yield message
            message = _Message()
        if tag == "61":
            message.lines.append([value, ""])
        elif tag == "86" and message.lines and "62F" not in message.fields and "62M" not in message.fields:
            message.lines[-1][1] = value
        elif tag != "86":
            message.fields[tag] = value
    if message.fields:
        yield message


def _fields(text: str) -> Iterator[tuple[str, str]]:
    """Tag and value of each field; a value keeps its line ends. Headers, and the dash that ends a message, are passed over."""
    tag, lines = "", [""]
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        begins = TAG.match(line[line.find("{4:") + 3 :] if "{4:" in line else line)
        if begins or line.strip() in ("-", "-}", "") or line.startswith(("{", "-}")):
            if tag:
                yield tag, "\n".join(lines)
            tag = ""
        if begins:
            if begins[1] not in KNOWN:
                raise Refused(_("The file holds the field :%(tag)s:, which no MT940 has.") % {"tag": begins[1]})
            rest = line[line.find("{4:") + 3 :] if "{4:" in line else line
            tag, lines = begins[1], [rest[begins.end() :]]
        elif tag:
            lines.append(line)
    if tag:
        yield tag, "\n".join(lines)


def _statement(message: _Message) -> Statement:
    balances = [_balance(message, tags) for tags in (OPENING, CLOSING)]
    (opening, from_on, currency), (closing, until_on, _currency) = balances
    account = message.fields.get("25", message.fields.get("25P", ""))
    entries = tuple(bounded(_entry(line, text, currency) for line, text in message.lines))
    return Statement(
        number=compact_number(account.partition("\n")[0].removesuffix(currency)),
        currency=currency,
        statement_id=clean_text(message.fields.get("28C", message.fields.get("28", message.fields.get("20", ""))), 120),
        from_on=min([from_on, *(entry.booked_on for entry in entries)]),
        until_on=until_on,
        opening=opening,
        closing=closing,
        entries=entries,
    )


def _balance(message: _Message, tags: tuple[str, str]) -> tuple[int, date, str]:
    """Signed sum, day and currency of the opening or closing balance."""
    written = next((message.fields[tag] for tag in tags if tag in message.fields), "")
    found = BALANCE.fullmatch(written.strip())
    if not found:
        raise Refused(_("The statement does not say its opening and its closing balance."))
    amount = minor_units(found[4].replace(",", "."), found[3])
    return (-amount if found[1] == "D" else amount), _day(found[2]), found[3]


def _entry(line: str, information: str, currency: str) -> Entry:
    """One booking of field 61, with what field 86 says about it."""
    first, _newline, supplement = line.partition("\n")
    found = LINE.fullmatch(first.strip())
    if not found:
        raise Refused(_("The file holds “%(text)s” where an entry belongs.") % {"text": clean_text(first, 40)})
    mark, amount = found["mark"], minor_units(found["amount"].replace(",", "."), currency)
    if mark[0] == "E":
        raise Refused(_("The file holds entries that are only expected: ask the bank for booked statements."))
    customer, _slashes, bank = found["rest"].partition("//")
    valued = _day(found["value"])
    said = read_information(information)
    is_credit = mark in ("C", "RD")
    return Entry(
        booked_on=_booked_on(valued, found["entry"]),
        valued_on=valued,
        amount=amount if is_credit else -amount,
        currency=currency,
        bank_ref=clean_reference(bank, 80),
        payer_name=said.name,
        payer_account=said.account,
        remittance=clean_text(f"{said.text} {supplement.strip().strip('/')}", 1000),
        reference=said.reference,
        end_to_end_id=said.end_to_end_id or clean_reference(customer),
        code=f"{found['type']} {said.code}".strip(),
        return_reason=said.return_reason,
        is_reversal=mark.startswith("R"),
    )


def _day(text: str) -> date:
    """YYMMDD as a day. Raises Refused."""
    try:
        return day_in_bounds(date(CENTURY + int(text[:2]), int(text[2:4]), int(text[4:6])))
    except ValueError as error:
        raise Refused(_("The file holds “%(text)s” where a day belongs.") % {"text": text}) from error


def _booked_on(valued: date, written: str | None) -> date:
    """The day of entry has no year: it is the nearest one to the value day."""
    if not written:
        return valued
    try:
        days = [
            date(year, int(written[:2]), int(written[2:])) for year in (valued.year - 1, valued.year, valued.year + 1)
        ]
    except ValueError:
        return valued
    return min(days, key=lambda day: abs((day - valued).days))
