"""What an enquiry should know of its own lines: the state on the day of arrival, and what stands against it.

Nothing here forbids anything: the buyer may know more than we do.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from audits.answers.clearance_panel import Panel, panel
from audits.clearances.evidence import OnRecord, put_on_record
from audits.clearances.market_status import MarketStatus
from audits.compliance.rulebook import Rulebook
from audits.law.current import current_rulebook
from buyers.catalogue.prices import number
from buyers.catalogue.reference import Destination
from suppliers.models import Product


class Concern(StrEnum):
    """What stands against a line."""

    PROHIBITED = "prohibited"
    NOT_CLEARED = "not_cleared"
    ENDS_BEFORE = "ends_before"
    NOT_ASSESSED = "not_assessed"
    BELOW_MINIMUM = "below_minimum"
    TOO_SOON = "too_soon"
    ABOVE_CAPACITY = "above_capacity"


@dataclass(frozen=True, slots=True)
class Doubt:
    """One concern about one line, as a sentence."""

    concern: Concern
    text: str


@dataclass(frozen=True, slots=True)
class LineState:
    """A product with its state on the day of arrival; ``until`` is the last day of that state."""

    product: Product
    state: MarketStatus
    until: date | None
    arrange: tuple[str, ...]
    """What the buyer's side must bring."""
    doubts: tuple[Doubt, ...]

    def without(self, concern: Concern) -> LineState:
        return replace(self, doubts=tuple(doubt for doubt in self.doubts if doubt.concern != concern))

    @property
    def codes(self) -> list[str]:
        """The doubts in short, by which a form knows that they were shown."""
        return [f"{self.product.pk}:{doubt.concern}" for doubt in self.doubts]


def judge_lines(
    lines: Sequence[tuple[Product, int | None]], here: Destination, *, arrives: date, today: date
) -> list[LineState]:
    """Each line judged for its arrival at that place on that day, in a fixed number of queries.

    ``today`` is the day of asking, from which the lead time counts.
    """
    return judge_arrivals([(product, quantity, arrives) for product, quantity in lines], here, today=today)


def judge_arrivals(
    lines: Sequence[tuple[Product, int | None, date]], here: Destination, *, today: date
) -> list[LineState]:
    """The same for lines that each arrive on a day of their own."""
    on_record = put_on_record([product for product, _quantity, _arrives in lines])
    law = current_rulebook()
    return [
        _line_state(product, quantity, on_record[product.pk], law, here, arrives=arrives, today=today)
        for product, quantity, arrives in lines
    ]


def _line_state(
    product: Product,
    quantity: int | None,
    on_record: OnRecord,
    law: Rulebook,
    here: Destination,
    *,
    arrives: date,
    today: date,
) -> LineState:
    def answer(on: date) -> Panel:
        return panel(product, on_record, market=here.market, country=here.code, on=on, today=today, law=law)

    then = answer(arrives)
    doubts = [*_of_clearance(then, answer, here, today=today), *_of_offer(product, quantity, arrives, today)]
    arrange = tuple(part.name for part in then.arrange[0]) if then.arrange else ()
    return LineState(product, then.state, then.until, arrange, tuple(doubts))


def _of_clearance(then: Panel, answer: Callable[[date], Panel], here: Destination, *, today: date) -> list[Doubt]:
    """Why it may not enter on that day."""
    words = {"place": here.name, "day": date_format(then.on)}
    if then.state == MarketStatus.PROHIBITED:
        return [Doubt(Concern.PROHIBITED, _("Prohibited in %(place)s on %(day)s.") % words)]
    if then.state == MarketStatus.NOT_ASSESSED:
        return [Doubt(Concern.NOT_ASSESSED, _("Not assessed for %(place)s: neither a yes nor a no.") % words)]
    if then.state != MarketStatus.BLOCKED:
        return []
    now = answer(today)
    if now.state.is_open and now.until:
        text = _("Holds for %(place)s until %(end)s only; it is needed on %(day)s.")
        return [Doubt(Concern.ENDS_BEFORE, text % {**words, "end": date_format(now.until)})]
    missing = "; ".join(then.missing[0]) if then.missing else ""
    text = _("Not cleared for %(place)s on %(day)s.") % words
    asked = _("Missing: %(document)s") % {"document": missing} if missing else ""
    return [Doubt(Concern.NOT_CLEARED, " ".join(filter(None, (text, asked, *then.taken_back))))]


def _of_offer(product: Product, quantity: int | None, arrives: date, today: date) -> list[Doubt]:
    """Where quantity and day do not fit what the supplier states."""
    doubts = []
    if quantity is not None and quantity < product.moq:
        text = _("Below the minimum order of %(moq)s.") % {"moq": number(product.moq)}
        doubts.append(Doubt(Concern.BELOW_MINIMUM, text))
    capacity = product.monthly_capacity
    if quantity is not None and capacity and quantity > capacity:
        text = _("More than the %(capacity)s that the supplier can make in a month.") % {"capacity": number(capacity)}
        doubts.append(Doubt(Concern.ABOVE_CAPACITY, text))
    lead = product.lead_time_days
    if lead is not None and arrives < today + timedelta(days=lead):
        sentence = ngettext(
            "Needed before the lead time of %(lead)s day is over, carriage not counted.",
            "Needed before the lead time of %(lead)s days is over, carriage not counted.",
            lead,
        )
        doubts.append(Doubt(Concern.TOO_SOON, sentence % {"lead": lead}))
    return doubts
