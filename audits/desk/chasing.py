"""What waits for its supplier too long: letters on set working days, and in the end the case closes as not answered.

No case closes without a letter that named its last day, and of several letters that were missed only the latest is written.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from audits.desk import chasing_mail, log
from audits.desk.ordering import SENT_BACK
from audits.desk.queue import SentBack, waiting_for_supplier
from audits.models import Chaser
from kpmarket.accounts.models import Notice
from kpmarket.foundation import transitions, working_days
from kpmarket.foundation.outbox import writing as outbox
from kpmarket.foundation.transitions import IllegalTransition
from suppliers.models import Certificate, Membership, Supplier
from suppliers.sentences.reasons import ClosingReason

NOTICE_DAYS = 5
"""Working days that a letter leaves at least before its last day."""
CLOSED = {Certificate: Certificate.Status.RETRACTED, Supplier: Supplier.Status.DRAFT}
"""Its own people go on from there whenever they like; nothing that counts rests on it."""


@dataclass(frozen=True)
class Chased:
    """How many cases were written about, and how many closed."""

    written: int
    closed: int


def chase_suppliers(*, at: datetime) -> Chased:
    """Write what is due and close what was not answered, each case in its own transaction; safe to run again."""
    on = timezone.localdate(at)
    written = closed = 0
    for case in waiting_for_supplier(on=on):
        rung = due_rung(case.working_days, {chaser.rung for chaser in case.chasers})
        if rung:
            written += _write(case, rung, at=at)
        elif case.chasers and case.until < on:
            closed += _close(case, at=at)
    return Chased(written, closed)


def due_rung(waited: int, sent: Collection[int], ladder: Collection[int] | None = None) -> int | None:
    """The rung that is due after so many working days: the latest one, unless it or a later one was written."""
    reached = max((rung for rung in (settings.CHASER_DAYS if ladder is None else ladder) if rung <= waited), default=0)
    return reached if reached > max(sent, default=0) else None


def last_day(asked_on: date, *, on: date) -> date:
    """Until when a letter of that day asks for an answer."""
    return max(working_days.due_on(asked_on, settings.SUPPLIER_DAYS), working_days.due_on(on, NOTICE_DAYS))


def _write(case: SentBack, rung: int, *, at: datetime) -> bool:
    """False where the supplier has acted or another sweep has written meanwhile."""
    subject = {"supplier": case.supplier, "certificate": case.subject if case.is_certificate else None}
    until = last_day(case.asked_on, on=timezone.localdate(at))
    try:
        with transaction.atomic():
            if not _still_waits(case):
                return False
            chaser = Chaser.objects.create(**subject, asked_at=case.asked_at, rung=rung, until=until, sent_at=at)
            _tell(case, "case_still_waits", until, f"chaser-{chaser.pk}", at=at)
    except IntegrityError:
        return False
    return True


def _close(case: SentBack, *, at: datetime) -> bool:
    """False where the supplier has acted meanwhile."""
    subject = case.subject
    reasons = [ClosingReason.NOT_ANSWERED]
    try:
        with transaction.atomic():
            event = transitions.move(subject, CLOSED[type(subject)], by=None, at=at, reasons=reasons)
            content = {"asked_at": case.asked_at.isoformat(), "step": event.pk}
            act = f"{log.kind_of(subject)}_not_answered"
            log.append(act=act, subject=log.name_of(subject), by=None, at=at, content=content)
            key = f"not-answered-{log.kind_of(subject)}-{event.pk}"
            _tell(case, "case_not_answered", timezone.localdate(at), key, at=at)
    except IllegalTransition:
        return False
    return True


def _still_waits(case: SentBack) -> bool:
    """Whether nobody has acted since; the row stays locked until the letter is stored."""
    rows = type(case.subject)._default_manager.select_for_update(no_key=True)
    return rows.filter(pk=case.subject.pk, status__in=SENT_BACK).exists()


def _tell(case: SentBack, kind: str, day: date, key: str, *, at: datetime) -> None:
    """A notice and a letter for each member who may act."""
    members = Membership.objects.filter(supplier=case.supplier, role__in=Membership.EDITING_ROLES)
    users = [member.user for member in members.filter(user__is_active=True).select_related("user")]
    params = {**chasing_mail.names_of(case.subject), "day": day.isoformat()}
    url = chasing_mail.page_of(case.subject)
    Notice.objects.bulk_create(
        Notice(recipient=user, kind=kind, params=params, url=url, created_at=at) for user in users
    )
    outbox.write(chasing_mail.letters_to(users, kind, case.subject, day, key=key), at=at)
