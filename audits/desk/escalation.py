"""The last step of the reminders: auditors are notified of certificates that expired and were not renewed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.urls import reverse

from audits.models import Auditor
from kpmarket.accounts.models import Notice, User
from suppliers.models import Certificate, Reminder

RUNG = -7
"""Auditors are notified a week after the last day."""
MAX_AGE = timedelta(days=60)
"""Certificates that expired earlier are left out."""


@transaction.atomic
def notify_auditors_of_expired(*, on: date, at: datetime) -> int:
    """Write one notice for each auditor in office and each expired certificate; return how many are new."""
    auditors = User.objects.filter(
        Q(auditor__until=None) | Q(auditor__until__gt=at), pk__in=Auditor.objects.values("user"), is_active=True
    )
    already = set(Reminder.objects.filter(rung=RUNG, recipient__in=auditors).values_list("certificate", "recipient"))
    new = [
        (certificate, auditor)
        for certificate in _expired_certificates(on)
        for auditor in auditors
        if (certificate.pk, auditor.pk) not in already
    ]
    Reminder.objects.bulk_create(
        Reminder(
            certificate=certificate,
            recipient=auditor,
            rung=RUNG,
            due_on=(certificate.valid_until or on) - timedelta(days=RUNG),
            created_at=at,
        )
        for certificate, auditor in new
    )
    Notice.objects.bulk_create(_notice(certificate, auditor, at) for certificate, auditor in new)
    return len(new)


def _expired_certificates(on: date) -> Iterable[Certificate]:
    ends = (on + timedelta(days=RUNG) - MAX_AGE, on + timedelta(days=RUNG))
    expired = Certificate.objects.approved().not_renewed().filter(valid_until__range=ends)
    return expired.select_related("certificate_type").order_by("pk")


def _notice(certificate: Certificate, auditor: User, at: datetime) -> Notice:
    kind = certificate.certificate_type
    params = {
        "type_en": kind.name_en if kind else "",
        "type_zh": kind.name_zh if kind else "",
        "number": certificate.number,
        "valid_until": certificate.valid_until.isoformat() if certificate.valid_until else "",
        "rung": RUNG,
    }
    url = reverse("admin:audits_certificatecase_change", args=[certificate.pk])
    return Notice(recipient=auditor, kind="certificate_lapsed", params=params, url=url, created_at=at)
