"""A list whose publisher gives out no table (a page, a PDF), copied by somebody into a CSV file with our columns."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from datetime import date

from django.utils.translation import gettext as _

from buyers.disputes.lists.listed import MAX_NAMES, ListedParty, ReadList, Unreadable
from buyers.terms.disputes.lists import Kind, published_lists

COLUMNS = ("list", "published", "number", "name", "other_names", "kind", "program")
"""``other_names`` has semicolons between names; ``kind`` and ``program`` may be empty."""
MARK = (COLUMNS[0] + ",").encode()
"""With this begins every such file, apart from a byte order mark."""


def read_table(data: bytes) -> ReadList:
    """The list; the day stands in the file, as what was copied is of that day. Raises Unreadable."""
    try:
        rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error) as error:
        raise Unreadable(_("This table cannot be read: it is to be CSV in UTF-8.")) from error
    if not rows or tuple(rows[0]) != COLUMNS:
        raise Unreadable(_("The first line of such a table is: %(columns)s") % {"columns": ",".join(COLUMNS)})
    read = [(line, _fields(row, line)) for line, row in enumerate(rows[1:], start=2) if any(row)]
    if not read:
        raise Unreadable(_("This table has no names."))
    lists = {(fields["list"], fields["published"]) for _line, fields in read}
    if len(lists) > 1:
        raise Unreadable(_("One table holds one list of one day."))
    parties = tuple(_party(fields, line) for line, fields in read)
    if sum(len(party.names) for party in parties) > MAX_NAMES:
        raise Unreadable(_("This file has more names than a list of sanctions can have."))
    return ReadList(_list_named(read[0][1]["list"]), _day(read[0][1]["published"]), parties)


def _fields(row: Sequence[str], line: int) -> Mapping[str, str]:
    if len(row) != len(COLUMNS):
        raise Unreadable(_("Line %(line)s has %(count)s columns, not %(most)s.") % _column_numbers(line, row))
    return dict(zip(COLUMNS, (" ".join(cell.split()) for cell in row), strict=True))


def _column_numbers(line: int, row: Sequence[str]) -> dict[str, int]:
    return {"line": line, "count": len(row), "most": len(COLUMNS)}


def _party(fields: Mapping[str, str], line: int) -> ListedParty:
    kind = fields["kind"] or Kind.ORGANISATION.value
    if not fields["name"] or kind not in {one.value for one in Kind}:
        raise Unreadable(_("Line %(line)s has no name, or a kind that is none.") % {"line": line})
    names = (fields["name"], *(name.strip() for name in re.split("[;；]", fields["other_names"])))
    return ListedParty(fields["number"], Kind(kind), tuple(dict.fromkeys(filter(None, names))), fields["program"])


def _list_named(name: str) -> str:
    """Only a list whose own format we do not read: what a publisher gives out as a table is loaded as it is."""
    known = published_lists().get(name)
    if known is None or known.is_read:
        usual = ", ".join(one.id for one in published_lists().values() if not one.is_read)
        raise Unreadable(_("The column list names one of: %(lists)s.") % {"lists": usual})
    return name


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Unreadable(_("The column published has the day of the list, as 2026-11-28.")) from error
