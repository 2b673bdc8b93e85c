"""Each letter is handed over once, whatever happens to others, to the worker and to the mail server."""

from datetime import timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPSenderRefused, SMTPServerDisconnected

import pytest
from django.core.mail.backends.locmem import EmailBackend

from kpmarket.foundation.mail import make_letter
from kpmarket.foundation.outbox import delivering, writing
from kpmarket.foundation.outbox.models import Letter
from tests.factories import NOON

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
REFUSED = {"ann@example.org": (550, b"No such person ann@example.org")}


class Server(EmailBackend):
    """A mail server in memory: `errors` maps the key of a letter to what handing it over raises."""

    errors: dict[str, Exception] = {}
    away: Exception | None = None
    received: list[str] = []

    def open(self):
        if self.away:
            raise self.away

    def send_messages(self, messages):
        key = messages[0].extra_headers["Message-ID"].strip("<>").partition("@")[0]
        self.received.append(key)
        if error := self.errors.get(key):
            raise error
        return super().send_messages(messages)


@pytest.fixture
def server(settings, monkeypatch):
    settings.LETTER_BACKEND = f"{__name__}.Server"
    for name, value in {"errors": {}, "away": None, "received": []}.items():
        monkeypatch.setattr(Server, name, value)
    return Server


def wait(*keys, at=NOON):
    return writing.write(
        [make_letter("ann@example.org", f"About {key}", "Text", "<p>Text</p>", key=key) for key in keys], at=at
    )


def deliver(at=NOON):
    return delivering.deliver(clock=lambda: at)


def state(key):
    row = Letter.objects.get(key=key)
    return row.attempts, row.sent_at, row.failed_at


def test_what_waits_longest_goes_first_and_each_once(server):
    wait("late", at=NOON)
    wait("early", at=NOON - MINUTE)

    assert [deliver(), deliver(NOON + timedelta(days=9))] == [2, 0]
    assert server.received == ["early", "late"]


def test_what_was_sent_keeps_no_text(server, mailoutbox):
    wait("a")
    deliver()

    row = Letter.objects.get()
    assert (row.sent_at, row.text, row.html, row.subject) == (NOON, "", "", "About a")
    message = mailoutbox[0]
    assert (message.body, message.alternatives[0][0], message.to) == ("Text", "<p>Text</p>", ["ann@example.org"])


def test_a_worker_that_died_leaves_a_letter_that_is_free_after_the_lease(server):
    wait("a")
    assert delivering.take(at=NOON).key == "a"

    assert deliver(NOON + delivering.LEASE - timedelta(seconds=1)) == 0
    assert deliver(NOON + delivering.LEASE) == 1


def test_two_workers_never_hold_the_same_letter(server):
    wait("a", "b")

    assert {delivering.take(at=NOON).key, delivering.take(at=NOON).key} == {"a", "b"}
    assert delivering.take(at=NOON) is None


def test_a_worker_that_dies_after_the_server_took_it_repeats_the_same_message_id(server, monkeypatch, mailoutbox):
    wait("a")

    class Killed(BaseException):
        pass

    def die(self, **facts):
        raise Killed

    with monkeypatch.context() as patch, pytest.raises(Killed):
        patch.setattr(type(Letter.objects.all()), "update", die)
        deliver()
    assert deliver(NOON + delivering.LEASE) == 1

    assert [message.extra_headers["Message-ID"] for message in mailoutbox] == ["<a@localhost>"] * 2


@pytest.mark.parametrize(
    "error",
    [
        SMTPRecipientsRefused(REFUSED),
        SMTPDataError(554, b"spam"),
        ValueError("Header values may not contain linefeeds"),
        UnicodeEncodeError("ascii", "ü", 0, 1, "no"),
    ],
)
def test_what_is_refused_for_good_is_put_aside_and_stops_no_other(server, error):
    wait("poisoned", "good")
    server.errors["poisoned"] = error

    assert deliver() == 1

    assert state("poisoned") == (1, None, NOON)
    assert state("good") == (1, NOON, None)


@pytest.mark.parametrize(
    "error",
    [
        SMTPRecipientsRefused({"ann@example.org": (451, b"later")}),
        SMTPDataError(452, b"full"),
        SMTPSenderRefused(550, b"who are you", "desk@example.org"),
        SMTPServerDisconnected("gone"),
        TimeoutError("silent"),
        delivering.NotAccepted(),
    ],
)
def test_what_may_pass_is_tried_again_later_each_time(server, error):
    wait("slow", "good")
    server.errors["slow"] = error

    assert deliver() == 1
    assert deliver(NOON + MINUTE - timedelta(seconds=1)) == 0
    assert state("slow") == (1, None, None)
    deliver(NOON + MINUTE)
    assert Letter.objects.get(key="slow").next_attempt_at == NOON + 3 * MINUTE

    server.errors.clear()
    assert deliver(NOON + 3 * MINUTE) == 1


def test_the_intervals_double_up_to_four_hours():
    minutes = [delivering.next_delay(attempts) / MINUTE for attempts in (1, 2, 3, 8, 9, 30, 60)]

    assert minutes == [1, 2, 4, 128, 240, 240, 240]


def test_what_keeps_failing_is_put_aside_after_four_days(server):
    wait("hopeless")
    server.errors["hopeless"] = TimeoutError("silent")
    at = NOON
    while not Letter.objects.put_aside().exists():
        deliver(at)
        at = Letter.objects.get().next_attempt_at

    row = Letter.objects.get()
    assert row.attempts == delivering.MAX_ATTEMPTS
    assert timedelta(days=3, hours=18) < row.failed_at - NOON < timedelta(days=4, hours=6)


def test_a_server_that_is_away_makes_all_letters_wait_and_costs_none_an_attempt(server):
    wait("a", "b")
    server.away = ConnectionRefusedError()

    assert deliver() == 0
    assert (state("a"), state("b"), server.received) == ((0, None, None), (0, None, None), [])
    assert not Letter.objects.due(NOON + delivering.PAUSE - timedelta(seconds=1)).exists()

    server.away = None
    assert deliver(NOON + delivering.PAUSE) == 2


def test_a_run_ends_so_that_no_worker_is_held_for_long(server):
    wait("a", "b", "c")
    ticks = iter([NOON, NOON, NOON, NOON, NOON + delivering.RUN])

    assert delivering.deliver(clock=lambda: next(ticks)) == 1
    assert Letter.objects.waiting().count() == 2


def test_the_error_that_is_kept_names_nobody(server, caplog):
    wait("a")
    server.errors["a"] = SMTPRecipientsRefused(REFUSED)
    deliver()

    assert Letter.objects.get().last_error == "SMTPRecipientsRefused 550"
    assert "example.org" not in caplog.text
    assert "Letter a was not taken (SMTPRecipientsRefused 550) and is put aside." in caplog.text


def test_a_letter_that_was_put_aside_goes_out_when_it_is_retried(server):
    wait("a", "sent")
    server.errors["a"] = ValueError("broken")
    deliver()
    server.errors.clear()

    assert delivering.retry(Letter.objects.all(), at=NOON) == 1
    assert state("a") == (0, None, None)
    assert deliver() == 1


def test_a_failure_reported_late_does_not_disturb_whoever_holds_the_letter_now(server):
    wait("a")
    mine = delivering.take(at=NOON)
    delivering.take(at=NOON + delivering.LEASE)

    delivering._record_failure(mine, ValueError("late"), at=NOON + delivering.LEASE)

    assert state("a") == (2, None, None)
