"""Which files of companies people of the desk open is kept, once a day for each, and read by the head alone."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse

from audits.desk.staff_access import note_access
from audits.models import DeskRole, StaffAccess
from kpmarket.foundation.storage import files
from tests.factories import CertificateFactory, CertificateFileFactory, CertificatePageFactory, UserFactory

pytestmark = pytest.mark.django_db
EVENING = datetime(2026, 11, 30, 15, 30, tzinfo=UTC)
LIST = reverse("admin:audits_staffaccess_changelist")


def test_a_document_is_noted_once_a_day_whatever_number_of_pages(desk, auditor, monkeypatch):
    certificate = CertificateFactory(status="submitted")
    file = CertificateFileFactory(certificate=certificate)
    pages = [CertificatePageFactory(file=file, number=number) for number in (1, 2)]
    monkeypatch.setattr(files, "show_image", lambda _name: files.show_bytes(b"RIFF", ".webp"))

    for page in pages:
        assert desk.get(reverse("admin:audits_page", args=[page.token])).status_code == 200
        assert desk.get(reverse("admin:audits_page", args=["0" * 22])).status_code == 404

    row = StaffAccess.objects.get()
    assert (row.by, row.kind, row.subject) == (auditor, "pages", f"certificate:{certificate.pk}")


def test_the_day_is_that_of_the_desk_and_another_day_is_another_row(auditor):
    for at in (EVENING, EVENING + timedelta(minutes=29), EVENING + timedelta(minutes=31)):
        note_access(StaffAccess.Kind.EXPORT, "clearances", by=auditor, at=at)

    assert [row.day.isoformat() for row in StaffAccess.objects.order_by("at")] == ["2026-11-30", "2026-12-01"]


def test_a_database_that_takes_no_row_stops_no_page(auditor, monkeypatch, caplog):
    def refuse(**_facts):
        raise DatabaseError("database or disk is full")

    monkeypatch.setattr(StaffAccess.objects, "create", refuse)

    note_access(StaffAccess.Kind.EXPORT, "clearances", by=auditor, at=EVENING)

    assert "staff_access_not_kept" in caplog.text


def test_the_head_reads_the_list_and_auditors_do_not(desk, auditor, settings):
    note_access(StaffAccess.Kind.RECORD, "decision:7", by=auditor, at=EVENING)
    head = UserFactory(is_staff=True)
    DeskRole.objects.create(user=head, role="head")
    client = Client()
    client.force_login(head)

    assert "decision:7" in client.get(LIST, {"q": "decision:7"}).text
    assert desk.get(LIST).status_code == 403


@pytest.mark.parametrize("statement", ["UPDATE audits_staffaccess SET subject = 'x'", "DELETE FROM audits_staffaccess"])
def test_no_row_is_changed_or_deleted(statement, auditor):
    note_access(StaffAccess.Kind.EXPORT, "clearances", by=auditor, at=EVENING)

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
