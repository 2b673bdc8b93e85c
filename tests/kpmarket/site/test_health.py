"""What monitoring is answered."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from kpmarket.foundation.mail import make_letter
from kpmarket.foundation.monitoring.task_runs import TaskRun
from kpmarket.foundation.outbox import writing
from kpmarket.site import health
from kpmarket.site.privacy import operator
from tests.factories import CertificateReadingFactory

QUIET = {
    "silent_tasks": [],
    "scanner": "not configured",
    "sandbox": "closed",
    "reading": {"waiting": 0, "being_read": 0, "longest_wait": 0},
    "letters": {"waiting": 0, "put_aside": 0, "longest_wait": 0},
    "operator_facts_missing": [],
    "holidays_decreed_until": 2026,
}
pytestmark = pytest.mark.django_db


def test_the_process_answers_without_asking_the_database(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get("/live/")

    assert (response.status_code, response.content) == (200, b"live\n")


@pytest.fixture(autouse=True)
def _decreed_until_2026(monkeypatch):
    monkeypatch.setattr(health, "last_decreed_year", lambda on: {timezone.localdate(): 2026}[on])


def test_a_healthy_site_is_ready(client, settings):
    for name in operator.FACTS:
        setattr(settings, name, "stated")
    TaskRun.objects.record("send_reminders", at=timezone.now())

    response = client.get("/ready/")

    assert response.status_code == 200
    assert response.json() == {"ready": True, "database": True, "migrations": True, "cache": True, **QUIET}


def test_a_site_without_its_cache_is_not_ready(client, monkeypatch):
    def unreachable(*args):
        raise ConnectionError

    monkeypatch.setattr(health.cache, "set", unreachable, raising=False)

    response = client.get("/ready/")

    assert (response.status_code, response.json()["cache"]) == (503, False)


def test_a_scheduled_task_that_has_not_succeeded_for_an_hour_is_named(client):
    TaskRun.objects.record("send_reminders", at=timezone.now() - timedelta(hours=2))

    assert client.get("/ready/").json()["silent_tasks"] == ["send_reminders"]


def test_files_that_wait_to_be_read_are_counted(client):
    CertificateReadingFactory(asked_at=timezone.now() - timedelta(minutes=3))
    CertificateReadingFactory(state="reading")
    CertificateReadingFactory(file__removed_at=timezone.now())

    reading = client.get("/ready/").json()["reading"]

    assert (reading["waiting"], reading["being_read"]) == (1, 1)
    assert 180 <= reading["longest_wait"] < 240


def test_a_scanner_that_is_configured_and_not_there_is_named_and_harms_nothing_else(client, settings):
    settings.CLAMD_URL = "nowhere"

    response = client.get("/ready/")

    assert (response.status_code, response.json()["scanner"]) == (200, "unreachable")


@pytest.mark.parametrize(("complete", "state"), [(True, "closed"), (False, "open"), (None, "not usable")])
def test_whether_the_sandbox_held_is_reported(client, monkeypatch, complete, state):
    def protections():
        if complete is None:
            raise health.sandbox.SandboxError
        return SimpleNamespace(complete=complete)

    monkeypatch.setattr(health.sandbox, "protections", protections)

    assert client.get("/ready/").json()["sandbox"] == state


def test_letters_that_wait_or_were_put_aside_are_counted(client, db):
    writing.write(
        [make_letter(address, "Subject", "Text", "", key=address) for address in ("ann@example.org", "bad", "worse")],
        at=timezone.now() - timedelta(minutes=3),
    )

    letters = client.get("/ready/").json()["letters"]

    assert (letters["waiting"], letters["put_aside"]) == (1, 2)
    assert 180 <= letters["longest_wait"] < 240


@pytest.mark.parametrize(
    "request_from",
    [{"REMOTE_ADDR": "203.0.113.9"}, {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "203.0.113.9"}],
)
def test_strangers_learn_whether_it_is_ready_and_nothing_else(client, request_from):
    TaskRun.objects.record("send_reminders", at=timezone.now() - timedelta(hours=2))

    assert client.get("/ready/", **request_from).json() == {"ready": True}
