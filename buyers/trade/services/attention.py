"""Orders that need somebody of the desk, each with the reasons: computed when the page is asked for, never stored."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from buyers.terms.progress import reached
from buyers.trade.models import EvidenceFile, Order, Side
from buyers.trade.services.acceptance import last_day_to_answer
from buyers.trade.services.fact_rows import CONTRADICTION, OrderFacts
from buyers.trade.services.facts import facts_of
from buyers.trade.services.release_stops import AFTER_SHIPMENT
from buyers.trade.services.watch_words import hold_words
from buyers.trade.services.words import event_words, kind_words

MOST = 300
"""Orders that one page looks at: those placed first."""
OPEN = (Order.Status.PLACED, Order.Status.CONFIRMED)
CONTRADICTIONS = {
    "more-than-ordered": gettext_lazy("Line %(line)s, %(event)s: %(quantity)s reported, %(most)s ordered."),
    "more-than-before": gettext_lazy(
        "Line %(line)s, %(event)s: %(quantity)s reported, %(most)s before it (%(before)s)."
    ),
}


@dataclass(frozen=True)
class Need:
    """An order with what somebody has to look at; ``weight`` puts what weighs more first."""

    facts: OrderFacts
    reasons: tuple[str, ...]
    weight: int

    @property
    def order(self) -> Order:
        return self.facts.order


def open_orders(*, suppliers: Iterable[int] = (), buyers: Iterable[int] = ()) -> list[Order]:
    """Orders in force, first placed first, without those of these companies and organisations."""
    orders = Order.objects.filter(status__in=OPEN).exclude(supplier__in=suppliers).exclude(buyer__in=buyers)
    return list(orders.select_related("buyer", "supplier", "holder").order_by("placed_at", "pk")[:MOST])


def needs_of(orders: Sequence[Order], *, at: datetime) -> list[Need]:
    """Those of these orders that need somebody, with a fixed number of queries however many there are."""
    twice = _files_in_several_orders(orders)
    needs = []
    for facts in facts_of(orders, at=at):
        reasons = [*_reasons(facts), *_of_files(twice.get(facts.order.pk, {}))]
        if reasons:
            needs.append(Need(facts, tuple(text for _weight, text in reasons), sum(one for one, _text in reasons)))
    return sorted(needs, key=lambda need: (-need.weight, need.order.placed_at, need.order.pk))


Reason = tuple[int, str]
"""How much it weighs, and the sentence."""


def _reasons(facts: OrderFacts) -> Iterator[Reason]:
    for hold in facts.holds:
        title = hold_words(hold, Side.BUYER).title
        yield 8, _("Line %(line)s: %(text)s") % {"line": hold.line.number, "text": title}
    yield from _contradictory(facts)
    yield from _unanswered(facts)
    yield from _late(facts)


def _contradictory(facts: OrderFacts) -> Iterator[Reason]:
    if facts.claims.get(AFTER_SHIPMENT) == CONTRADICTION:
        yield 8, _("Reports of a shipment contradict each other.")
    for one in facts.contradictions:
        words = {"event": event_words(one.event), "before": event_words(one.before) if one.before else ""}
        yield 8, CONTRADICTIONS[one.code] % {**words, "line": one.line, "quantity": one.quantity, "most": one.most}


def _unanswered(facts: OrderFacts) -> Iterator[Reason]:
    """Evidence that nobody answered in time and that silence does not accept."""
    for one in facts.evidence:
        if one.is_open and (last := last_day_to_answer(one.row)) < facts.on:
            words = {"kind": kind_words(one.row.kind), "day": date_format(last)}
            yield 4, _("Not answered by %(day)s: %(kind)s.") % words


def _late(facts: OrderFacts) -> Iterator[Reason]:
    if facts.terms is None or not facts.is_in_force:
        return
    for line in facts.lines:
        late = [
            one for one in reached(line.terms, facts.events, facts.due_terms or facts.terms, facts.on) if one.days_late
        ]
        if late:
            words = {"line": line.terms.number, "event": event_words(late[0].event), "days": late[0].days_late}
            text = ngettext(
                "Line %(line)s, %(event)s: %(days)s day late.",
                "Line %(line)s, %(event)s: %(days)s days late.",
                late[0].days_late,
            )
            yield 2, text % words
    for part in facts.parts:
        if days := part.days_late(facts.on):
            text = ngettext(
                "Payment of part %(number)s is %(days)s day late.",
                "Payment of part %(number)s is %(days)s days late.",
                days,
            )
            yield 2, text % {"number": part.part.number, "days": days}


FilesTwice = dict[int, dict[str, list[Order]]]
"""By order: names of files with the other orders that the very same file was submitted for."""


def _files_in_several_orders(orders: Sequence[Order]) -> FilesTwice:
    own = EvidenceFile.objects.filter(evidence__order__in=orders).values("sha256")
    rows = EvidenceFile.objects.filter(sha256__in=own).select_related("evidence__order").order_by("pk")
    by_digest: dict[str, list[EvidenceFile]] = defaultdict(list)
    for file in rows:
        by_digest[file.sha256].append(file)
    found: FilesTwice = defaultdict(lambda: defaultdict(list))
    for files in by_digest.values():
        for file in files:
            others = {one.evidence.order for one in files if one.evidence.order_id != file.evidence.order_id}
            found[file.evidence.order_id][file.original_name] += sorted(others, key=lambda order: order.pk)
    return found


def _of_files(files: dict[str, list[Order]]) -> Iterator[Reason]:
    for name, others in files.items():
        if others:
            numbers = ", ".join(dict.fromkeys(order.number for order in others))
            yield 6, _("The file %(name)s was submitted for %(orders)s too.") % {"name": name, "orders": numbers}
