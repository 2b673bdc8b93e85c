"""Finding out which kind of file was uploaded, and reading it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from buyers.trade.statements.camt import read_camt
from buyers.trade.statements.csv_file import Layout, read_csv
from buyers.trade.statements.mt940 import is_mt940, read_mt940
from buyers.trade.statements.statement import MAX_BYTES, Refused, Statement, join_statements

UTF_16 = (b"\xff\xfe", b"\xfe\xff")
ENCODINGS = ("utf-8-sig", "gb18030", "cp1252", "latin-1")
"""Tried in this order for text; the last one takes every byte. Chinese banks write GB 18030."""


@dataclass(frozen=True)
class Typed:
    """What a person says about a CSV: its columns, and balances where no column holds them, in minor units."""

    layout: Layout | None = None
    opening: int | None = None
    closing: int | None = None


class Reading(NamedTuple):
    """The kind of file, as ``StatementFile.Kind`` names it, and what it holds."""

    kind: str
    statement: Statement


def read_statement(data: bytes, *, currency: str, typed: Typed) -> Reading:
    """The statement of an account in that currency. Raises Refused with the sentence for whoever uploaded it."""
    if len(data) > MAX_BYTES:
        raise Refused(_("The file is larger than 5 MB: ask the bank for statements of single days."))
    if not data.strip():
        raise Refused(_("The file is empty."))
    if _is_xml(data):
        return Reading("camt.053", join_statements(read_camt(data)))
    text = _decode(data)
    if "\0" in text:
        raise Refused(_("This is no bank statement: we read camt.053, MT940 and CSV."))
    if is_mt940(text):
        return Reading("mt940", join_statements(read_mt940(text)))
    if typed.layout is None:
        raise Refused(_("This is neither camt.053 nor MT940. If it is CSV, name its columns at the account first."))
    statement = read_csv(text, typed.layout, currency=currency, opening=typed.opening, closing=typed.closing)
    return Reading("csv", statement)


def _is_xml(data: bytes) -> bool:
    """Whether the first character that counts opens an element, in UTF-8 or UTF-16."""
    head = data[:200].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return head.startswith(b"<")


def _decode(data: bytes) -> str:
    if data.startswith(UTF_16):
        return data.decode("utf-16", errors="replace")
    for encoding in ENCODINGS[:-1]:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode(ENCODINGS[-1])
