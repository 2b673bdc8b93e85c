"""Reminding a company's people in good time that the law changes under documents that stay valid.

As with documents that end: a row for each change, person and rung is written together with the notice and the letter,
all or nothing. What one person is to learn about one company and one day is one letter and one notice, however many
changes, rungs and products it speaks of.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import cast

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone

from audits.editions import mail
from audits.editions.law_change_messages import LawChange
from audits.editions.law_changes import Key, LawChangeReport, Loss, ended_by_law, losses
from audits.models import Clearance, LawReminder
from kpmarket.accounts.models import Notice, User
from kpmarket.foundation.outbox import writing as outbox
from kpmarket.foundation.outbox.models import Letter
from suppliers.models import Membership, Supplier
from suppliers.reminders.ladder import due_on, roles_notified, rungs_due

CHUNK_COMPANIES = 20
"""Companies whose products are looked at together."""
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Message:
    """What one person learns at once about one company and one day, and the rows that record it."""

    rows: tuple[LawReminder, ...]
    changes: tuple[LawChange, ...]

    @property
    def first(self) -> LawReminder:
        return self.rows[0]


def write_due(*, on: date, at: datetime) -> int:
    """Write every reminder of a law change due by that day, and take back letters that nobody wants any more; how many
    messages were written."""
    withdraw(on=on)
    return sum(_write(companies, on=on, at=at) for companies in _chunks(_companies(on)))


def preview(*, on: date) -> Iterator[Letter]:
    """The letters that ``write_due`` would write; nothing is written."""
    for companies in _chunks(_companies(on)):
        yield from (mail.law_reminder(message.rows, message.changes, on=on) for message in _messages(companies, on))


def withdraw(*, on: date) -> int:
    """Take back letters that wait although the person left or the law no longer changes so, with their rows; how many."""
    rows = LawReminder.objects.filter(letter__in=Letter.objects.waiting())
    waiting = [(cast(int, row.letter_id), row) for row in rows]
    if not waiting:
        return 0
    companies = {row.supplier_id for _letter, row in waiting}
    still_due = {loss.key for loss in losses(_ending(on).filter(supplier__in=companies), on=on)}
    acting = set(_still_wanted().filter(letter__in=Letter.objects.waiting()).values_list("pk", flat=True))
    wanted = {letter for letter, row in waiting if row.pk in acting and _key(row) in still_due}
    unwanted = {letter for letter, _row in waiting} - wanted
    with transaction.atomic():
        LawReminder.objects.filter(letter__in=unwanted).delete()
        Letter.objects.waiting().filter(pk__in=unwanted).delete()
    return len(unwanted)


def _write(companies: Collection[int], *, on: date, at: datetime) -> int:
    """How many messages were written: none where another sweep is writing them at this moment."""
    messages = list(_messages(companies, on))
    letters = [mail.law_reminder(message.rows, message.changes, on=on) for message in messages]
    try:
        with transaction.atomic():
            outbox.write(letters, at=at)
            for message, letter in zip(messages, letters, strict=True):
                for row in message.rows:
                    row.letter, row.created_at = letter, at
            LawReminder.objects.bulk_create([row for message in messages for row in message.rows])
            Notice.objects.bulk_create(_notice(message, at) for message in messages)
    except IntegrityError:
        log.warning("Reminders of law changes are being written by another sweep; the next one writes what it leaves.")
        return 0
    return len(messages)


def _messages(companies: Collection[int], on: date) -> Iterator[Message]:
    """One for each person, company and day; people who learn the same share the work."""
    found = losses(_ending(on).filter(supplier__in=companies), on=on)
    rows = list(_rows(companies, found, on))
    if not rows:
        return
    prospect = LawChangeReport(found, on=on)
    together: dict[tuple[object, ...], list[LawReminder]] = defaultdict(list)
    for row in rows:
        together[row.recipient_id, row.supplier_id, row.day].append(row)
    changes: dict[frozenset[Key], tuple[LawChange, ...]] = {}
    for group in together.values():
        keys = frozenset(map(_key, group))
        if keys not in changes:
            changes[keys] = tuple(prospect.changes(keys))
        yield Message(tuple(group), changes[keys])


def _key(row: LawReminder) -> Key:
    return Key(row.supplier_id, row.market_id, row.day, row.code, row.about)


def _notice(message: Message, at: datetime) -> Notice:
    markets = {change.market: change.names.law.markets.get(change.market) for change in message.changes}
    params = {
        "day": message.first.day.isoformat(),
        "products": len({product.pk for change in message.changes for way in change.ways for product in way.products}),
        "markets_en": ", ".join(known.name if known else id_ for id_, known in markets.items()),
        "markets_zh": "、".join((known.name_zh or known.name) if known else id_ for id_, known in markets.items()),
    }
    url = reverse("audits:matrix", args=[message.first.supplier_id])
    return Notice(recipient=message.first.recipient, kind="law_ahead", params=params, url=url, created_at=at)


def _still_wanted() -> QuerySet[LawReminder]:
    """Reminders whose reader still acts for the company."""
    acting = Membership.objects.filter(
        supplier=OuterRef("supplier"),
        user=OuterRef("recipient"),
        user__is_active=True,
        role__in=Membership.EDITING_ROLES,
    )
    return LawReminder.objects.filter(Exists(acting))


def _ending(on: date) -> QuerySet[Clearance]:
    """What is on offer and near enough to a change of the law, before or after, for a rung to be due."""
    since = due_on(on, -min(settings.REMINDER_LADDER, default=0)) - timedelta(days=settings.REMINDER_CATCH_UP_DAYS)
    return ended_by_law(on=on, since=since).filter(is_on_offer=True)


def _companies(on: date) -> list[int]:
    """The companies that the law takes something from around that day."""
    return sorted(set(_ending(on).order_by().values_list("supplier", flat=True)))


def _chunks(companies: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(companies), CHUNK_COMPANIES):
        yield companies[start : start + CHUNK_COMPANIES]


def _rows(companies: Collection[int], found: Iterable[Loss], on: date) -> Iterator[LawReminder]:
    """The rows that do not exist yet. Of rungs that were missed only the latest counts: a letter says all there is."""
    keys = {loss.key: loss.until for loss in found}
    members, notified, suppliers = _members(companies), _notified(companies, keys), Supplier.objects.in_bulk(companies)
    for key, until in keys.items():
        for rung in rungs_due(until, settings.REMINDER_LADDER, on=on, since=date.max):
            day = due_on(until, rung)
            for person in _readers(members[key.supplier], notified[key, rung], rung, day):
                facts = {"market_id": key.market, "day": key.day, "code": key.code, "about": key.about}
                company = suppliers[key.supplier]
                yield LawReminder(supplier=company, recipient=person, rung=rung, due_on=day, **facts)


def _members(companies: Collection[int]) -> Mapping[int, list[Membership]]:
    acting = Membership.objects.filter(role__in=Membership.EDITING_ROLES, user__is_active=True)
    members = defaultdict(list)
    for member in acting.filter(supplier__in=companies).select_related("user"):
        members[member.supplier_id].append(member)
    return members


def _notified(companies: Collection[int], keys: Iterable[Key]) -> Mapping[tuple[Key, int], set[int]]:
    """Who has a row already, by change and rung."""
    notified = defaultdict(set)
    for row in LawReminder.objects.filter(supplier__in=companies, day__in={key.day for key in keys}):
        notified[_key(row), row.rung].add(row.recipient_id)
    return notified


def _readers(members: list[Membership], notified: set[int], rung: int, day: date) -> Iterator[User]:
    """Whom to notify. Who joined after the company was notified of a rung is not notified of it again."""
    has_editors = any(member.role == Membership.Role.EDITOR for member in members)
    roles = roles_notified(rung, owners_from=settings.REMINDER_OWNERS_FROM, has_editors=has_editors)
    for member in members:
        joined_later = bool(notified) and timezone.localdate(member.since) > day
        if member.role in roles and member.user_id not in notified and not joined_later:
            yield member.user
