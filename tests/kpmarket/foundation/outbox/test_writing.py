from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from kombu.exceptions import OperationalError

from kpmarket.foundation.mail import make_letter
from kpmarket.foundation.outbox import writing
from kpmarket.foundation.outbox.models import Letter
from tests.factories import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture
def calls(monkeypatch):
    """What was handed to the queue."""
    calls = []
    monkeypatch.setattr(writing.current_app, "send_task", lambda name, **options: calls.append((name, options)))
    return calls


def letter(key="enquiry-1-2", address="ann@example.org"):
    return make_letter(address, "Subject", "Text", "<p>Text</p>", key=key)


def test_a_letter_waits_from_the_moment_it_is_written(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks():
        writing.write([letter()], at=NOON)

    row = Letter.objects.get()
    assert (row.created_at, row.attempts, row.sent_at, row.failed_at) == (NOON, 0, None, None)
    assert list(Letter.objects.due(NOON)) == [row]
    assert not Letter.objects.due(NOON - timedelta(seconds=1)).exists()


def test_a_worker_is_called_once_after_the_commit_and_without_retries(calls, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        writing.write([letter(), letter("enquiry-1-3")], at=NOON)
        assert calls == []

    assert calls == [("kpmarket.tasks.deliver_letters", {"retry": False, "expires": 60})]


def test_without_letters_nobody_is_called(calls, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        writing.write([], at=NOON)

    assert calls == []


@pytest.mark.parametrize("error", [OperationalError("away"), ConnectionRefusedError(), TimeoutError()])
def test_a_broker_that_is_away_hurts_nobody(error, monkeypatch, django_capture_on_commit_callbacks):
    def fail(name, **options):
        raise error

    monkeypatch.setattr(writing.current_app, "send_task", fail)
    with django_capture_on_commit_callbacks(execute=True):
        writing.write([letter()], at=NOON)

    assert Letter.objects.due(NOON).count() == 1


def test_what_is_rolled_back_leaves_no_letter():
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        writing.write([letter()], at=NOON)
        raise ZeroDivisionError

    assert not Letter.objects.exists()


def test_a_cause_has_one_letter():
    writing.write([letter()], at=NOON)

    with pytest.raises(IntegrityError), transaction.atomic():
        writing.write([letter()], at=NOON)


def test_an_address_that_mail_cannot_write_is_put_aside_and_hurts_no_cause():
    writing.write([letter(address='"a\x0bBcc : x"@example.org'), letter("enquiry-1-3")], at=NOON)

    assert [row.key for row in Letter.objects.due(NOON)] == ["enquiry-1-3"]
    assert [row.last_error for row in Letter.objects.put_aside()] == ["address"]
