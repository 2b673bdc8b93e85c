"""All decisions, found by person, day, outcome, kind and time taken, and as rows of a spreadsheet."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Case, DateTimeField, F, OuterRef, Q, QuerySet, Subquery, When
from django.utils import timezone, translation

from audits.desk import log
from audits.desk.permissions import WITH_THE_SUPPLIER
from audits.desk.queue_filter import COMPANIES
from audits.models import Correction, Decision
from kpmarket.accounts.models import User
from kpmarket.foundation.spreadsheets import Cell, make_spreadsheet
from suppliers.identity.bare_numbers import bare, bare_column
from suppliers.identity.identifiers import normalise
from suppliers.models import Certificate, CertificateEvent, SupplierEvent
from suppliers.sentences.reasons import sentences

MAX_EXPORTED = 50_000
"""Rows of one file; who needs more takes a shorter run of days."""
HEAD = (
    "decision",
    "decided_at",
    "decided_by",
    "subject",
    "kind",
    "type",
    "number",
    "company",
    "company_zh",
    "credit_code",
    "outcome",
    "effective_on",
    "reasons",
    "handed_in_at",
    "days_since_handed_in",
    "hours_in_hand",
    "corrected",
)


class TooManyRows(Exception):
    """The file would be longer than MAX_EXPORTED rows."""


@dataclass(frozen=True)
class Sought:
    """Which decisions; empty or None: any. ``days`` is the least number of days from handing in to the decision."""

    by: int | None = None
    since: date | None = None
    until: date | None = None
    outcome: str = ""
    kind: str = ""
    days: int | None = None
    words: str = ""

    def as_data(self) -> dict[str, str | int]:
        """What was asked for, for the log; the words are left out, as they may be a name."""
        found = {name: value for name, value in asdict(self).items() if value not in (None, "") and name != "words"}
        found = {name: value.isoformat() if isinstance(value, date) else value for name, value in found.items()}
        return {**found, **({"has_words": True} if self.words else {})}


def decisions(sought: Sought, *, hidden: Collection[int] = ()) -> QuerySet[Decision]:
    """With the moment at which the case was handed in before (``handed_in_at``), and that of a correction
    (``corrected_at``), the newest first; without those on ``hidden`` documents."""
    rows = Decision.objects.select_related("by", "supplier", "certificate__certificate_type", "review")
    rows = rows.exclude(certificate__in=hidden)
    corrected = Correction.objects.filter(corrects=OuterRef("pk"), result__isnull=False).values("result__at")
    rows = rows.annotate(handed_in_at=_handed_in_at(), corrected_at=Subquery(corrected[:1]))
    if sought.by:
        rows = rows.filter(by=sought.by)
    if sought.since:
        rows = rows.filter(at__gte=_midnight(sought.since))
    if sought.until:
        rows = rows.filter(at__lt=_midnight(sought.until + timedelta(days=1)))
    if sought.outcome:
        rows = rows.filter(outcome=sought.outcome)
    if sought.kind:
        of_kind = (
            Q(certificate=None) if sought.kind == COMPANIES else Q(certificate__certificate_type__kind=sought.kind)
        )
        rows = rows.filter(of_kind)
    if sought.days:
        rows = rows.filter(handed_in_at__lte=F("at") - timedelta(days=sought.days))
    if sought.words:
        rows = rows.filter(_speaks_of(sought.words))
    return rows.order_by("-at", "-pk")


def deciders() -> list[tuple[int, str]]:
    """Everybody who ever decided, by name."""
    people = User.objects.filter(pk__in=Decision.objects.order_by().values("by"))
    return [(person.pk, str(person)) for person in people.order_by("name", "pk")]


@transaction.atomic
def export_decisions(sought: Sought, *, by: User, at: datetime, hidden: Collection[int] = ()) -> bytes:
    """The decisions as CSV, the newest first; that somebody took them is an entry of the log. Raises TooManyRows."""
    rows = decisions(sought, hidden=hidden)
    count = rows.count()
    if count > MAX_EXPORTED:
        raise TooManyRows
    content = {"rows": count, "sought": sought.as_data()}
    log.append(act="decisions_exported", subject="decisions", by=by, at=at, content=content)
    with translation.override("en"):
        return make_spreadsheet(_rows(rows.iterator(chunk_size=1000)), "csv")


def days_taken(decision: Decision) -> int | None:
    """Whole days from handing in to the decision; None where it was not handed in before."""
    handed_in_at: datetime | None = getattr(decision, "handed_in_at", None)
    return (decision.at - handed_in_at).days if handed_in_at else None


def hours_in_hand(decision: Decision) -> int | None:
    """Whole hours between taking the case and the decision; None for acts on a closed case."""
    return int((decision.at - decision.review.opened_at).total_seconds() // 3600) if decision.review else None


def _rows(found: Iterator[Any]) -> Iterator[Sequence[Cell]]:
    yield HEAD
    for one in found:
        document: Certificate | None = one.certificate
        kind = document.certificate_type if document else None
        yield (
            one.pk,
            _moment(one.at),
            str(one.by),
            f"certificate:{document.pk}" if document else f"supplier:{one.supplier_id}",
            kind.kind if kind else COMPANIES,
            kind.pk if kind else "",
            document.number if document else "",
            one.supplier.name_en,
            one.supplier.name_zh,
            one.supplier.credit_code,
            one.outcome,
            one.effective_on.isoformat() if one.effective_on else "",
            " ".join(sentences(one.reasons)),
            _moment(one.handed_in_at),
            _or_empty(days_taken(one)),
            _or_empty(hours_in_hand(one)),
            _moment(one.corrected_at),
        )


def _speaks_of(words: str) -> Q:
    """Part of a company's name, its credit code, or part of a document's number, however its spaces and dashes are written."""
    plain = normalise(words)
    found = Q(supplier__name_en__icontains=plain) | Q(supplier__name_zh__icontains=plain)
    if bare_words := bare(plain).upper():
        numbered = Certificate.objects.alias(bare=bare_column("number")).filter(bare__contains=bare_words)
        found |= Q(certificate__in=numbered.values("pk")) | Q(supplier__credit_code=bare_words)
    return found


def _handed_in_at() -> Case:
    """When the supplier handed the case in for the last time before the decision."""
    facts: dict[str, Any] = {"after": "submitted", "before__in": WITH_THE_SUPPLIER, "at__lte": OuterRef("at")}
    document = CertificateEvent.objects.filter(subject=OuterRef("certificate"), **facts).order_by("-at")
    company = SupplierEvent.objects.filter(subject=OuterRef("supplier"), **facts).order_by("-at")
    return Case(
        When(certificate=None, then=Subquery(company.values("at")[:1])),
        default=Subquery(document.values("at")[:1]),
        output_field=DateTimeField(),
    )


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _moment(at: datetime | None) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds") if at else ""


def _or_empty(number: int | None) -> Cell:
    return "" if number is None else number
