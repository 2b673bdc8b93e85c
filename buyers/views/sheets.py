"""Lists and comparisons as files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.http import HttpResponse

from kpmarket.foundation.spreadsheets import CONTENT_TYPES, Cell, Kind, make_spreadsheet


def sheet(rows: Iterable[Sequence[Cell]], kind: Kind, *, name: str) -> HttpResponse:
    """The rows as a download of that name."""
    response = HttpResponse(make_spreadsheet(rows, kind), content_type=CONTENT_TYPES[kind])
    response["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    response["Cache-Control"] = "private, no-store"
    return response
