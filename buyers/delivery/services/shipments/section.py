"""What shipments add to the page of an order, and what the order waits for because of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from buyers.delivery.services.shipments.reading import Journey, journeys_of
from buyers.delivery.services.shipments.words import arrival_words, place_words, stage_name
from buyers.trade.models import Order, Side
from buyers.trade.services.fact_rows import OrderFacts
from buyers.trade.services.order_actions import Action
from buyers.trade.services.order_sections import Reader, Section
from buyers.trade.services.step_words import NextStep

PLACE = 30


@dataclass(frozen=True)
class ShipmentRow:
    """A shipment in two lines."""

    number: str
    url: str
    stage: str
    arrival: str
    is_late: bool
    is_contradicted: bool
    where: str


def section_of_shipments(facts: OrderFacts, reader: Reader) -> Section | None:
    """The shipments of the order; None before it is confirmed, unless there are some."""
    found = journeys_of([facts]).get(facts.order.pk, [])
    runs = facts.order.status == Order.Status.CONFIRMED
    if not found and not runs:
        return None
    url = reverse("delivery:order-shipments", args=[facts.order.pk])
    may_open = runs and reader.may_act
    label = _("Shipments") if found or reader.side == Side.BUYER else _("Open a shipment")
    return Section(
        code="shipments",
        title=_("Shipments"),
        place=PLACE,
        template="delivery/shipments/_section.html",
        context={"rows": [_row(one) for one in found], "url": url, "is_supplier": reader.side == Side.SUPPLIER},
        actions=(Action("shipments", label, url),) if may_open else (),
    )


def steps_of_shipments(orders: Sequence[OrderFacts], side: Side) -> Mapping[int, Sequence[NextStep]]:
    """Goods that are overdue in silence, and reports that contradict each other: somebody has to say what is true."""
    running = [one for one in orders if one.order.status == Order.Status.CONFIRMED]
    steps: dict[int, list[NextStep]] = {}
    for order, found in (journeys_of(running) if running else {}).items():
        steps[order] = [step for one in found for step in _steps(one, side)]
    return steps


def _steps(one: Journey, side: Side) -> list[NextStep]:
    number = {"number": f"S{one.shipment.number}"}
    if one.contradictions:
        sentence = _("Shipment %(number)s: reports contradict each other. Say which is true, and take the other back")
        return [_step("shipment-contradiction", sentence % number, is_mine=True)]
    if one.is_waited_for:
        is_mine = side == Side.SUPPLIER
        sentence = (
            _("Shipment %(number)s is overdue: say when it is expected")
            if is_mine
            else _("Shipment %(number)s is overdue: the supplier says when it is expected")
        )
        return [_step("shipment-overdue", sentence % number, is_mine=is_mine, is_late=True)]
    return []


def _step(code: str, sentence: str, *, is_mine: bool, is_late: bool = False) -> NextStep:
    then = _("Nothing that rests on the goods is released while this stands.") if "contradiction" in code else ""
    return NextStep(
        code=code,
        sentence=sentence,
        is_mine=is_mine,
        on=None,
        ends="",
        here="",
        is_late=is_late,
        then=then,
        part=None,
        event="",
    )


def _row(one: Journey) -> ShipmentRow:
    return ShipmentRow(
        number=f"S{one.shipment.number}",
        url=one.shipment.get_absolute_url(),
        stage=stage_name(one.stage.id),
        arrival=arrival_words(one.arrival),
        is_late=one.arrival.days_late > 0,
        is_contradicted=bool(one.contradictions),
        where=place_words(one.last_known.place) if one.last_known else "",
    )
