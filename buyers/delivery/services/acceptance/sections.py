"""What acceptance adds to the page of an order: its section, and the step that the order waits for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from buyers.catalogue.prices import number
from buyers.delivery.models import CheckedQuantity, ShipmentLot
from buyers.delivery.services.acceptance.states import lines_of
from buyers.delivery.services.acceptance.words import LineWords, basis_words, line_in_words, line_name, rejected_by_line
from buyers.terms.delivery.checks import LineAcceptance
from buyers.trade.models import Order, Side
from buyers.trade.services.fact_rows import OrderFacts
from buyers.trade.services.on_record import has_rows
from buyers.trade.services.order_actions import Action
from buyers.trade.services.order_sections import Reader, Section
from buyers.trade.services.step_words import NextStep
from kpmarket.foundation.deadlines import Deadline
from kpmarket.foundation.places import place_name

PLACE = 50
"""Where the section stands on the page of the order."""
ACCEPT = "accept"


@dataclass(frozen=True)
class Goods:
    """The goods of an order as its page and the page of acceptance show them."""

    lines: tuple[LineWords, ...]
    lots: Mapping[int, Sequence[ShipmentLot]]
    basis: str
    url: str
    has_no_lots: bool
    check_url: str = ""
    rows: Sequence[CheckedQuantity] = field(default_factory=tuple)

    @property
    def each(self) -> list[tuple[LineWords, Sequence[ShipmentLot]]]:
        """Lines with their lots on record."""
        return [(line, self.lots.get(line.state.line.number, ())) for line in self.lines]


def goods_of(facts: OrderFacts, reader: Reader) -> Goods | None:
    """Two queries. None before anything was handed over or arrived."""
    terms, order = facts.terms, facts.order
    states = lines_of(facts)
    if terms is None or not any(_is_on_the_way(facts, one) for one in states):
        return None
    lots: dict[int, list[ShipmentLot]] = {}
    for lot in _lots_of(order):
        lots.setdefault(lot.line, []).append(lot)
    rows = _quantities_checked(order)
    rejected = rejected_by_line(rows)
    acts_for_buyer = reader.may_act and reader.side == Side.BUYER
    may_check = acts_for_buyer and order.status == Order.Status.CONFIRMED and any(one.may_check for one in states)
    return Goods(
        lines=tuple(
            line_in_words(order, terms, one, rejected.get(one.line.number, {}), may_claim=reader.may_act)
            for one in states
        ),
        lots=lots,
        basis=basis_words(terms),
        url=reverse("delivery:acceptance", args=[order.pk]),
        has_no_lots=not lots,
        check_url=reverse("delivery:check", args=[order.pk]) if may_check else "",
        rows=rows,
    )


def _lots_of(order: Order) -> list[ShipmentLot]:
    """Goods of the order's shipments by line, with their shipment."""
    if not has_rows(order, "shipments"):
        found = ShipmentLot.objects.filter(shipment__order=order).select_related("shipment")
        return list(found.order_by("line", "pk"))
    for shipment in order.shipments.all():
        shipment.order = order
    return sorted(
        (lot for shipment in order.shipments.all() for lot in shipment.lots.all()), key=lambda one: (one.line, one.pk)
    )


def _quantities_checked(order: Order) -> list[CheckedQuantity]:
    """What was counted of the order, with the lots."""
    if not has_rows(order, "delivery_checks"):
        return list(CheckedQuantity.objects.filter(check_made__order=order).select_related("lot").order_by("pk"))
    counted = (row for check in order.delivery_checks.all() for row in check.quantities.all())
    return sorted(counted, key=lambda one: one.pk)


def acceptance_section(facts: OrderFacts, reader: Reader) -> Section | None:
    """What arrived and what became of it, with the button to check goods."""
    goods = goods_of(facts, reader)
    if goods is None:
        return None
    is_waiting = any(line.state.still_open for line in goods.lines)
    actions = (
        [Action("check-goods", _("Check what arrived"), goods.check_url, is_main=is_waiting)] if goods.check_url else []
    )
    return Section("acceptance", _("Goods that arrived"), PLACE, "delivery/_acceptance.html", {"goods": goods}, actions)


def acceptance_steps(orders: Sequence[OrderFacts], side: Side) -> Mapping[int, Sequence[NextStep]]:
    """Goods of a partial delivery that wait for the buyer. A whole delivery is a step of the order itself. No query."""
    return {facts.order.pk: _steps(facts, side) for facts in orders if facts.order.status == Order.Status.CONFIRMED}


def _steps(facts: OrderFacts, side: Side) -> list[NextStep]:
    if facts.terms is None or facts.complete_on("delivered"):
        return []
    waiting = [one for one in lines_of(facts) if one.still_open]
    return [_step(one, facts, side) for one in sorted(waiting, key=lambda one: (one.until is None, one.until))[:1]]


def _step(state: LineAcceptance, facts: OrderFacts, side: Side) -> NextStep:
    order, is_mine = facts.order, side == Side.BUYER
    words = {"count": number(state.still_open), "name": line_name(state.line), "who": order.buyer.organisation}
    mine = _("Check %(count)s units that arrived: %(name)s")
    theirs = _("%(who)s checks %(count)s units that arrived: %(name)s")
    deadline = Deadline(state.until, order.buyer.zone) if state.until else None
    return NextStep(
        code=ACCEPT,
        sentence=(mine if is_mine else theirs) % words,
        is_mine=is_mine,
        on=state.until,
        ends=_("until the end of %(day)s in %(place)s")
        % {"day": date_format(state.until), "place": place_name(order.buyer.country)}
        if state.until
        else "",
        here="",
        is_late=bool(deadline and deadline.is_over(facts.at)),
        then=_("If nothing is said until then, it counts as accepted.")
        if state.until
        else _("Silence does not accept it: it stays open until there is an answer."),
        part=None,
        event="accepted",
    )


def _is_on_the_way(facts: OrderFacts, state: LineAcceptance) -> bool:
    """Whether anything of the line was handed over, arrived, or was spoken for."""
    handed = any(one.event == "transport_document" and one.line in (None, state.line.number) for one in facts.events)
    return handed or bool(state.delivered or state.accepted or state.unaccepted)
