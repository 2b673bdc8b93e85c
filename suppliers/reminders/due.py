"""Whom to remind of which certificate, chosen in the database: one query for all rungs of all ladders."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import (
    BooleanField,
    Case,
    DateField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    SmallIntegerField,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import TruncDate

from suppliers.models import Certificate, CertificateEvent, CertificateType, Membership, Reminder
from suppliers.reminders.ladder import Window, windows

EDITOR = Membership.Role.EDITOR


class Due(NamedTuple):
    """A rung of a certificate's ladder that a person has not been reminded of. All three are primary keys or numbers."""

    certificate: int
    recipient: int
    rung: int


def find_due(*, on: date) -> list[Due]:
    """All reminders that are due by that day and not written, by certificate, the earliest rung first."""
    branches = [_not_reminded(chosen, window) for chosen, window in _windows(on)]
    if not branches:
        return []
    rows = branches[0].union(*branches[1:], all=True)
    return sorted((Due(*row) for row in rows), key=lambda due: (due.certificate, -due.rung, due.recipient))


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


def _windows(on: date) -> Iterator[tuple[Q, Window]]:
    """Each rung of each ladder, with the condition on the types that use this ladder."""
    types_by_ladder = defaultdict(list)
    for type_, ladder in CertificateType.objects.exclude(reminder_days=[]).values_list("pk", "reminder_days"):
        types_by_ladder[tuple(ladder)].append(type_)
    with_own_ladder = [type_ for types in types_by_ladder.values() for type_ in types]
    ladders = {ladder: Q(certificate_type__in=types) for ladder, types in types_by_ladder.items()}
    lowest = min((rung for ladder in [settings.REMINDER_LADDER, *ladders] for rung in ladder), default=0)
    catch_up = timedelta(days=settings.REMINDER_CATCH_UP_DAYS)
    usual = ~Q(certificate_type__in=with_own_ladder) if with_own_ladder else Q()
    for ladder, chosen in [(tuple(settings.REMINDER_LADDER), usual), *ladders.items()]:
        for window in windows(ladder, on=on, catch_up=catch_up, lowest=lowest):
            yield chosen, window


def _not_reminded(chosen: Q, window: Window) -> Any:
    """The people to remind of this rung, as rows of certificate, person and rung."""
    written = Reminder.objects.filter(certificate=OuterRef("pk"), rung=window.rung)
    due_on = ExpressionWrapper(F("valid_until") - timedelta(days=window.rung), DateField())
    approvals = CertificateEvent.objects.filter(subject=OuterRef("pk"), after=Certificate.Status.APPROVED)
    joined_in_time = Q(joined_on__lte=due_on) | ~Exists(written)
    not_written = ~Exists(written.filter(recipient=OuterRef("person")))
    return (
        Certificate.objects.approved()
        .not_renewed()
        .filter(chosen, valid_until__range=(window.start, window.until))
        .alias(role=F("supplier__memberships__role"), is_active=F("supplier__memberships__user__is_active"))
        .alias(joined_on=TruncDate("supplier__memberships__since"))
        .alias(approved_on=TruncDate(Subquery(approvals.order_by("-at").values("at")[:1])))
        .annotate(person=F("supplier__memberships__user"), rung=Value(window.rung, SmallIntegerField()))
        .filter(_is_notified(window.rung), is_active=True)
        .filter(not_written)
        .filter(_only_where(not_written, _counts(window, due_on) & joined_in_time))
        .order_by()
        .values_list("pk", "person", "rung")
    )


def _only_where(cheap: Any, expensive: Any) -> Case:
    """``expensive``, looked at for the rows that pass ``cheap`` alone: only CASE fixes an order of evaluation.

    Days of approval and of joining are computed for each row; almost all rows of a sweep were reminded before.
    """
    holds = Case(When(expensive, then=Value(True)), default=Value(False))
    return Case(When(cheap, then=holds), default=Value(False), output_field=BooleanField())


def _is_notified(rung: int) -> Q:
    """Whether a rung goes to a member: as in ``ladder.roles_notified``."""
    if rung <= settings.REMINDER_OWNERS_FROM:
        return Q(role__in=Membership.EDITING_ROLES)
    editors = Membership.objects.filter(supplier=OuterRef("supplier"), role=EDITOR, user__is_active=True)
    return Q(role=EDITOR) | Q(~Exists(editors), role__in=Membership.EDITING_ROLES)


def _counts(window: Window, due_on: ExpressionWrapper[Any]) -> Q:
    """Whether the rung counts for a document: as in ``ladder.rungs_due``."""
    lived_through = Q(approved_on=None) | Q(approved_on__lte=due_on)
    return Q(valid_until__gte=window.latest_from) | Q(lived_through, valid_until__gte=window.since)
