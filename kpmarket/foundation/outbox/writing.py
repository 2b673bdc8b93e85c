"""Writing letters down, and calling the worker that hands them over."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import datetime

from celery import current_app
from django.db import transaction
from kombu.exceptions import KombuError

from kpmarket.foundation.outbox.models import Letter
from kpmarket.foundation.text.mail_address import is_mail_address

ADDRESS_REFUSED = "address"
BATCH_ROWS = 500
MESSAGE_SECONDS = 60
"""A call to the worker that is older than this is dropped: the timetable has called since."""
TASK = "kpmarket.tasks.deliver_letters"
logger = logging.getLogger(__name__)


def write(letters: Iterable[Letter], *, at: datetime) -> list[Letter]:
    """Save these letters in the transaction that is open; a worker is called once it is committed.

    Raises IntegrityError when a letter of the same cause exists. One to an address that mail cannot write is put aside.
    """
    rows = list(letters)
    for row in rows:
        row.created_at = row.next_attempt_at = at
        if not is_mail_address(row.address):
            row.failed_at, row.last_error = at, ADDRESS_REFUSED
    Letter.objects.bulk_create(rows, batch_size=BATCH_ROWS)
    if rows:
        transaction.on_commit(call_worker, robust=True)
    return rows


def call_worker() -> None:
    """Say that letters wait. Where no queue can be reached nothing is lost: the timetable calls every few seconds."""
    try:
        current_app.send_task(TASK, retry=False, expires=MESSAGE_SECONDS)
    except (KombuError, OSError) as error:
        logger.warning("Letters wait, and no worker could be called: %s", error)
