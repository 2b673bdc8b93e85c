"""Telling a company's people in good time that a certificate ends.

A row per certificate, person, rung and channel is written first, then taken under a lease, then handed over. A sweep
that is killed in between leaves rows that the next one takes once their lease has run out.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from smtplib import SMTPException
from typing import Any, cast

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Prefetch, QuerySet, Subquery
from django.utils import timezone

from kpmarket.accounts.models import Notice
from suppliers.models import Certificate, CertificateEvent, CertificateType, Membership, Reminder
from suppliers.reminders import mail
from suppliers.reminders.ladder import due_on, rungs_due, told_at

CHUNK = 200
LEASE = timedelta(minutes=10)
log = logging.getLogger(__name__)


def send_due_reminders(*, on: date, clock: Callable[[], datetime]) -> int:
    """Write down every reminder due by that day and hand over all that nobody has; the number handed over."""
    write_due(on=on, at=clock())
    sent = 0
    while taken := take(at=clock()):
        sent += hand_over(taken, on=on, at=clock())
    return sent


def write_due(*, on: date, at: datetime) -> None:
    """One row for each reminder that is due, free to be taken. Rows that exist already stay as they are."""
    for chunk in _chunks(_watched(on)):
        rows = [row for certificate in chunk for row in _rows_due(certificate, on, at)]
        Reminder.objects.bulk_create(rows, ignore_conflicts=True)


@transaction.atomic
def take(*, at: datetime, limit: int = CHUNK) -> list[Reminder]:
    """Up to ``limit`` unsent reminders that nobody holds, now held by the caller for the length of the lease."""
    free = _wanted().filter(sent_at=None, claimed_at__lte=at - LEASE).order_by("pk")
    keys = list(free.select_for_update(skip_locked=True, of=("self",)).values_list("pk", flat=True)[:limit])
    Reminder.objects.filter(pk__in=keys).update(claimed_at=at)
    related = ("recipient", "certificate__certificate_type", "certificate__supplier")
    return list(Reminder.objects.filter(pk__in=keys).select_related(*related).order_by("pk"))


def hand_over(taken: list[Reminder], *, on: date, at: datetime) -> int:
    """Put notices on the site and post letters; each letter is marked before the next one is posted."""
    on_site = [reminder for reminder in taken if reminder.channel == Reminder.Channel.SITE]
    with transaction.atomic():
        Notice.objects.bulk_create([_notice(reminder, at) for reminder in on_site])
        _mark(on_site, at)
    letters = [reminder for reminder in taken if reminder.channel == Reminder.Channel.MAIL]
    return len(on_site) + sum(_post(reminder, on, at) for reminder in letters)


def _post(reminder: Reminder, on: date, at: datetime) -> bool:
    """A letter that the mail server does not take waits for its lease to run out."""
    try:
        mail.certificate_ends(reminder, on=on)
    except (SMTPException, OSError):
        log.warning("Reminder %s could not be posted; it will be tried again.", reminder.pk)
        return False
    _mark([reminder], at)
    return True


def _mark(handed_over: list[Reminder], at: datetime) -> None:
    Reminder.objects.filter(pk__in=[reminder.pk for reminder in handed_over]).update(sent_at=at)


def _notice(reminder: Reminder, at: datetime) -> Notice:
    certificate = reminder.certificate
    kind = cast(CertificateType, certificate.certificate_type)
    params = {
        "type_en": kind.name_en,
        "type_zh": kind.name_zh,
        "number": certificate.number,
        "valid_until": cast(date, certificate.valid_until).isoformat(),
        "rung": reminder.rung,
    }
    return Notice(
        recipient=reminder.recipient,
        kind="certificate_ends",
        params=params,
        url=certificate.get_absolute_url(),
        created_at=at,
    )


def _wanted() -> QuerySet[Reminder]:
    """Reminders whose document still counts and whose reader still acts for the company."""
    acting = Membership.objects.filter(
        supplier=OuterRef("certificate__supplier"),
        user=OuterRef("recipient"),
        user__is_active=True,
        role__in=Membership.EDITING_ROLES,
    )
    return Reminder.objects.filter(
        Exists(acting), certificate__in=Certificate.objects.approved().not_renewed().values("pk")
    )


def _watched(on: date) -> QuerySet[Certificate]:
    """Certificates near enough to their end, before or after, for a rung to be due."""
    ladders = [
        settings.REMINDER_LADDER,
        *CertificateType.objects.exclude(reminder_days=[]).values_list("reminder_days", flat=True),
    ]
    rungs = [rung for ladder in ladders for rung in ladder] or [0]
    first = due_on(on, -min(rungs)) - timedelta(days=settings.REMINDER_CATCH_UP_DAYS)
    approvals = CertificateEvent.objects.filter(subject=OuterRef("pk"), after=Certificate.Status.APPROVED)
    acting = Membership.objects.filter(role__in=Membership.EDITING_ROLES, user__is_active=True)
    return (
        Certificate.objects.approved()
        .not_renewed()
        .filter(valid_until__gte=first, valid_until__lte=on + timedelta(days=max(rungs)))
        .annotate(approved_at=Subquery(approvals.order_by("-at").values("at")[:1]))
        .select_related("certificate_type", "supplier")
        .prefetch_related(Prefetch("supplier__memberships", acting, to_attr="acting"), "reminders")
    )


def _chunks(certificates: QuerySet[Certificate]) -> Iterator[list[Certificate]]:
    last = 0
    while chunk := list(certificates.filter(pk__gt=last).order_by("pk")[:CHUNK]):
        yield chunk
        last = chunk[-1].pk


def _rows_due(certificate: Any, on: date, at: datetime) -> Iterator[Reminder]:
    """Rows that do not exist yet. Who joined after the company was told of a rung is not told of it again."""
    written = defaultdict(set)
    for row in certificate.reminders.all():
        written[row.rung].add(row.recipient_id)
    members = certificate.supplier.acting
    has_editors = any(member.role == Membership.Role.EDITOR for member in members)
    for rung in _rungs(certificate, on):
        day = due_on(certificate.valid_until, rung)
        roles = told_at(rung, owners_from=settings.REMINDER_OWNERS_FROM, has_editors=has_editors)
        for member in members:
            joined_later = written[rung] and timezone.localdate(member.since) > day
            if member.role in roles and member.user_id not in written[rung] and not joined_later:
                yield from _one_per_channel(certificate, member, rung, day, at)


def _rungs(certificate: Any, on: date) -> tuple[int, ...]:
    ladder = certificate.certificate_type.reminder_days or settings.REMINDER_LADDER
    since = on - timedelta(days=settings.REMINDER_CATCH_UP_DAYS)
    if certificate.approved_at:
        since = max(since, timezone.localdate(certificate.approved_at))
    return rungs_due(certificate.valid_until, ladder, on=on, since=since)


def _one_per_channel(
    certificate: Certificate, member: Membership, rung: int, day: date, at: datetime
) -> Iterator[Reminder]:
    for channel in Reminder.Channel:
        yield Reminder(
            certificate=certificate,
            recipient_id=member.user_id,
            rung=rung,
            channel=channel,
            due_on=day,
            claimed_at=at - LEASE,
        )
