"""What a person claims for a field, recorded next to what was read for it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from kpmarket.accounts.models import User
from suppliers.documents import packing
from suppliers.documents.fields import FieldName, Fields, Proposal
from suppliers.models import Certificate, CertificateReading, FieldDecision


@transaction.atomic
def decide(
    certificate: Certificate,
    claimed: Mapping[FieldName, str],
    *,
    by: User | None,
    at: datetime,
    is_submitted: bool = False,
) -> list[FieldDecision]:
    """Record what a person claims next to what was read; a field that stays as it was decided gets no new row.

    What is submitted is written once more: the rows of a draft may go with it, these stay.
    """
    read_of_it = _proposals_of(certificate)
    rows_before = certificate.field_decisions.order_by("at", "pk").values_list("field", "claimed", "is_submitted")
    before = {field: (value, was_submitted) for field, value, was_submitted in rows_before}
    rows = [
        _decision(certificate, name, value, read_of_it.every(name), by, at, is_submitted)
        for name, value in claimed.items()
        if _is_new(before.get(str(name)), value, is_submitted)
    ]
    return FieldDecision.objects.bulk_create(rows)


def _is_new(before: tuple[str, bool] | None, value: str, is_submitted: bool) -> bool:
    if before is None:
        return value != ""
    claimed, was_submitted = before
    return claimed != value or (is_submitted and not was_submitted)


def claims(certificate: Certificate) -> dict[FieldName, str]:
    """What a certificate's own fields claim, in the words in which proposals are made."""
    stated = certificate.stated
    days = {
        FieldName.ISSUED_ON: certificate.issued_on,
        FieldName.VALID_FROM: certificate.valid_from,
        FieldName.VALID_UNTIL: certificate.printed_until or certificate.valid_until,
    }
    return {
        FieldName.KIND: certificate.certificate_type_id or "",
        FieldName.NUMBER: certificate.number,
        FieldName.ISSUER: certificate.issuer,
        FieldName.ISSUER_NUMBER: certificate.issuer_number,
        **{name: day.isoformat() if day else "" for name, day in days.items()},
        FieldName.STANDARD: _as_text(stated.get("standard", "")),
        FieldName.CLASS: _as_text(stated.get("class", "")),
    }


def _as_text(stated: str | list[str]) -> str:
    return stated if isinstance(stated, str) else ", ".join(stated)


def _proposals_of(certificate: Certificate) -> Fields:
    """The proposals of all its files, the surest first."""
    rows = CertificateReading.objects.filter(
        file__certificate=certificate, file__removed_at=None, state=CertificateReading.State.DONE
    )
    return Fields.of(one for row in rows.order_by("file") for one in row.proposals.proposals)


def _decision(
    certificate: Certificate,
    name: FieldName,
    value: str,
    read: tuple[Proposal, ...],
    by: User | None,
    at: datetime,
    is_submitted: bool,
) -> FieldDecision:
    same = next((one for one in read if _normalise_spaces(one.value) == _normalise_spaces(value)), None)
    shown = same or next(iter(read), None)
    choice = FieldDecision.Choice.CONFIRMED if same else FieldDecision.Choice.CORRECTED
    return FieldDecision(
        certificate=certificate,
        field=str(name),
        read=shown.value if shown else "",
        claimed=value,
        choice=choice if shown else FieldDecision.Choice.TYPED,
        page=shown.page if shown else None,
        box=packing.pack(shown.box) if shown else None,
        is_submitted=is_submitted,
        by=by,
        at=at,
    )


def _normalise_spaces(text: str) -> str:
    return " ".join(text.casefold().split())
