"""Telling a company's people in good time that the law changes under documents that stay valid.

As with documents that end: a row per change, person, rung and channel is written first, then taken under a lease, then
handed over. What one person is to hear about one company and one day is one letter and one notice, however many
changes, rungs and products it speaks of.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from smtplib import SMTPException

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone

from audits.editions import mail
from audits.editions.law_change_messages import LawChange
from audits.editions.law_changes import Key, Prospect, ended_by_law, losses
from audits.models import Clearance, LawReminder
from kpmarket.accounts.models import Notice
from suppliers.models import Membership
from suppliers.reminders.ladder import due_on, rungs_due, told_at
from suppliers.reminders.sending import LEASE

COMPANIES = 20
"""Companies whose products are looked at together."""
Channel = LawReminder.Channel
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Letter:
    """What one person is told at once about one company and one day, and the rows that say so."""

    rows: tuple[LawReminder, ...]
    changes: tuple[LawChange, ...]

    @property
    def first(self) -> LawReminder:
        return self.rows[0]


def send_law_reminders(*, on: date, clock: Callable[[], datetime]) -> int:
    """Write down every reminder of a law change due by that day and hand over all that nobody has; the letters and
    notices handed over."""
    write_due(on=on, at=clock())
    sent = 0
    while taken := take(at=clock()):
        sent += hand_over(taken, on=on, at=clock())
    return sent


def write_due(*, on: date, at: datetime) -> None:
    """One row for each reminder that is due, free to be taken. Rows that exist already stay as they are."""
    ending = _ending(on)
    companies = sorted(set(ending.order_by().values_list("supplier", flat=True)))
    for start in range(0, len(companies), COMPANIES):
        chunk = companies[start : start + COMPANIES]
        keys = {loss.key: loss.until for loss in losses(ending.filter(supplier__in=chunk), on=on)}
        LawReminder.objects.bulk_create(_rows(chunk, keys, on, at), ignore_conflicts=True)


@transaction.atomic
def take(*, at: datetime, companies: int = COMPANIES) -> list[LawReminder]:
    """All unsent reminders of a few companies that nobody holds, now held by the caller for the length of the lease."""
    free = _wanted().filter(sent_at=None, claimed_at__lte=at - LEASE).order_by("supplier", "pk")
    first = sorted(set(free.values_list("supplier", flat=True)))[:companies]
    mine = free.filter(supplier__in=first).select_for_update(skip_locked=True, of=("self",))
    keys = list(mine.values_list("pk", flat=True))
    LawReminder.objects.filter(pk__in=keys).update(claimed_at=at)
    return list(LawReminder.objects.filter(pk__in=keys).select_related("recipient", "supplier").order_by("pk"))


def hand_over(taken: list[LawReminder], *, on: date, at: datetime) -> int:
    """Put notices on the site and post letters. What no longer turns is told to nobody, and its rows go."""
    companies = {row.supplier_id for row in taken}
    prospect = Prospect(losses(_ending(on).filter(supplier__in=companies), on=on), on=on)
    standing = {loss.key for loss in prospect.losses}
    LawReminder.objects.filter(pk__in=[row.pk for row in taken if _key(row) not in standing], sent_at=None).delete()
    letters = list(_letters([row for row in taken if _key(row) in standing], prospect))
    on_site = [letter for letter in letters if letter.first.channel == Channel.SITE]
    with transaction.atomic():
        Notice.objects.bulk_create(_notice(letter, at) for letter in on_site)
        _mark(on_site, at)
    by_mail = [letter for letter in letters if letter.first.channel == Channel.MAIL]
    return len(on_site) + sum(_post(letter, on, at) for letter in by_mail)


def _letters(rows: Iterable[LawReminder], prospect: Prospect) -> Iterator[Letter]:
    """One for each person, company, day and channel; people who hear the same share the work."""
    together: dict[tuple[object, ...], list[LawReminder]] = defaultdict(list)
    for row in rows:
        together[row.recipient_id, row.supplier_id, row.day, row.channel].append(row)
    told: dict[frozenset[Key], tuple[LawChange, ...]] = {}
    for group in together.values():
        keys = frozenset(map(_key, group))
        if keys not in told:
            told[keys] = tuple(prospect.changes(keys))
        yield Letter(tuple(group), told[keys])


def _key(row: LawReminder) -> Key:
    return Key(row.supplier_id, row.market_id, row.day, row.code, row.about)


def _post(letter: Letter, on: date, at: datetime) -> bool:
    """A letter that the mail server does not take waits for its lease to run out."""
    first = letter.first
    try:
        mail.send_law_reminder(first, letter.changes, on=on)
    except (SMTPException, OSError):
        log.warning("Reminder of a law change %s could not be posted; it will be tried again.", first.pk)
        return False
    _mark([letter], at)
    return True


def _mark(handed_over: Iterable[Letter], at: datetime) -> None:
    rows = [row.pk for letter in handed_over for row in letter.rows]
    LawReminder.objects.filter(pk__in=rows).update(sent_at=at)


def _notice(letter: Letter, at: datetime) -> Notice:
    markets = {change.market: change.names.law.markets.get(change.market) for change in letter.changes}
    params = {
        "day": letter.first.day.isoformat(),
        "products": len({product.pk for change in letter.changes for way in change.ways for product in way.products}),
        "markets_en": ", ".join(known.name if known else id_ for id_, known in markets.items()),
        "markets_zh": "、".join((known.name_zh or known.name) if known else id_ for id_, known in markets.items()),
    }
    url = reverse("audits:matrix", args=[letter.first.supplier_id])
    return Notice(recipient=letter.first.recipient, kind="law_ahead", params=params, url=url, created_at=at)


def _wanted() -> QuerySet[LawReminder]:
    """Reminders whose reader still acts for the company."""
    acting = Membership.objects.filter(
        supplier=OuterRef("supplier"),
        user=OuterRef("recipient"),
        user__is_active=True,
        role__in=Membership.EDITING_ROLES,
    )
    return LawReminder.objects.filter(Exists(acting))


def _ending(on: date) -> QuerySet[Clearance]:
    """What is on offer and near enough to a turn of the law, before or after, for a rung to be due."""
    since = due_on(on, -min(settings.REMINDER_LADDER, default=0)) - timedelta(days=settings.REMINDER_CATCH_UP_DAYS)
    return ended_by_law(on=on, since=since).filter(is_on_offer=True)


def _rows(companies: list[int], keys: Mapping[Key, date], on: date, at: datetime) -> Iterator[LawReminder]:
    """The rows that do not exist yet. Of rungs that were missed only the latest counts: a letter tells all there is."""
    members, told = _members(companies), _told(companies, keys)
    for key, until in keys.items():
        for rung in rungs_due(until, settings.REMINDER_LADDER, on=on, since=date.max):
            for member in _readers(members[key.supplier], told[key, rung], rung, due_on(until, rung)):
                yield from _one_per_channel(key, member, rung, due_on(until, rung), at)


def _members(companies: list[int]) -> dict[int, list[Membership]]:
    acting = Membership.objects.filter(role__in=Membership.EDITING_ROLES, user__is_active=True)
    found = defaultdict(list)
    for member in acting.filter(supplier__in=companies):
        found[member.supplier_id].append(member)
    return found


def _told(companies: list[int], keys: Iterable[Key]) -> dict[tuple[Key, int], set[int]]:
    """Who has a row already, by change and rung."""
    found = defaultdict(set)
    for row in LawReminder.objects.filter(supplier__in=companies, day__in={key.day for key in keys}):
        found[_key(row), row.rung].add(row.recipient_id)
    return found


def _readers(members: list[Membership], told: set[int], rung: int, day: date) -> Iterator[Membership]:
    """Who is to be told. Who joined after the company was told of a rung is not told of it again."""
    has_editors = any(member.role == Membership.Role.EDITOR for member in members)
    roles = told_at(rung, owners_from=settings.REMINDER_OWNERS_FROM, has_editors=has_editors)
    for member in members:
        joined_later = bool(told) and timezone.localdate(member.since) > day
        if member.role in roles and member.user_id not in told and not joined_later:
            yield member


def _one_per_channel(key: Key, member: Membership, rung: int, day: date, at: datetime) -> Iterator[LawReminder]:
    for channel in Channel:
        yield LawReminder(
            supplier_id=key.supplier,
            market_id=key.market,
            day=key.day,
            code=key.code,
            about=key.about,
            recipient_id=member.user_id,
            rung=rung,
            channel=channel,
            due_on=day,
            claimed_at=at - LEASE,
        )
