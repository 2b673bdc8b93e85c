"""The database itself refuses to change what decisions rest on, whoever asks it."""

import pytest
from django.db import DatabaseError, connection, transaction

from audits.desk.certificates import approve_certificate
from audits.desk.corrections import decline_correction, propose_correction
from audits.desk.suppliers import qualify_supplier
from audits.models import Correction, Decision, LogEntry, Review
from suppliers.models import CertificateEvent, SupplierEvent
from tests.factories import NOON

pytestmark = pytest.mark.django_db
TABLES = {
    "audits_correction": "internal_note = 'nobody wrote this'",
    "audits_decision": "note = 'it was never said'",
    "audits_logentry": "act = 'certificate_rejected'",
    "audits_review": "auditor_id = auditor_id + 1",
    "suppliers_certificateevent": "after = 'approved'",
    "suppliers_supplierevent": "at = '2026-01-05 04:00:00+00:00'",
}


@pytest.fixture
def _decided(taken, taken_company, wen, senior):
    approve_certificate(taken, by=wen, at=NOON)
    qualify_supplier(taken_company, by=wen, at=NOON)
    propose_correction(taken, by=senior, at=NOON, internal_note="Page 2 is of another device.")
    for model in (Correction, Decision, LogEntry, Review, CertificateEvent, SupplierEvent):
        assert model.objects.exists()


def execute(statement):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.usefixtures("_decided")
@pytest.mark.parametrize("table", TABLES)
class TestEachTable:
    def test_no_row_is_changed_or_deleted(self, table):
        for statement in (f"UPDATE {table} SET {TABLES[table]}", f"DELETE FROM {table}"):  # noqa: S608
            with pytest.raises(DatabaseError, match="append-only"):
                execute(statement)

    def test_no_row_is_replaced_by_a_connection_with_the_defaults_of_its_database(self, table):
        if connection.vendor == "postgresql":
            execute("SET CONSTRAINTS ALL IMMEDIATE")
            execute(f"ALTER TABLE {table} ENABLE TRIGGER {table}_no_truncate")  # tests that commit need it aside
            statement = f"TRUNCATE {table} CASCADE"
        else:
            execute("PRAGMA recursive_triggers=OFF")
            statement = f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}"  # noqa: S608
        try:
            with pytest.raises(DatabaseError, match="append-only"):
                execute(statement)
        finally:
            if connection.vendor == "sqlite":
                execute("PRAGMA recursive_triggers=ON")


@pytest.mark.usefixtures("_decided")
def test_a_review_that_was_closed_is_not_opened_again():
    for moment in ("NULL", "'2026-01-05 04:00:00+00:00'"):
        with pytest.raises(DatabaseError, match="append-only"):
            execute(f"UPDATE audits_review SET closed_at = {moment}")  # noqa: S608


@pytest.mark.usefixtures("_decided")
@pytest.mark.parametrize("change", ["note = 'Nobody wrote this.'", "handed_over_by_id = auditor_id"])
def test_who_handed_a_case_over_and_why_stays_as_it_was(change):
    with pytest.raises(DatabaseError, match="append-only"):
        execute(f"UPDATE audits_review SET {change}")  # noqa: S608


@pytest.mark.usefixtures("_decided")
def test_a_correction_is_closed_once(senior):
    correction = Correction.objects.get()
    decline_correction(correction, by=senior, at=NOON)

    for change in ("closed_at = NULL, closed_by_id = NULL", "closed_by_id = closed_by_id + 1"):
        with pytest.raises(DatabaseError, match="append-only"):
            execute(f"UPDATE audits_correction SET {change}")  # noqa: S608
