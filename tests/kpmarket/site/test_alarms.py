"""What is wrong is said on the first page of the desk, to those who can do something about it, with what to do."""

from datetime import timedelta

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from audits.desk import log
from audits.models import LogEntry
from audits.tasks import verify_log
from buyers.trade.services import bank_movements
from buyers.trade.tasks import verify_ledger
from kpmarket.accounts.models import ErasureRequest
from kpmarket.foundation.mail import make_letter
from kpmarket.foundation.monitoring.task_runs import TaskRun
from kpmarket.foundation.outbox import writing
from kpmarket.foundation.outbox.models import Letter
from kpmarket.site import alarms
from kpmarket.site.privacy import operator
from tests.factories import CertificateFactory, CertificateReadingFactory, UserFactory
from tests.factories.trade import BankAccountFactory

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
NOW = timezone.now() + HOUR
"""Later than the moments at which the tests' offices begin."""


@pytest.fixture(autouse=True)
def _quiet(settings):
    """A site on which nothing is wrong."""
    settings.EASE_SECOND_FACTOR = True
    for name in operator.FACTS:
        setattr(settings, name, "stated")
    MigrationRecorder.Migration.objects.update(applied=NOW)  # the tests' database may have been made days ago


def found_for(user, *, at=NOW):
    return {alarm.code: alarm for alarm in alarms.alarms_for(user, at=at).rows}


def letter(key, *, at):
    return writing.write([make_letter("a@example.org", "Subject", "Text", "", key=key)], at=at)[0]


def test_nothing_is_wrong_on_a_quiet_site_and_the_page_says_so(client, senior_auditor):
    client.force_login(senior_auditor)

    assert found_for(senior_auditor) == {}
    assert "Nothing is wrong that the site can see." in client.get(reverse("admin:index")).text


def test_auditors_who_are_not_senior_see_none(client, auditor, settings):
    settings.OPERATOR_NAME = ""
    client.force_login(auditor)

    assert not alarms.alarms_for(auditor, at=NOW).is_shown
    assert 'id="alarms"' not in client.get(reverse("admin:index")).text


def test_a_silent_task_is_named_with_when_it_last_ended_well(client, senior_auditor):
    TaskRun.objects.record("suppliers.tasks.send_reminders", at=NOW - 2 * HOUR)
    client.force_login(senior_auditor)

    page = client.get(reverse("admin:index")).text

    assert "The task suppliers.tasks.send_reminders is silent." in page
    assert "See that one timetable and the workers run." in page


def test_letters_that_wait_too_long_are_counted(superuser):
    letter("a", at=NOW - 45 * timedelta(minutes=1))
    letter("b", at=NOW)

    found = found_for(superuser)["letters-wait"]

    assert found.what == "2 letters wait, the first for 45 minutes."
    assert found.url.endswith("?state=waiting")


def test_letters_that_did_not_arrive_are_counted_and_lead_a_superuser_to_them(superuser, senior_auditor):
    Letter.objects.filter(pk=letter("a", at=NOW).pk).update(failed_at=NOW)

    assert found_for(superuser)["letters-put-aside"].what == "1 letter did not arrive."
    assert found_for(superuser)["letters-put-aside"].url == reverse("admin:kpmarket_letter_changelist")
    assert found_for(senior_auditor)["letters-put-aside"].url == ""


def test_files_that_wait_too_long_are_counted(senior_auditor):
    CertificateReadingFactory(asked_at=NOW - HOUR)

    assert found_for(senior_auditor)["files-wait"].what == "1 file waits to be read, the first for 60 minutes."


def test_cases_past_their_day_are_counted(senior_auditor):
    CertificateFactory(status="submitted", submitted_at=NOW - 40 * DAY)
    CertificateFactory(status="submitted", submitted_at=NOW)

    assert found_for(senior_auditor)["cases-late"].what == "1 case is past its day."


def test_an_entry_of_the_log_that_was_changed_is_noticed_when_the_page_is_asked_for(senior_auditor, monkeypatch):
    for number in range(3):
        log.append(act="test", subject=f"supplier:{number}", by=None, at=NOW, content={})
    assert "log-changed" not in found_for(senior_auditor)

    last = LogEntry.objects.first()
    read = log.digest_of
    monkeypatch.setattr(log, "digest_of", lambda entry: "f" * 64 if entry.pk == last.pk else read(entry))

    assert f"entry {last.sequence}." in found_for(senior_auditor)["log-changed"].what


def test_only_the_last_entries_are_checked_for_the_page():
    for number in range(5):
        log.append(act="test", subject=f"supplier:{number}", by=None, at=NOW, content={})

    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert log.verify_last(2) == ()

    assert len(asked) == 1
    assert "LIMIT 3" in asked[0]["sql"]


def test_a_log_with_faults_is_no_success_of_the_nightly_task(senior_auditor, monkeypatch, caplog):
    log.append(act="test", subject="supplier:1", by=None, at=timezone.now(), content={})
    assert verify_log() == 0
    assert TaskRun.objects.get().name == alarms.VERIFY_LOG
    TaskRun.objects.all().update(succeeded_at=NOW - 40 * HOUR)

    monkeypatch.setattr(log, "digest_of", lambda entry: "f" * 64)

    assert verify_log() == 2
    assert "The decision log is not whole" in caplog.text
    assert "log-not-verified" in found_for(senior_auditor)


def test_a_request_for_erasure_that_could_not_be_carried_out_is_noticed(superuser):
    ErasureRequest.objects.create(person=UserFactory(), asked_at=NOW - 17 * DAY, due_at=NOW - 3 * DAY)

    assert found_for(superuser)["erasures-late"].what == "1 request for erasure is past its day."


def test_what_the_operator_did_not_state_is_an_alarm(superuser, settings):
    settings.DATA_LOCATION = ""

    assert found_for(superuser)["operator-unknown"].what.endswith("DATA_LOCATION.")


@pytest.mark.parametrize("rows", [1, 3])
def test_alarms_take_the_same_queries_however_many_rows_there_are(superuser, rows, django_assert_num_queries):
    for number in range(rows):
        CertificateFactory(status="submitted", submitted_at=NOW - 40 * DAY)
        Letter.objects.filter(pk=letter(f"{number}", at=NOW).pk).update(failed_at=NOW)
        log.append(act="test", subject="supplier:1", by=None, at=NOW, content={})

    with django_assert_num_queries(14):
        alarms.alarms_for(superuser, at=NOW)


def test_money_that_is_missing_of_what_is_held_for_others_is_an_alarm(superuser):
    bank_movements.charge(BankAccountFactory(), 1_500, cause="entry:1", at=NOW)

    found = found_for(superuser)["money-missing"]

    assert "USD 15.00 is missing" in found.what


def test_a_ledger_that_was_not_found_right_for_long_is_an_alarm(senior_auditor):
    assert verify_ledger() == 0
    assert TaskRun.objects.get().name == alarms.VERIFY_LEDGER
    assert "ledger-not-verified" not in found_for(senior_auditor, at=timezone.now())

    bank_movements.charge(BankAccountFactory(), 1_500, cause="entry:1", at=NOW)
    assert verify_ledger() == 1

    assert "ledger-not-verified" in found_for(senior_auditor, at=timezone.now() + 2 * DAY)
