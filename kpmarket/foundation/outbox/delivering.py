"""Handing letters over to the mail server: one at a time, each under a lease, with retries and an end to them.

A letter that the server refuses for good, or that cannot be made into a message, is put aside at once. Any other failure
is tried again, later each time, for four days (RFC 5321, 4.5.4.1). A server that cannot be reached is no letter's fault:
all letters wait a little and none loses an attempt.
"""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from smtplib import SMTPDataError, SMTPException, SMTPRecipientsRefused
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import transaction
from django.db.models import F, QuerySet

from kpmarket.foundation.outbox.models import Letter
from kpmarket.foundation.outbox.writing import call_worker

LEASE = timedelta(seconds=6 * settings.EMAIL_TIMEOUT)
"""A letter that was taken longer ago and is not marked is free again: whoever took it is gone."""
PAUSE = timedelta(seconds=60)
"""How long all letters wait when the mail server cannot be reached."""
RUN = timedelta(seconds=50)
"""How long one run goes on taking letters; the timetable starts the next."""
FIRST_RETRY, LONGEST_RETRY = timedelta(minutes=1), timedelta(hours=4)
MAX_ATTEMPTS = 32
"""With these intervals four days."""
MAX_EXPONENT = 10
PERMANENT = range(500, 600)
Clock = Callable[[], datetime]
logger = logging.getLogger(__name__)


class NotAccepted(Exception):
    """The backend did not say that it took the letter."""


def deliver(*, clock: Clock) -> int:
    """Hand over the letters that are due, the one that waits longest first; how many were."""
    ends_at, sent = clock() + RUN, 0
    connection = get_connection(settings.LETTER_BACKEND)
    try:
        while clock() < ends_at and (letter := take(at=clock())):
            if not _is_reachable(connection):
                _postpone_all(letter, at=clock())
                break
            sent += _hand_over(letter, connection, clock)
    finally:
        _close(connection)
    return sent


@transaction.atomic
def take(*, at: datetime) -> Letter | None:
    """The letter that waits longest, now held by the caller for the length of the lease; the attempt counts from here."""
    letter = Letter.objects.due(at).select_for_update(skip_locked=True).first()
    if letter is None:
        return None
    letter.attempts += 1
    letter.next_attempt_at = at + LEASE
    letter.save(update_fields=["attempts", "next_attempt_at"])
    return letter


def retry(letters: QuerySet[Letter], *, at: datetime) -> int:
    """Try letters again that were put aside; how many."""
    again = letters.exclude(failed_at=None).update(failed_at=None, attempts=0, next_attempt_at=at)
    transaction.on_commit(call_worker, robust=True)
    return again


def next_delay(attempts: int) -> timedelta:
    """How long to wait after so many attempts: twice as long each time, up to a limit."""
    delay: timedelta = FIRST_RETRY * 2 ** min(attempts - 1, MAX_EXPONENT)
    return min(delay, LONGEST_RETRY)


def _hand_over(letter: Letter, connection: Any, clock: Clock) -> bool:
    """Whether the mail server took it. No error leaves this function: one letter never holds up the next."""
    try:
        if not connection.send_messages([_message(letter)]):
            raise NotAccepted
    except Exception as error:  # whatever is wrong with this letter, the next one is tried
        _close(connection)
        _record_failure(letter, error, at=clock())
        return False
    Letter.objects.filter(pk=letter.pk).update(sent_at=clock(), failed_at=None, text="", html="", last_error="")
    return True


def _message(letter: Letter) -> EmailMultiAlternatives:
    headers = {"Message-ID": letter.message_id}
    message = EmailMultiAlternatives(letter.subject, letter.text, to=[letter.address], headers=headers)
    if letter.html:
        message.attach_alternative(letter.html, "text/html")
    return message


def _record_failure(letter: Letter, error: Exception, *, at: datetime) -> None:
    """Put the letter aside or have it tried again later, unless somebody else has taken it since."""
    is_over = _is_permanent(error) or letter.attempts >= MAX_ATTEMPTS
    mine = Letter.objects.waiting().filter(pk=letter.pk, attempts=letter.attempts)
    mine.update(
        last_error=_describe(error),
        next_attempt_at=at + next_delay(letter.attempts),
        failed_at=at if is_over else None,
    )
    level = logging.ERROR if is_over else logging.WARNING
    outcome = "is put aside" if is_over else "is tried again"
    logger.log(level, "Letter %s was not taken (%s) and %s.", letter.key, _describe(error), outcome)


def _is_permanent(error: Exception) -> bool:
    """Whether trying again is no use: the server refuses receiver or content for good, or there is no such message."""
    if isinstance(error, SMTPRecipientsRefused | SMTPDataError):
        return _code(error) in PERMANENT
    return not isinstance(error, SMTPException | OSError | NotAccepted)


def _code(error: Exception) -> int:
    if isinstance(error, SMTPRecipientsRefused):
        return max((code for code, _text in error.recipients.values()), default=0)
    return int(getattr(error, "smtp_code", 0))


def _describe(error: Exception) -> str:
    code = _code(error)
    return f"{type(error).__name__} {code}" if code else type(error).__name__


def _is_reachable(connection: Any) -> bool:
    try:
        connection.open()
    except (SMTPException, OSError) as error:
        logger.warning("The mail server cannot be reached (%s): letters wait.", _describe(error))
        return False
    return True


def _postpone_all(taken: Letter, *, at: datetime) -> None:
    """Let the letter that was taken, and all that are due, wait; none of them loses an attempt."""
    mine = Letter.objects.waiting().filter(pk=taken.pk, attempts=taken.attempts)
    mine.update(attempts=F("attempts") - 1, next_attempt_at=at + PAUSE)
    Letter.objects.due(at).order_by().update(next_attempt_at=at + PAUSE)


def _close(connection: Any) -> None:
    with contextlib.suppress(Exception):  # it may be closed, or in any state after a failure
        connection.close()
