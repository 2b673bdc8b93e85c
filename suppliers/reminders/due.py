"""Whom to remind of which certificate.

One statement finds in the database who was not reminded of a rung within reach, for all rungs of all ladders: hardly
anybody, when sweep follows sweep. Whether the rung counts is asked for these few alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple, cast

from django.conf import settings
from django.db import connection
from django.db.models import Exists, Max, OuterRef, Q, QuerySet
from django.db.models.functions import TruncDate

from suppliers.models import Certificate, CertificateType, Membership, Reminder
from suppliers.reminders.ladder import Window, due_on, windows

CHUNK_ROWS = 500
NOT_REMINDED = """
WITH step (ladder, rung, since, until) AS (VALUES {steps})
SELECT certificate.id, member.user_id, step.ladder, step.rung
FROM step
JOIN suppliers_certificate certificate
  ON 'approved' = certificate.status AND certificate.valid_until BETWEEN step.since AND step.until
JOIN suppliers_membership member ON member.supplier_id = certificate.supplier_id
WHERE step.ladder = {ladder}
  AND CASE
    WHEN EXISTS (
      SELECT 1 FROM suppliers_reminder
      WHERE certificate_id = certificate.id AND recipient_id = member.user_id AND rung = step.rung
    ) THEN FALSE
    ELSE EXISTS (SELECT 1 FROM accounts_user WHERE id = member.user_id AND is_active)
      AND (member.role = 'editor' OR member.role = 'owner' AND (step.rung <= %s OR NOT EXISTS (
        SELECT 1 FROM suppliers_membership editor JOIN accounts_user ON accounts_user.id = editor.user_id
        WHERE editor.supplier_id = certificate.supplier_id AND editor.role = 'editor' AND is_active
      )))
      AND certificate.id NOT IN (
        SELECT supersedes_id FROM suppliers_certificate WHERE supersedes_id IS NOT NULL AND status = 'approved'
      )
    END
"""
"""Certificate, person, ladder and rung. CASE fixes the order of evaluation: in almost all rows the first test ends it.

Who is notified is as in ``ladder.roles_notified``. ``steps`` are the windows of all ladders, ``ladder`` is the number
of a certificate's ladder.
"""


class Due(NamedTuple):
    """A rung of a certificate's ladder that a person has not been reminded of. All three are primary keys or numbers."""

    certificate: int
    recipient: int
    rung: int


class Candidate(NamedTuple):
    """Somebody who was not reminded of a rung within reach, which counts or does not."""

    certificate: int
    recipient: int
    window: Window


def find_due(*, on: date) -> list[Due]:
    """All reminders that are due by that day and not written, by certificate, the earliest rung first."""
    candidates = _candidates(on)
    chunks = (candidates[start : start + CHUNK_ROWS] for start in range(0, len(candidates), CHUNK_ROWS))
    due = (one for chunk in chunks for one in _counting(chunk))
    return sorted(due, key=lambda due: (due.certificate, -due.rung, due.recipient))


def unwanted() -> QuerySet[Reminder]:
    """Reminders whose document no longer counts, or whose reader no longer acts for the company."""
    acting = Membership.objects.filter(
        supplier=OuterRef("certificate__supplier"),
        user=OuterRef("recipient"),
        user__is_active=True,
        role__in=Membership.EDITING_ROLES,
    )
    renewed = Certificate.objects.approved().filter(supersedes__isnull=False).values("supersedes")
    is_over = ~Q(certificate__status=Certificate.Status.APPROVED) | Q(certificate__in=renewed)
    return Reminder.objects.filter(is_over | ~Exists(acting))


def _candidates(on: date) -> list[Candidate]:
    types_by_ladder = defaultdict(list)
    for type_, ladder in CertificateType.objects.exclude(reminder_days=[]).values_list("pk", "reminder_days"):
        types_by_ladder[tuple(ladder)].append(type_)
    ladders = [tuple(settings.REMINDER_LADDER), *types_by_ladder]
    found = {(number, window.rung): window for number, window in _windows(ladders, on)}
    if not found:
        return []
    steps = [(number, rung, window.start, window.until) for (number, rung), window in found.items()]
    own = [(type_, number) for number, types in enumerate(types_by_ladder.values(), start=1) for type_ in types]
    whens = " ".join(["WHEN %s THEN %s"] * len(own))
    statement = NOT_REMINDED.format(
        steps=", ".join(["(%s, %s, %s, %s)"] * len(steps)),
        ladder=f"CASE certificate.certificate_type_id {whens} ELSE 0 END" if own else "0",
    )
    parameters = [value for row in (*steps, *own) for value in row]
    with connection.cursor() as cursor:
        cursor.execute(statement, [*parameters, settings.REMINDER_OWNERS_FROM])
        return [
            Candidate(certificate, person, found[number, rung])
            for certificate, person, number, rung in cursor.fetchall()
        ]


def _windows(ladders: Sequence[Sequence[int]], on: date) -> Iterator[tuple[int, Window]]:
    """Each window of each ladder, with the ladder's number."""
    lowest = min((rung for ladder in ladders for rung in ladder), default=0)
    catch_up = timedelta(days=settings.REMINDER_CATCH_UP_DAYS)
    for number, ladder in enumerate(ladders):
        for window in windows(ladder, on=on, catch_up=catch_up, lowest=lowest):
            yield number, window


def _counting(candidates: Sequence[Candidate]) -> Iterator[Due]:
    """Those whose rung counts for the document, and who had joined by its day or learn of it with the others."""
    keys = {candidate.certificate for candidate in candidates}
    approved_at = Max("history__at", filter=Q(history__after=Certificate.Status.APPROVED))
    certificates = {
        key: (supplier, valid_until, approved_on)
        for key, supplier, valid_until, approved_on in Certificate.objects.filter(pk__in=keys)
        .annotate(approved_on=TruncDate(approved_at))
        .order_by()
        .values_list("pk", "supplier", "valid_until", "approved_on")
    }
    members = Membership.objects.filter(supplier__in={supplier for supplier, *_ in certificates.values()})
    joined = {
        (supplier, person): day
        for supplier, person, day in members.order_by().values_list("supplier", "user", TruncDate("since"))
    }
    written = set(Reminder.objects.filter(certificate__in=keys).order_by().values_list("certificate", "rung"))
    for certificate, recipient, window in candidates:
        supplier, valid_until, approved_on = certificates[certificate]
        if (supplier, recipient) not in joined:
            continue  # left since the statement before
        has_joined = joined[supplier, recipient] <= due_on(cast(date, valid_until), window.rung)
        is_first = (certificate, window.rung) not in written
        if (has_joined or is_first) and window.counts(cast(date, valid_until), approved_on=approved_on):
            yield Due(certificate, recipient, window.rung)
