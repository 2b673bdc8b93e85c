"""Reading camt.053 (ISO 20022, versions 02 to 14): by the local names of its elements, which the versions share.

The file is read once from its beginning; an entry is forgotten as soon as it is read, so that memory stays bounded.
Document types are refused before anything in them is expanded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse
from django.utils.translation import gettext_lazy as _

from buyers.trade.statements.batches import entries_of
from buyers.trade.statements.elements import all_at, local_name, text_at
from buyers.trade.statements.statement import (
    MAX_ENTRIES,
    Entry,
    Refused,
    Statement,
    clean_text,
    compact_number,
    iso_day,
    minor_units,
    too_many_entries,
)

MAX_DEPTH = 40
"""Elements inside elements; a camt.053 has about fifteen."""
MAX_ELEMENTS = 60 * MAX_ENTRIES
MESSAGE = re.compile(r"(camt|pain|pacs)\.\d{3}\.\d{3}(\.\d{2,3})?")
OPENING, CLOSING = ("OPBD", "PRCD"), ("CLBD",)
"""Codes of booked balances: opening, or the closing one of the day before; and closing."""


@dataclass
class _Reading:
    """One statement while it is read."""

    head: dict[str, str] = field(default_factory=dict)
    balances: list[tuple[str, int, date, str]] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)


def read_camt(data: bytes) -> list[Statement]:
    """The statements of a camt.053. Raises Refused."""
    try:
        return list(_statements(data))
    except DefusedXmlException as error:
        raise Refused(_("This file holds definitions that we do not open.")) from error
    except (ParseError, LookupError, ValueError, RecursionError) as error:
        raise Refused(_("This file is not whole: the bank's XML cannot be read.")) from error


def _statements(data: bytes) -> Iterator[Statement]:
    reading, count, elements, is_message = _Reading(), 0, 0, False
    path: list[str] = []
    for event, element in iterparse(BytesIO(data), events=("start", "end"), forbid_dtd=True):
        name = local_name(element)
        if event == "start":
            path.append(name)
            elements += 1
            if len(path) == 1:
                _require_statement_message(element)
            if len(path) > MAX_DEPTH or elements > MAX_ELEMENTS:
                raise Refused(_("This file is no bank statement: it has more elements than one can have."))
            continue
        path.pop()
        is_message = is_message or name == "BkToCstmrStmt"
        if path[-1:] == ["Stmt"]:
            count += name == "Ntry"
            if count > MAX_ENTRIES:
                raise too_many_entries()
            _take(reading, name, element)
            element.clear()
        elif name == "Stmt":
            yield _finish(reading)
            reading = _Reading()
            element.clear()
    if not is_message:
        raise Refused(_("This XML is no bank statement: we read camt.053."))


def _require_statement_message(root: Element) -> None:
    """Raise Refused where the namespace names another message than a statement."""
    namespace = root.tag.partition("}")[0] if "}" in root.tag else ""
    found = MESSAGE.search(namespace)
    if found and not found[0].startswith("camt.053"):
        raise Refused(
            _("This is a %(message)s, not a statement of the day: ask the bank for camt.053.") % {"message": found[0]}
        )
    if namespace and not found:
        raise Refused(_("This XML is no bank statement: we read camt.053."))


def _take(reading: _Reading, name: str, element: Element) -> None:
    """Read one child of the statement."""
    if name == "Ntry":
        reading.entries += entries_of(element)
    elif name == "Bal":
        reading.balances.append(_balance(element))
    elif name == "Acct":
        number = text_at(element, "Id/IBAN") or text_at(element, "Id/Othr/Id")
        reading.head |= {"number": compact_number(number), "currency": text_at(element, "Ccy")}
    elif name == "FrToDt":
        reading.head |= {"from": text_at(element, "FrDtTm"), "until": text_at(element, "ToDtTm")}
    elif name in ("Id", "ElctrncSeqNb"):
        reading.head[name] = element.text or ""


def _balance(element: Element) -> tuple[str, int, date, str]:
    """Code, signed sum, day and currency of one balance."""
    code = text_at(element, "Tp/CdOrPrtry/Cd") or text_at(element, "Tp/CdOrPrtry/Prtry")
    amounts = all_at(element, "Amt")
    currency = amounts[0].get("Ccy", "") if amounts else ""
    amount = minor_units(amounts[0].text or "" if amounts else "", currency)
    sign = -1 if text_at(element, "CdtDbtInd") == "DBIT" else 1
    return code, sign * amount, iso_day(text_at(element, "Dt/Dt") or text_at(element, "Dt/DtTm")), currency


def _finish(reading: _Reading) -> Statement:
    """The statement of what was read. Raises Refused where a balance is missing."""
    openings = [one for code in OPENING for one in reading.balances if one[0] == code]
    closings = [one for code in CLOSING for one in reading.balances if one[0] == code]
    if not openings or not closings:
        raise Refused(_("The statement does not say its opening and its closing balance."))
    opening, closing = openings[0], closings[-1]
    head: dict[str, Any] = {"number": "", "currency": "", "Id": "", **reading.head}
    days = [entry.booked_on for entry in reading.entries]
    return Statement(
        number=head["number"],
        currency=head["currency"] or closing[3],
        statement_id=clean_text(head["Id"], 120),
        from_on=iso_day(head["from"]) if head.get("from") else min([*days, closing[2]]),
        until_on=iso_day(head["until"]) if head.get("until") else closing[2],
        opening=opening[1],
        closing=closing[1],
        entries=tuple(reading.entries),
    )
