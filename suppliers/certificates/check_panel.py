"""The check before a submission: the form as it stands, judged as if it were submitted now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import QueryDict

from suppliers.certificates.forms import CertificateForm
from suppliers.certificates.points import Point, State
from suppliers.certificates.readiness import Claim, Document, readiness
from suppliers.certificates.revision_advice import SentBack, usually_sent_back
from suppliers.documents.statements import Statement
from suppliers.models import Certificate, CertificateFile, CertificateReading

S = CertificateReading.State


@dataclass(frozen=True)
class Check:
    """The points to look at before a submission, and how many of them are missing or questions."""

    points: list[Point]
    missing: int
    questions: int
    comparisons: int
    kind: str
    sent_back: SentBack | None


def reading_of(file: CertificateFile) -> CertificateReading | None:
    return getattr(file, "reading", None)


def check(form: CertificateForm, files: list[CertificateFile], *, on: date) -> Check:
    """The points to look at before a submission, as the form stands on the page."""
    claim = _claim(form, files)
    points = readiness(claim, form.proposals, _document(files), on=on)
    counts = {state: sum(point.state == state for point in points) for state in State}
    return Check(
        points=points,
        missing=counts[State.MISSING],
        questions=counts[State.CHECK],
        comparisons=counts[State.COMPARE],
        kind=claim.certificate.certificate_type_id or "",
        sent_back=usually_sent_back(claim.certificate.certificate_type),
    )


def statements_of(file: CertificateFile) -> tuple[Statement, ...]:
    """What a file says of its own standing; nothing while it is not read."""
    row = reading_of(file)
    return row.statements if row and row.state == S.DONE else ()


def _claim(form: CertificateForm, files: list[CertificateFile]) -> Claim:
    """The form judged as if it were submitted now."""
    trial = form if form.is_bound and form.submitting else _trial(form)
    trial.is_valid()
    facts = trial.cleaned_data
    claimed = Certificate(supplier=form.instance.supplier)
    for name in ("certificate_type", "number", "issuer", "issuer_number", "issued_on", "valid_from", "valid_until"):
        setattr(claimed, name, facts.get(name) or (None if name in NULLABLE else ""))
    claimed.stated = {name.removeprefix("stated_"): facts[name] for name in facts if name.startswith("stated_")}
    faults = {name: str(errors[0]) for name, errors in trial.errors.items() if name != "__all__"}
    return Claim(
        claimed,
        list(facts.get("products", ())),
        faults,
        has_no_end=bool(facts.get("has_no_end")),
        compared=frozenset(facts.get("compared", ())),
        own=form.own_values,
        of_kind=trial.of_kind,
        statements=tuple(one for file in files for one in statements_of(file)),
    )


NULLABLE = {"certificate_type", "issued_on", "valid_from", "valid_until"}


def _trial(form: CertificateForm) -> CertificateForm:
    values: Mapping[str, Any] = {name: form[name].value() for name in form.fields}
    data = QueryDict(mutable=True)
    for name, value in values.items():
        items = value if isinstance(value, list | tuple) else [value]
        data.setlist(name, [str(getattr(item, "pk", item)) for item in items if item not in (None, "", False)])
    return CertificateForm(data, instance=form.instance, submitting=True, proposals=form.proposals)


def _document(files: list[CertificateFile]) -> Document:
    if not files:
        return Document.NONE
    states = {row.state for file in files if (row := reading_of(file))}
    if S.DONE in states:
        return Document.READ
    if states & {S.WAITING, S.READING}:
        return Document.WAITING
    return Document.UNREADABLE if states else Document.UNREAD
