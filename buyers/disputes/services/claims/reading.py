"""Claims with their steps and where they stand, read with two queries however many there are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.db.models import OuterRef, Prefetch, QuerySet, Subquery, prefetch_related_objects

from buyers.disputes.models import Claim, ClaimStatusChange, ClaimStep
from buyers.terms.disputes.claim_clock import standing_of
from buyers.terms.disputes.claim_facts import ClaimFacts, Did, Happened, Party, Place, Standing
from buyers.trade.models import Order
from buyers.trade.services.fact_rows import OrderFacts
from buyers.trade.services.order_deadlines import CHINA
from kpmarket.foundation.working_days import due_on

CLOSED = (Claim.Status.CARRIED_OUT, Claim.Status.WITHDRAWN, Claim.Status.SETTLED)
"""A settlement that moves money is carried out in the act of its last signature; one of goodwill ends as settled."""
ENDED = (Claim.Status.SETTLED, Claim.Status.CARRIED_OUT)
"""Those that end in what was settled or decided."""
COUNTED = frozenset(Did)


@dataclass(frozen=True)
class Known:
    """A claim with its steps in the order of time, and where it stands at the moment of reading."""

    claim: Claim
    steps: tuple[ClaimStep, ...]
    standing: Standing

    def first(self, kind: str) -> ClaimStep | None:
        """The first step of that kind."""
        return next((one for one in self.steps if one.kind == kind), None)

    def last(self, kind: str) -> ClaimStep | None:
        """The last step of that kind."""
        return next((one for one in reversed(self.steps) if one.kind == kind), None)


def read_claims(claims: QuerySet[Claim], *, at: datetime) -> list[Known]:
    """These claims, the oldest first."""
    steps = Prefetch("steps", queryset=ClaimStep.objects.select_related("by").order_by("at", "pk"))
    rows = claims.select_related("order__buyer", "order__supplier", "order__holder").prefetch_related(steps)
    return [known_claim(one, at=at) for one in rows.order_by("opened_at", "pk")]


def with_end() -> QuerySet[Claim]:
    """Claims with the moment ``ended_at`` at which they were settled or carried out; None for others."""
    ends = ClaimStatusChange.objects.filter(subject=OuterRef("pk"), after__in=ENDED).order_by("-at")
    return Claim.objects.annotate(ended_at=Subquery(ends.values("at")[:1]))


def claims_of(facts: Sequence[OrderFacts]) -> list[Claim]:
    """Claims of these orders with their steps, the oldest first of each.

    Two queries however many there are, asked once for the same orders, and none where nobody claims anything.
    """
    orders = [one.order for one in facts if "claims" in one.on_record]
    steps = Prefetch("steps", queryset=ClaimStep.objects.select_related("by").order_by("at", "pk"))
    rows = Claim.objects.prefetch_related(steps).order_by("opened_at", "pk")
    prefetch_related_objects(orders, Prefetch("claims", queryset=rows))
    found = [(claim, order) for order in orders for claim in order.claims.all()]
    for claim, order in found:
        claim.order = order  # read with both sides already
    return [claim for claim, _order in found]


def known_claim(claim: Claim, *, at: datetime) -> Known:
    """One claim whose order is read; its steps are those that were fetched with it, or are read now."""
    steps = tuple(claim.steps.all())
    return Known(claim, steps, standing_of(facts_of(claim, steps), at))


def facts_of(claim: Claim, steps: Sequence[ClaimStep]) -> ClaimFacts:
    """What the clock counts from."""
    return ClaimFacts(
        claimant=Party(claim.side),
        is_goodwill=claim.is_goodwill,
        acts=_acts(steps),
        last_act_at=max((one.at for one in steps if one.side), default=claim.opened_at),
        places=places_of(claim.order),
    )


def places_of(order: Order) -> Mapping[Party, Place]:
    """Where each party's days end and whose working days count: the desk and suppliers are in China."""
    china = Place(CHINA, due_on)
    buyer = Place(order.buyer.zone, partial(due_on, country=order.buyer.country))
    return {Party.BUYER: buyer, Party.SUPPLIER: china, Party.DESK: china}


def _acts(steps: Iterable[ClaimStep]) -> tuple[Happened, ...]:
    return tuple(Happened(Did(one.kind), one.at) for one in steps if one.kind in COUNTED)
