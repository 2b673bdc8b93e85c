"""Auditors learn of documents that nobody renewed."""

from datetime import UTC, date, datetime, timedelta

import pytest

from audits.desk.escalation import notify_auditors_of_expired
from kpmarket.accounts.models import Notice
from tests.factories import AuditorFactory, CertificateFactory, UserFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 4, tzinfo=UTC)
LAPSED = {"status": "approved", "valid_until": TODAY - timedelta(days=7)}


def sweep(on=TODAY):
    return notify_auditors_of_expired(on=on, at=NOW)


def test_a_week_after_the_last_day_every_auditor_in_office_is_notified_once():
    office = AuditorFactory(since=NOW - timedelta(days=9))
    AuditorFactory(since=NOW - timedelta(days=9), until=NOW - timedelta(days=1))
    UserFactory(is_staff=True)
    CertificateFactory(number="DOC-7", **LAPSED)

    assert [sweep(), sweep(), sweep(TODAY + timedelta(days=5))] == [1, 0, 0]
    notice = Notice.objects.get()
    assert (notice.recipient, notice.kind, notice.params["number"]) == (office.user, "certificate_lapsed", "DOC-7")


def test_before_that_day_nobody_is_notified(auditor):
    CertificateFactory(status="approved", valid_until=TODAY - timedelta(days=6))

    assert sweep() == 0


def test_an_outage_delays_the_notice_and_does_not_lose_it(auditor):
    CertificateFactory(**LAPSED)

    assert sweep(TODAY + timedelta(days=20)) == 1


def test_a_renewed_or_revoked_document_is_left_out(auditor):
    CertificateFactory(status="approved", supersedes=CertificateFactory(**LAPSED), valid_until=date(2029, 1, 1))
    CertificateFactory(**{**LAPSED, "status": "revoked"})

    assert sweep() == 0
