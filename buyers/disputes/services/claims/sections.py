"""Claims on the page of an order and in lists of orders: what is open, the next thing, and the way to its page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from buyers.disputes.models import Claim
from buyers.disputes.services.claims.opening import OPEN_TO_CLAIMS
from buyers.disputes.services.claims.reading import CLOSED, Known, claims_of, known_claim
from buyers.disputes.services.claims.words import duties_in_words, next_steps, stage_words, wanted_words
from buyers.terms.disputes.claim_facts import Party
from buyers.trade.models import Side
from buyers.trade.services.fact_rows import OrderFacts
from buyers.trade.services.order_actions import Action
from buyers.trade.services.order_sections import Reader, Section
from buyers.trade.services.step_words import NextStep

PLACE = 60
HANDED_OVER = "transport_document"
"""The event since which goods are on the way."""


@dataclass(frozen=True)
class ClaimRow:
    """One claim in a list."""

    number: int
    url: str
    what: str
    status: str
    state: str
    is_over: bool
    next_thing: str
    ends: str
    here: str
    is_mine: bool


def section_of(facts: OrderFacts, reader: Reader) -> Section | None:
    """The claims of the order with the reader's next thing, and the way to open one."""
    may_open = reader.may_act and facts.order.status in OPEN_TO_CLAIMS
    found = [known_claim(one, at=facts.at) for one in claims_of([facts])]
    if not found and not may_open:
        return None
    actions = tuple(_ways_to_open(facts, reader)) if may_open else ()
    context = {
        "rows": [row_of(one, Party(reader.side), at=facts.at) for one in found],
        "url": reverse("disputes:claims", args=[facts.order.pk]),
    }
    return Section("claims", _("Claims"), PLACE, "disputes/_claims.html", context, actions)


def _ways_to_open(facts: OrderFacts, reader: Reader) -> Iterator[Action]:
    """An empty claim, and for the buyer one for each line whose clearance was lost on the way, with its cause."""
    url = reverse("disputes:claim-open", args=[facts.order.pk])
    yield Action("claim", _("Open a claim"), url)
    lost = [one.line.number for one in facts.holds] if reader.side == Side.BUYER else []
    for line in facts.lines:
        if line.terms.number in lost and line.quantity_of(HANDED_OVER):
            words = _("Claim because of the lost clearance of line %(line)s") % {"line": line.terms.number}
            yield Action("claim-clearance", words, f"{url}?kind={Claim.Kind.CLEARANCE}&line={line.terms.number}")


def steps_of(orders: Sequence[OrderFacts], side: Side) -> Mapping[int, Sequence[NextStep]]:
    """What open claims wait for, by the keys of the orders."""
    found: dict[int, list[NextStep]] = defaultdict(list)
    moments = {one.order.pk: one.at for one in orders}
    for claim in claims_of(orders):
        if claim.status not in CLOSED:
            at = moments[claim.order_id]
            found[claim.order_id] += next_steps(known_claim(claim, at=at), side, at=at)
    return found


def row_of(one: Known, reader: Party, *, at: datetime) -> ClaimRow:
    """A claim as this reader sees it in a list."""
    claim = one.claim
    duties = duties_in_words(one, reader, at=at)
    first = next((duty for duty in duties if duty.is_mine), next(iter(duties), None))
    return ClaimRow(
        number=claim.number,
        url=claim.get_absolute_url(),
        what=wanted_words(claim),
        status=str(one.standing.stage),
        state=stage_words(one.standing.stage),
        is_over=one.standing.is_over,
        next_thing=first.sentence if first else "",
        ends=first.ends if first else "",
        here=first.here if first else "",
        is_mine=bool(first and first.is_mine),
    )
