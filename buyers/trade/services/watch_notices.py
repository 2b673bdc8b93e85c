"""Notifying both sides of an order, once, of what the watch found, and once that it is over.

A sweep compares what holds on the day with the notices that are on record. A unique row, written together with the letter
while the order's row is locked, records who was notified of what: run five times, late or ended in between, each letter
is written once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial

from django.db import transaction
from django.db.models import Min

from buyers.terms.watch import Cause
from buyers.trade.mail import watch as letters
from buyers.trade.models import Order, OrderLine, Side, WatchNotice
from buyers.trade.services.ledger import lock_order
from buyers.trade.services.parties import people_who_act
from buyers.trade.services.watch_judging import LineWatch
from buyers.trade.services.watch_words import finding_words
from buyers.trade.services.watching import outlook, watch_orders
from kpmarket.accounts.models import User
from kpmarket.foundation.outbox import writing as outbox
from kpmarket.foundation.outbox.models import Letter

CHUNK = 200
"""Orders that are judged together."""
WATCHED = (Order.Status.PLACED, Order.Status.CONFIRMED)
Kind = WatchNotice.Kind
REVOKED = (Cause.FALSE_DOCUMENT, Cause.APPROVAL_WITHDRAWN)
LAW = (Cause.LAW, Cause.LAW_KNOWN)
LETTERS: dict[str, Callable[[WatchNotice, OrderLine, Callable[[], object]], Letter]] = {
    Kind.TOO_SHORT: letters.watch_too_short,
    Kind.LAW_AHEAD: letters.law_change_ahead,
    Kind.LAPSED: letters.watch_lapsed,
    Kind.REVOKED: letters.watch_revoked,
    Kind.CURED: letters.watch_cured,
}


@dataclass(frozen=True, slots=True)
class Finding:
    """What both sides of a line must know; ``code`` is the same for as long as it lasts."""

    line: LineWatch
    kind: str
    code: str


def notify_of_watch(*, on: date, at: datetime) -> int:
    """Write the letters that nobody has got yet about orders in force; how many."""
    orders = Order.objects.filter(status__in=WATCHED).order_by("pk")
    count, last = 0, 0
    while chunk := list(orders.filter(pk__gt=last)[:CHUNK]):
        last = chunk[-1].pk
        on_record = _on_record(chunk)
        for key, lines in watch_orders(chunk, on).items():
            if any(_news(line, on_record[key, line.line.number]) for line in lines):
                count += notify_of_order(key, on=on, at=at)
    return count


@transaction.atomic
def notify_of_order(order_pk: int, *, on: date, at: datetime) -> int:
    """The same for one order, while nobody else writes of it: each side's people who act."""
    order = lock_order(order_pk)
    if order.status not in WATCHED:
        return 0
    on_record = _on_record([order])
    people = {side: people_who_act(order, side) for side in Side}
    written: list[Letter] = []
    for line in outlook(order, on):
        if finding := _news(line, on_record[order.pk, line.line.number]):
            for side in Side:
                notices = [_notice(finding, user, at) for user in people[side]]
                WatchNotice.objects.bulk_create(notices)
                words = partial(finding_words, line, side)
                written += [LETTERS[finding.kind](notice, line.line, words) for notice in notices]
    outbox.write(written, at=at)
    return len(written)


def _notice(finding: Finding, user: User, at: datetime) -> WatchNotice:
    return WatchNotice(
        order=finding.line.order,
        line=finding.line.line.number,
        kind=finding.kind,
        cause=finding.code,
        recipient=user,
        written_at=at,
    )


OnRecord = list[tuple[str, str]]
"""Kind and cause of what both sides of a line were notified of, in the order in which it was written."""


def _on_record(orders: Iterable[Order]) -> dict[tuple[int, int], OnRecord]:
    """By order and line."""
    found: dict[tuple[int, int], OnRecord] = defaultdict(list)
    notices = WatchNotice.objects.filter(order__in=list(orders)).order_by()
    written = notices.values("order", "line", "kind", "cause").annotate(first=Min("pk")).order_by("first")
    for one in written:
        found[one["order"], one["line"]].append((one["kind"], one["cause"]))
    return found


def _news(line: LineWatch, on_record: OnRecord) -> Finding | None:
    """What is found and not on record, or that what is on record is found no longer.

    What comes back after it was over is news again: its code then has the number of the round.
    """
    overs = [place for place, (kind, _code) in enumerate(on_record) if kind == Kind.CURED]
    since_over = on_record[overs[-1] + 1 :] if overs else on_record
    present = _finding(line)
    if present is None:
        return Finding(line, Kind.CURED, since_over[-1][1]) if since_over and not line.is_over else None
    code = f"{present.code}#{len(overs) + 1}" if overs else present.code
    return None if (present.kind, code) in since_over else replace(present, code=code)


def _finding(line: LineWatch) -> Finding | None:
    if line.hold:
        return Finding(line, Kind.REVOKED if line.hold.cause in REVOKED else Kind.LAPSED, line.hold.code)
    if line.is_too_short:
        return Finding(line, Kind.LAW_AHEAD if line.cause in LAW else Kind.TOO_SHORT, line.code)
    return None
