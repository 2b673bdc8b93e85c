"""Documents that auditors approved, as a measure of how well documents are read; only of companies that allow it.

What was read, what was claimed and what was decided come together here: an approved claim is the truth, and today's
extractors answer for the stored reading. Nothing of it leaves this installation.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, Max

from suppliers.documents.fields import FieldName
from suppliers.documents.scoring import LabelledReading
from suppliers.models import Certificate, CertificateEvent, CertificateReading, ReadingConsent
from suppliers.readings.field_decisions import claims

JUDGED = (
    FieldName.KIND,
    FieldName.NUMBER,
    FieldName.ISSUER,
    FieldName.ISSUER_NUMBER,
    FieldName.ISSUED_ON,
    FieldName.VALID_FROM,
    FieldName.VALID_UNTIL,
)
"""Fields that a claim states with one value, as the document prints it. One that the claim leaves empty is not judged."""


@dataclass(frozen=True)
class DecidedReading:
    """The reading of an approved document, with what was approved as its labels, and by what reports group it."""

    document: LabelledReading
    kind: str
    issuer: str
    month: date
    """First day of the month in which it was approved last."""


def decided_readings() -> Iterator[DecidedReading]:
    """Approved documents of one file each, by the order of their approval.

    One of several files is left out: a claim does not say in which of them its values stand.
    """
    approved = Certificate.objects.filter(
        supplier__in=ReadingConsent.objects.companies(), status=Certificate.Status.APPROVED
    )
    steps = CertificateEvent.objects.filter(subject__in=approved, after=Certificate.Status.APPROVED)
    approved_at = dict(steps.values_list("subject").annotate(Max("at")))
    readings: dict[int, list[CertificateReading]] = {}
    done = CertificateReading.objects.filter(
        file__certificate__in=approved.values("pk"), file__removed_at=None, state=CertificateReading.State.DONE
    )
    for reading in done.annotate(certificate_pk=F("file__certificate")):
        readings.setdefault(reading.certificate_pk, []).append(reading)
    for certificate in sorted(approved.filter(pk__in=approved_at), key=lambda one: (approved_at[one.pk], one.pk)):
        match readings.get(certificate.pk, []):
            case [only] if only.reading is not None:
                yield _decided(certificate, only, approved_at[certificate.pk])


def _decided(certificate: Certificate, reading: CertificateReading, approved_at: datetime) -> DecidedReading:
    claimed = claims(certificate)
    stated = {name: claimed[name] for name in JUDGED if claimed[name]}
    document = LabelledReading(
        name=f"certificate {certificate.pk}",
        look="decided",
        truth={name: ((value,),) for name, value in stated.items()},
        not_judged=frozenset(FieldName) - stated.keys(),
        reading=reading.reading,
    )
    return DecidedReading(
        document,
        kind=certificate.certificate_type_id or "",
        issuer=certificate.issuer,
        month=approved_at.date().replace(day=1),
    )
