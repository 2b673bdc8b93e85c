"""What stands against a quote: its clearance on the day of arrival, minimum order, capacity, time. Nothing here forbids."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from audits.clearances.market_status import MarketStatus
from buyers.catalogue import reference
from buyers.catalogue.quantities import in_listed_units
from buyers.models import Enquiry, EnquiryLine
from buyers.services.delivery_terms import notes_on
from buyers.services.line_states import Concern, LineState, judge_arrivals
from buyers.trade.models import QuoteLine, QuoteRevision
from buyers.trade.models.quote import CHINA
from buyers.trade.services.offers import Offer


@dataclass(frozen=True)
class Standing:
    """The clearance of all that a revision offers: its weakest state, and the last day of the one that ends first."""

    state: MarketStatus
    until: date | None

    @property
    def is_open(self) -> bool:
        return self.state.is_open


@dataclass(frozen=True)
class Warned:
    """One warning as a sentence; ``line`` is the line that it is about, None for the whole quote."""

    code: str
    text: str
    line: EnquiryLine | None = None

    @property
    def key(self) -> str:
        """By which a form knows that it was shown."""
        return f"{self.line.pk if self.line else ''}:{self.code}"


WEAKEST_FIRST = (
    MarketStatus.PROHIBITED,
    MarketStatus.BLOCKED,
    MarketStatus.NOT_ASSESSED,
    MarketStatus.READY_CONDITIONAL,
    MarketStatus.CONDITIONAL,
    MarketStatus.READY,
    MarketStatus.CLEARED,
)


def arrival_of(enquiry: Enquiry, lead_time_days: int, *, on: date) -> date:
    """The day that clearances are judged for: when it is needed, or when it is ready where that is later.

    Carriage is not counted: how long it takes depends on who ships it and how. ``on`` is the day from which the lead time
    counts.
    """
    return max(enquiry.needed_by, on + timedelta(days=lead_time_days))


def arrival_of_revision(revision: QuoteRevision) -> date:
    """The same for what was sent: the lead time counts from the day of sending."""
    sent_on = revision.sent_at.astimezone(CHINA).date()
    return arrival_of(revision.quote.thread.enquiry, revision.lead_time_days, on=sent_on)


def states_of_revisions(revisions: Iterable[QuoteRevision], *, on: date) -> dict[int, LineState]:
    """The state of each offered line of revisions of one request, by key of the line, in a fixed number of queries."""
    asked = [(line, revision) for revision in revisions for line in revision.lines.all() if line.is_offered]
    here = reference.destination(asked[0][1].quote.thread.enquiry.destination) if asked else None
    if here is None:
        return {}
    lines = [(line.line.product, _listed(line), max(on, arrival_of_revision(revision))) for line, revision in asked]
    return {line.pk: state for (line, _r), state in zip(asked, judge_arrivals(lines, here, today=on), strict=True)}


def standing_of(states: Sequence[LineState]) -> Standing:
    """Of several lines together; nothing offered or no such place counts as not assessed."""
    if not states:
        return Standing(MarketStatus.NOT_ASSESSED, None)
    weakest = min((one.state for one in states), key=WEAKEST_FIRST.index)
    ends = [one.until for one in states if one.until]
    return Standing(weakest, min(ends) if ends and weakest.is_open else None)


def warnings_of(enquiry: Enquiry, offer: Offer, *, on: date) -> list[Warned]:
    """What the supplier should see before sending, about the terms of delivery, the time and each line."""
    here = reference.destination(enquiry.destination)
    notes = notes_on(offer.incoterm, offer.place, offer.mode)
    found = [*(Warned(note.code, note.text) for note in notes if not note.is_refusal), *_of_time(enquiry, offer, on)]
    offered = [one for one in offer.lines if one.unit_price is not None]
    if here is None or not offered:
        return found
    arrives = arrival_of(enquiry, offer.lead_time_days, on=on)
    asked = [
        (one.line.product, in_listed_units(one.line.product, one.quantity, one.unit), max(on, arrives))
        for one in offered
    ]
    for one, state in zip(offered, judge_arrivals(asked, here, today=on), strict=True):
        shown = state.without(Concern.TOO_SOON)
        found += [Warned(doubt.concern, doubt.text, one.line) for doubt in shown.doubts]
        if not one.line.product.is_on_offer:
            found.append(Warned("not_on_offer", _("This product is no longer on offer."), one.line))
    return found


def _of_time(enquiry: Enquiry, offer: Offer, on: date) -> list[Warned]:
    ready = on + timedelta(days=offer.lead_time_days)
    if ready <= enquiry.needed_by:
        return []
    words = _(
        "With this lead time the goods are ready on %(ready)s, after the day on which they are needed: %(needed)s."
    )
    return [
        Warned("late", words % {"ready": date_format(ready), "needed": date_format(enquiry.needed_by)}),
    ]


def _listed(line: QuoteLine) -> int | None:
    return in_listed_units(line.line.product, line.quantity, line.unit)
