"""Notices to senior auditors: a first signature waits for a second, somebody doubts a document."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse

from audits.desk import log, permissions
from audits.models import DoubtReport
from kpmarket.accounts.models import Notice, User
from suppliers.models import Certificate, Supplier

SIGNATURE_WAITS, DOUBT_WAITS = "signature_waits", "doubt_waits"


def of_signature(subject: Supplier | Certificate, *, by: User, at: datetime) -> None:
    """Somebody signed first: every other senior who may judge this company learns of it."""
    company = permissions.company_of(subject)
    url = reverse(f"admin:audits_{log.kind_of(subject)}case_change", args=[subject.pk])
    params = {"name_en": company.name_en, "name_zh": company.name_zh}
    seniors = [
        one for one in permissions.seniors(at=at).exclude(pk=by.pk) if company.pk not in permissions.own_companies(one)
    ]
    Notice.objects.bulk_create(
        Notice(recipient=one, kind=SIGNATURE_WAITS, params=params, url=url, created_at=at) for one in seniors
    )


def of_doubt(report: DoubtReport, *, at: datetime) -> None:
    """One unread notice for each senior, however many reports came: anybody may send one."""
    url = reverse("admin:audits_doubtreport_change", args=[report.pk])
    seniors = permissions.seniors(at=at).exclude(
        pk__in=Notice.objects.unread().filter(kind=DOUBT_WAITS).values("recipient")
    )
    Notice.objects.bulk_create(Notice(recipient=one, kind=DOUBT_WAITS, url=url, created_at=at) for one in seniors)
