"""Reminding a company's people in good time that a certificate ends.

A row for each certificate, person and rung is written together with the notice and the letter, all or nothing. So a
sweep may be killed at any point, run twice or be missed; the letters are delivered by the outbox.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import cast

from django.db import IntegrityError, transaction

from kpmarket.accounts.models import Notice, User
from kpmarket.foundation.outbox import writing as outbox
from kpmarket.foundation.outbox.models import Letter
from suppliers.models import Certificate, CertificateType, Reminder
from suppliers.reminders.due import Due, find_due, unwanted
from suppliers.reminders.ladder import due_on
from suppliers.reminders.mail import Letters

CHUNK_ROWS = 500
log = logging.getLogger(__name__)


def write_due(*, on: date, at: datetime) -> int:
    """Write every reminder that is due by that day, and take back letters that nobody wants any more; how many."""
    withdraw()
    letters = Letters(on=on)
    return sum(_write(chunk, letters, at=at) for chunk in _chunks(find_due(on=on)))


def preview(*, on: date) -> Iterator[Letter]:
    """The letters that ``write_due`` would write; nothing is written."""
    letters = Letters(on=on)
    for chunk in _chunks(find_due(on=on)):
        yield from (letter for _reminder, letter, _notice in _compose(chunk, letters))


def withdraw() -> int:
    """Take back letters that wait although the document was renewed or revoked or the person left; how many."""
    waiting = unwanted().filter(letter__isnull=False, letter__sent_at=None, letter__failed_at=None)
    keys = list(waiting.values_list("letter", flat=True))
    Letter.objects.waiting().filter(pk__in=keys).delete()
    return len(keys)


def _write(chunk: Sequence[Due], letters: Letters, *, at: datetime) -> int:
    """How many were written: none where another sweep is writing them at this moment."""
    rows = list(_compose(chunk, letters))
    try:
        with transaction.atomic():
            outbox.write((letter for _reminder, letter, _notice in rows), at=at)
            for reminder, letter, notice in rows:
                reminder.letter, reminder.created_at, notice.created_at = letter, at, at
            Reminder.objects.bulk_create([reminder for reminder, _letter, _notice in rows])
            Notice.objects.bulk_create([notice for _reminder, _letter, notice in rows])
    except IntegrityError:
        log.warning("Reminders are being written by another sweep; what it leaves is written by the next one.")
        return 0
    return len(rows)


def _compose(chunk: Sequence[Due], letters: Letters) -> Iterator[tuple[Reminder, Letter, Notice]]:
    related = ("certificate_type", "supplier")
    certificates = Certificate.objects.select_related(*related).in_bulk({due.certificate for due in chunk})
    people = User.objects.in_bulk({due.recipient for due in chunk})
    for due in chunk:
        certificate, person = certificates[due.certificate], people[due.recipient]
        day = due_on(cast(date, certificate.valid_until), due.rung)
        yield (
            Reminder(certificate=certificate, recipient=person, rung=due.rung, due_on=day),
            letters.certificate_ends(certificate, person, due.rung),
            _notice(certificate, person, due.rung),
        )


def _notice(certificate: Certificate, person: User, rung: int) -> Notice:
    kind = cast(CertificateType, certificate.certificate_type)
    params = {
        "type_en": kind.name_en,
        "type_zh": kind.name_zh,
        "number": certificate.number,
        "valid_until": cast(date, certificate.valid_until).isoformat(),
        "rung": rung,
    }
    return Notice(recipient=person, kind="certificate_ends", params=params, url=certificate.get_absolute_url())


def _chunks(due: Sequence[Due]) -> Iterator[Sequence[Due]]:
    for start in range(0, len(due), CHUNK_ROWS):
        yield due[start : start + CHUNK_ROWS]
