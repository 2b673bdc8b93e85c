"""What a person claims for a field, recorded next to what was read for it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
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
    compared: Collection[FieldName] = (),
) -> list[FieldDecision]:
    """Record what a person claims next to what was read; a field that stays as it was decided gets no new row.

    ``compared`` are fields of which the person says that they were compared with the page.

    What is submitted is written once more: the rows of a draft may go with it, these stay.
    """
    read_of_it = _proposals_of(certificate)
    before = latest(certificate)
    rows = [
        row
        for name, value in claimed.items()
        if _is_new(
            before.get(str(name)),
            row := _decision(
                certificate, name, value, read_of_it.every(name), by, at, is_submitted, is_compared=name in compared
            ),
        )
    ]
    return FieldDecision.objects.bulk_create(rows)


def latest(certificate: Certificate) -> dict[str, FieldDecision]:
    """The last decision on each field."""
    rows = certificate.field_decisions.only("field", "claimed", "choice", "is_submitted").order_by("at", "pk")
    return {row.field: row for row in rows}


def _is_new(before: FieldDecision | None, row: FieldDecision) -> bool:
    if before is None:
        return row.claimed != ""
    was_compared = before.choice == FieldDecision.Choice.COMPARED
    is_compared = row.choice == FieldDecision.Choice.COMPARED
    is_handed_in = row.is_submitted and not before.is_submitted
    return before.claimed != row.claimed or is_handed_in or is_compared != was_compared


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
    *,
    is_compared: bool,
) -> FieldDecision:
    same = next((one for one in read if _normalise_spaces(one.value) == _normalise_spaces(value)), None)
    shown = same or next(iter(read), None)
    as_read = FieldDecision.Choice.COMPARED if is_compared else FieldDecision.Choice.CONFIRMED
    choice = as_read if same else FieldDecision.Choice.CORRECTED
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
