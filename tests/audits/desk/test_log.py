"""The decision log notices every kind of tampering."""

from contextlib import suppress
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from audits.desk import log
from audits.models import LogEntry
from tests.factories import NOON, UserFactory
from tests.tampering import tamper

pytestmark = pytest.mark.django_db


@pytest.fixture
def entries():
    user = UserFactory()
    return [
        log.append(
            act="certificate_approved",
            subject=f"certificate:{n}",
            by=user,
            at=NOON + timedelta(seconds=n, microseconds=7),
            content={"note": "细节", "reasons": [], "decision": n},
        )
        for n in range(1, 5)
    ]


def faults(**kwargs):
    return [(fault.sequence, fault.kind) for fault in log.verify(**kwargs).faults]


def test_entries_are_numbered_and_chained_from_the_first(entries):
    assert [entry.sequence for entry in entries] == [1, 2, 3, 4]
    assert entries[0].previous == "0" * 64
    assert [entry.previous for entry in entries[1:]] == [entry.digest for entry in entries[:-1]]


def test_a_log_that_nobody_touched_is_whole(entries):
    found = log.verify(kept_head=entries[1].digest)

    assert found == log.Verification(4, entries[-1].digest, ())


def test_an_empty_log_is_whole():
    assert log.verify() == log.Verification(0, "0" * 64, ())


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("act", "certificate_rejected"),
        ("subject", "certificate:99"),
        ("content", '{"note": "altered"}'),
        ("at", "2026-11-22 04:00:03+00:00"),
        ("by_id", None),
    ],
)
def test_a_changed_column_is_found(entries, column, value):
    tamper(f"UPDATE audits_logentry SET {column} = %s WHERE sequence = 2", value)  # noqa: S608

    assert faults() == [(2, "altered")]


def test_a_changed_digest_breaks_the_entry_and_its_successor(entries):
    tamper("UPDATE audits_logentry SET digest = %s WHERE sequence = 2", "f" * 64)

    assert faults() == [(2, "altered"), (3, "unchained")]


def test_a_rewritten_entry_with_a_fitting_digest_breaks_the_chain(entries):
    entry = entries[1]
    entry.content = {"note": "as if it had always been so"}
    tamper("UPDATE audits_logentry SET content = %s WHERE sequence = 2", '{"note": "as if it had always been so"}')
    tamper("UPDATE audits_logentry SET digest = %s WHERE sequence = 2", log.digest_of(entry))

    assert faults() == [(3, "unchained")]


def test_a_deleted_entry_is_found(entries):
    tamper("DELETE FROM audits_logentry WHERE sequence = 2")

    assert faults() == [(2, "missing")]


def test_a_deleted_beginning_is_found(entries):
    tamper("DELETE FROM audits_logentry WHERE sequence = 1")

    assert faults() == [(1, "missing")]


def test_two_entries_that_changed_places_are_found(entries):
    for before, after in ((2, 90), (3, 2), (90, 3)):
        tamper("UPDATE audits_logentry SET sequence = %s WHERE sequence = %s", after, before)

    assert faults() == [(2, "unchained"), (2, "altered"), (3, "unchained"), (3, "altered"), (4, "unchained")]


def test_an_end_that_was_cut_off_is_found_with_a_head_kept_elsewhere(entries):
    kept = log.verify().head
    tamper("DELETE FROM audits_logentry WHERE sequence > 2")

    assert faults() == []
    assert faults(kept_head=kept) == [(2, "head_lost")]


REPLACEMENT = "INSERT OR REPLACE INTO audits_logentry SELECT * FROM audits_logentry WHERE sequence = 2"


@pytest.mark.parametrize(
    "statement", ["UPDATE audits_logentry SET act = 'x'", "DELETE FROM audits_logentry", REPLACEMENT]
)
def test_the_running_database_refuses_change_and_deletion(entries, statement):
    if statement == REPLACEMENT and connection.vendor == "postgresql":
        statement = "TRUNCATE audits_logentry CASCADE"  # each database has its own way past the triggers of rows
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # a table with pending events cannot be altered
            cursor.execute("ALTER TABLE audits_logentry ENABLE TRIGGER audits_logentry_no_truncate")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)

    assert faults() == []
    assert LogEntry.objects.count() == 4


def test_verify_log_prints_count_and_head(entries):
    out = StringIO()

    with suppress(CommandError):  # these entries speak of decisions that were never made: see test_log_and_rows
        call_command("verify_log", stdout=out, stderr=StringIO())

    assert out.getvalue().splitlines()[0] == f"4 entries, head {entries[-1].digest}"


def test_verify_log_ends_with_an_error_and_names_the_place(entries):
    tamper("DELETE FROM audits_logentry WHERE sequence = 3")
    err = StringIO()

    with pytest.raises(CommandError) as error:
        call_command("verify_log", stdout=StringIO(), stderr=err)

    assert error.value.returncode == 1
    assert err.getvalue().splitlines() == ["entry 3 is missing"]


def test_verify_log_compares_with_a_kept_head(entries):
    with pytest.raises(CommandError, match="not whole: 1 places"):
        call_command("verify_log", head="e" * 64, stdout=StringIO(), stderr=StringIO())
