"""Documents that a supplier shares, by subject, each with a bar of the days on which it holds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from audits.answers.chinese_names import name_and_original
from suppliers.certificates.page_parts import Bar, Timeline, TimelineRow
from suppliers.models import Certificate, CertificateType

YEARS_BACK, YEARS_AHEAD = 1, 3
SOON_DAYS = 60
MIN_BAR = 4
"""Thousandths of the line: a narrower bar cannot be made out."""


@dataclass(frozen=True)
class DocumentGroup:
    """Documents of one kind, the next to end first."""

    title: str
    documents: list[Certificate]
    timeline: Timeline


def document_groups(documents: Iterable[Certificate], own: tuple[str, str], *, on: date) -> list[DocumentGroup]:
    """The documents by their kind, in the order in which kinds are declared. ``own``: Chinese and English name of their company."""
    by_kind: dict[str, list[Certificate]] = {}
    for document in sorted(documents, key=lambda one: (one.valid_until or date.max, one.pk)):
        if document.certificate_type:
            by_kind.setdefault(document.certificate_type.kind, []).append(document)
    kinds = CertificateType.Kind
    return [
        DocumentGroup(str(kind.label), by_kind[kind], _timeline(by_kind[kind], own, on))
        for kind in kinds
        if kind in by_kind
    ]


def _timeline(documents: list[Certificate], own: tuple[str, str], on: date) -> Timeline:
    start, end = on - timedelta(days=365 * YEARS_BACK), on + timedelta(days=365 * YEARS_AHEAD)
    return Timeline([_row(one, own, start, end, on) for one in documents], _place(on, start, end), start, end)


def _row(document: Certificate, own: tuple[str, str], start: date, end: date, on: date) -> TimelineRow:
    first = _place(document.valid_from or start, start, end)
    last = _place(document.valid_until or end, start, end)
    ends_soon = document.valid_until is not None and (document.valid_until - on).days <= SOON_DAYS
    name = document.certificate_type.display_name if document.certificate_type else ""
    until = (
        _("until %(day)s") % {"day": date_format(document.valid_until)} if document.valid_until else _("no last day")
    )
    facts = [document.number, name_and_original(document.issuer, own=own), until]
    return TimelineRow(
        name, " · ".join(filter(None, facts)), [Bar(first, max(last - first, MIN_BAR), "warn" if ends_soon else "ok")]
    )


def _place(day: date, start: date, end: date) -> int:
    """Where a day lies between two others, in thousandths from 0 to 1000."""
    return min(1000, max(0, (day - start).days * 1000 // (end - start).days))
