"""Shipments as the desk reads them: what contradicts itself first, and containers that two orders name on the same days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from buyers.delivery.models import Leg, Shipment, ShipmentEvent
from buyers.delivery.services.shipments.reading import Journey, journeys_of
from buyers.delivery.services.shipments.words import arrival_words, contradiction_words, place_words, stage_name
from buyers.trade.models import Order
from buyers.trade.services.facts import facts_of

USUAL_DAYS = 60
"""How long a container is taken to be away with goods where no arrival is known."""


@dataclass(frozen=True)
class DeskRow:
    """A shipment with what somebody has to look at; ``others`` are orders that name the same container on the same days."""

    shipment: Shipment
    stage: str
    where: str
    arrival: str
    is_late: bool
    findings: tuple[str, ...]
    others: tuple[str, ...]

    @property
    def weight(self) -> int:
        return 8 * len(self.findings) + 4 * len(self.others) + self.is_late


def desk_rows(orders: Sequence[Order], *, at: datetime) -> list[DeskRow]:
    """All shipments of these orders, what weighs more first; with a fixed number of queries."""
    found = [one for rows in journeys_of(facts_of(orders, at=at)).values() for one in rows]
    shared = _shared_containers([one.shipment.pk for one in found])
    rows = [_row(one, shared.get(one.shipment.pk, ())) for one in found]
    return sorted(rows, key=lambda row: (-row.weight, row.shipment.order_id, row.shipment.number))


def _row(one: Journey, others: tuple[str, ...]) -> DeskRow:
    return DeskRow(
        shipment=one.shipment,
        stage=stage_name(one.stage.id),
        where=place_words(one.last_known.place) if one.last_known else "",
        arrival=arrival_words(one.arrival),
        is_late=one.arrival.days_late > 0,
        findings=tuple(map(contradiction_words, one.contradictions)),
        others=others,
    )


def _shared_containers(shipments: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """By shipment: numbers of other orders whose goods the same container carries on overlapping days.

    Several orders in one container are usual where goods are consolidated: a person looks, and the sides learn nothing of it.
    """
    numbers = Leg.objects.filter(shipment__in=shipments).exclude(container="").values("container")
    legs = list(Leg.objects.filter(container__in=numbers).select_related("shipment__order"))
    days = _days_away({leg.shipment for leg in legs})
    by_container: dict[str, list[Leg]] = defaultdict(list)
    for leg in legs:
        by_container[leg.container].append(leg)
    found: dict[int, set[str]] = defaultdict(set)
    for same in by_container.values():
        for leg in same:
            for other in same:
                is_other = other.shipment.order_id != leg.shipment.order_id
                if is_other and _overlap(days[leg.shipment_id], days[other.shipment_id]):
                    found[leg.shipment_id].add(f"{other.shipment.order.number} ({leg.container})")
    return {shipment: tuple(sorted(texts)) for shipment, texts in found.items()}


def _days_away(shipments: set[Shipment]) -> dict[int, tuple[date, date]]:
    """The first and last day on which each is taken to be under way."""
    moments: dict[int, list[date]] = defaultdict(list)
    rows = ShipmentEvent.objects.filter(shipment__in=shipments, retracts=None, retraction=None)
    for key, moment in rows.values_list("shipment", "happens_at"):
        moments[key].append(moment.date())
    days = {}
    for one in shipments:
        known = moments[one.pk] or [one.created_at.date()]
        days[one.pk] = (min(known), max(max(known), min(known) + timedelta(days=USUAL_DAYS)))
    return days


def _overlap(one: tuple[date, date], other: tuple[date, date]) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]
