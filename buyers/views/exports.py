"""Downloads of what was recorded: every clearance with the days it speaks of and the moments at which we held it true."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from typing import Any, cast

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from audits.desk.permissions import is_auditor
from audits.desk.staff_access import Kind, note_access
from audits.models import NO_END, NO_START, Clearance
from buyers.forms import AxesForm
from buyers.services.past_records import may_look_back, may_read_records_of, recorded_for
from kpmarket.accounts.models import User
from kpmarket.accounts.requests import PersonRequest
from kpmarket.foundation.monitoring.security_log import log_event
from suppliers.models import Product, Supplier

CHUNK = 2000
"""Rows that are in memory at once."""
COLUMNS = {
    "supplier": "supplier_id",
    "product": "product_id",
    "product_type": "product_type_id",
    "model": "product__model",
    "stated_not_verified": "product__listing__unverified",
    "market": "market_id",
    "countries": "countries",
    "state": "state",
    "valid_from": "valid_from",
    "valid_until": "valid_until",
    "recorded_at": "recorded_at",
    "superseded_at": "superseded_at",
    "certificates": "certificates",
    "requirements": "requirements",
    "ends_because": "ends_because",
    "rulebook": "rulebook__edition",
}
FORMULA = ("=", "+", "-", "@", "\t", "\r")
Row = dict[str, Any]


@require_safe
def product_clearances(request: PersonRequest, pk: int) -> HttpResponseBase:
    """Of one product."""
    product = get_object_or_404(Product, pk=pk)
    now = timezone.now()
    if not may_look_back(request.user, product, at=now):
        raise Http404
    rows = Clearance.objects.filter(product=product)
    return download(request, rows, name=f"clearances-of-product-{pk}", now=now)


@require_safe
def supplier_clearances(request: PersonRequest, pk: int) -> HttpResponseBase:
    """Of one company: all its products for auditors, else those that the reader dealt with."""
    company = get_object_or_404(Supplier, pk=pk)
    now = timezone.now()
    if not may_read_records_of(request.user, company, at=now):
        raise Http404
    rows = recorded_for(request.user, at=now).filter(supplier=company)
    return download(request, rows, name=f"clearances-of-supplier-{pk}", now=now)


@require_safe
def all_clearances(request: PersonRequest) -> HttpResponseBase:
    """Of all companies that were ever submitted, for auditors."""
    now = timezone.now()
    if not is_auditor(request.user, at=now):
        raise Http404
    return download(request, recorded_for(request.user, at=now), name="clearances", now=now)


def download(request: HttpRequest, rows: QuerySet[Clearance], *, name: str, now: datetime) -> HttpResponseBase:
    """These rows as CSV, or as JSON; narrowed to a day and to what we held true at a moment where the URL says so."""
    asked = AxesForm(request.GET, now=now)
    if not asked.is_valid():
        return HttpResponse(asked.errors.as_text(), content_type="text/plain; charset=utf-8", status=422)
    if on := asked.cleaned_data["on"]:
        rows = rows.filter(valid_from__lte=on, valid_until__gte=on)
    if known := asked.cleaned_data["known"]:
        rows = rows.known_at(known)  # type: ignore[attr-defined]
    log_event("export", account=request.user.pk, subject=name)
    if request.user.is_staff and request.method == "GET":
        note_access(Kind.EXPORT, name, by=cast(User, request.user), at=now)
    found = _rows(rows)
    if request.GET.get("format") == "json":
        return _stream(_json(found), "application/json", f"{name}.json")
    return _stream(_csv(found), "text/csv; charset=utf-8", f"{name}.csv")


def _stream(lines: Iterator[str], content_type: str, name: str) -> StreamingHttpResponse:
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingHttpResponse(lines, content_type=content_type, headers=disposition)


def _rows(rows: QuerySet[Clearance]) -> Iterator[Row]:
    """Fetched piece by piece, in the order of their keys."""
    for values in rows.order_by("pk").values_list(*COLUMNS.values()).iterator(chunk_size=CHUNK):
        row = {name: _export_value(value) for name, value in zip(COLUMNS, values, strict=True)}
        yield {**row, "stated_not_verified": _in_one_line(row["stated_not_verified"])}


def _in_one_line(lines: str | None) -> str:
    """What the supplier claims of the product and no approved document shows."""
    return "; ".join((lines or "").splitlines())


def _export_value(value: Any) -> Any:
    """Open ends as nothing, moments in UTC."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return None if value in (NO_START, NO_END) else value.isoformat()
    return value


def _csv(rows: Iterable[Row]) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield writer.writerow(COLUMNS)
    for row in rows:
        yield writer.writerow([_cell(value) for value in row.values()])


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        return text


def _cell(value: Any) -> Any:
    """A list as its words or as JSON; text that a spreadsheet would reckon with is kept from it by a quote."""
    if isinstance(value, list):
        plain = all(isinstance(one, int | str) for one in value)
        return " ".join(map(str, value)) if plain else json.dumps(value, ensure_ascii=False)
    if isinstance(value, str) and value.startswith(FORMULA):
        return f"'{value}"
    return value


def _json(rows: Iterable[Row]) -> Iterator[str]:
    """One array, one row to a line."""
    before = "[\n"
    for row in rows:
        yield before + json.dumps(row, ensure_ascii=False)
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"
