"""What becomes of orders: each story places one and acts on it day by day. It yields the day of its next act, before today."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass

from buyers.models import Buyer
from buyers.trade.models import Order, Side
from buyers.trade.services.amendments import Changes, propose_amendment
from buyers.trade.services.cancelling import cancel
from buyers.trade.services.order_offers import OrderOffer
from kpmarket.accounts.models import User
from kpmarket.site.demo.world.stage import Days, Stage

Story = Generator[int, None, None]
WithOrder = Generator[int, None, Order]
"""A story that goes on with its order."""
STARTED = {"lots": "L261101", "finished_on": "2026-12-20"}
PASSED = {"result": "passed", "inspector": "Harbour View Inspection (invented)", "number": "HV-26-1187"}
FAILED = {**PASSED, "result": "failed", "number": "HV-26-1190"}
BILL = {"kind": "bill_of_lading", "number": "DEMOSHA2611804", "carrier": "Demonstration Line (invented)"}
SOUND = {"condition": "sound"}
PLAN = "deposit_30_70"


@dataclass(frozen=True)
class Deal:
    """Who orders what: the second member approves what is above the limit."""

    buyer: Buyer
    offer: OrderOffer
    second: User | None = None
    plan: str = PLAN


def waits_for_supplier(stage: Stage, deal: Deal, day: int = -1) -> Story:
    """Placed, and waiting for the supplier; older ones have lapsed."""
    yield day
    _agreed_inside(stage, deal, day, Days(35, 75))


def to_approve(stage: Stage, deal: Deal) -> Story:
    """Above the limit of the organisation, and waiting for its second member."""
    yield -1
    stage.place(deal.buyer, deal.offer, deal.plan, -1, Days(35, 75))


def lapsed(stage: Stage, deal: Deal) -> Story:
    yield from waits_for_supplier(stage, deal, -16)


def declined(stage: Stage, deal: Deal) -> Story:
    yield -20
    order = _agreed_inside(stage, deal, -20, Days(20, 60))
    yield -19
    stage.decline(order, -19)


def to_pay(stage: Stage, deal: Deal, day: int = -2) -> Story:
    """Confirmed; the first part is demanded. Older ones are overdue."""
    yield from _confirmed(stage, deal, day, Days(35, 75))


def overdue(stage: Stage, deal: Deal) -> Story:
    yield from to_pay(stage, deal, -14)


def partly_paid(stage: Stage, deal: Deal) -> Story:
    order = yield from _confirmed(stage, deal, -6, Days(35, 75))
    yield -3
    stage.pay(order, 1, -3, amount=_part(order, 1) * 6 // 10)


def paid_without_reference(stage: Stage, deal: Deal) -> Story:
    """The bank's text names nothing: a person has to look."""
    order = yield from _confirmed(stage, deal, -6, Days(35, 75))
    yield -2
    stage.pay(order, 1, -2, remittance="INVOICE MASKS NOVEMBER")


def paid_twice(stage: Stage, deal: Deal) -> Story:
    order = yield from _confirmed(stage, deal, -10, Days(35, 75))
    yield -7
    stage.pay(order, 1, -7)
    yield -4
    stage.pay(order, 1, -4)


def first_part_held(stage: Stage, deal: Deal) -> Story:
    """The first part is held; production has not begun."""
    order = yield from _confirmed(stage, deal, -12, Days(35, 75))
    yield -8
    stage.pay(order, 1, -8)
    yield -6
    stage.write(order, Side.BUYER, "Please print our article number 4471 on the outer cartons.", -6)
    yield -5
    stage.write(order, Side.SUPPLIER, "Noted. We send a photo of the carton before we print all of them.", -5)


def report_waits(stage: Stage, deal: Deal) -> Story:
    order = yield from _paid(stage, deal, -15, Days(35, 75))
    yield -1
    stage.prove(order, "production_start_report", -1, STARTED)


def report_returned(stage: Stage, deal: Deal) -> Story:
    order = yield from _paid(stage, deal, -18, Days(30, 70))
    yield -5
    report = stage.prove(order, "production_start_report", -5, STARTED)
    yield -4
    stage.give_back(report, -4)


def in_production(stage: Stage, deal: Deal) -> Story:
    """The deposit is released and on its way to the supplier."""
    yield from up_to_production(stage, deal, -30, Days(25, 65))


def deposit_paid_out(stage: Stage, deal: Deal, state: str = "confirmed") -> Story:
    """Payouts in each state: prepared, handed_over, confirmed or returned."""
    order = yield from up_to_production(stage, deal, -40, Days(15, 55))
    yield -22
    if state == "prepared":
        stage.prepare(order, -22)
        return
    sent = stage.send(order, -22)
    if state == "handed_over":
        return
    yield -20
    for one in sent:
        stage.leave(one, -20)
    if state == "returned":
        yield -18
        for one in sent:
            stage.come_back(one, -18)


def inspection_waits(stage: Stage, deal: Deal) -> Story:
    order = yield from up_to_production(stage, deal, -45, Days(10, 50))
    yield -1
    stage.prove(order, "inspection_report", -1, PASSED)


def inspection_failed(stage: Stage, deal: Deal) -> Story:
    order = yield from up_to_production(stage, deal, -45, Days(10, 50))
    yield -7
    stage.prove(order, "inspection_report", -7, FAILED)


def balance_due(stage: Stage, deal: Deal) -> Story:
    yield from up_to_inspection(stage, deal, -50, Days(12, 52), -3)


def balance_held(stage: Stage, deal: Deal) -> Story:
    order = yield from up_to_inspection(stage, deal, -55, Days(8, 48), -9)
    yield -5
    stage.pay(order, 2, -5)


def shipped(stage: Stage, deal: Deal, shipment: int = 0) -> Story:
    """Handed to the carrier, in time or (``shipment`` before the day) late."""
    yield from up_to_handing_over(stage, deal, Days(shipment, 40), -4)


def shipped_late(stage: Stage, deal: Deal) -> Story:
    yield from shipped(stage, deal, -12)


def shipped_in_part(stage: Stage, deal: Deal) -> Story:
    order = yield from up_to_inspection(stage, deal, -60, Days(6, 46), -14)
    yield -11
    stage.pay(order, 2, -11)
    yield -6
    first = deal.offer.lines[0].quantity
    one = stage.prove(order, "transport_document", -6, BILL, quantity=first // 4)
    yield -5
    stage.accept(one, -5)


def delivered(stage: Stage, deal: Deal) -> Story:
    """Delivered; the buyer has days to look."""
    order = yield from up_to_handing_over(stage, deal, Days(-38, 2), -42, -90)
    yield -3
    stage.prove(order, "delivery_proof", -3, SOUND, side=Side.BUYER)


def completed(stage: Stage, deal: Deal, is_paid_out: bool = True) -> Story:
    order = yield from up_to_handing_over(stage, deal, Days(-50, -10), -55, -110)
    yield -12
    stage.prove(order, "delivery_proof", -12, SOUND, side=Side.BUYER)
    yield -10
    stage.prove(order, "arrival_or_silence", -10, side=Side.BUYER)
    if is_paid_out:
        yield -9
        sent = stage.send(order, -9)
        yield -7
        for one in sent:
            stage.leave(one, -7)


def to_be_paid_out(stage: Stage, deal: Deal) -> Story:
    """Accepted; finance has to pay out."""
    yield from completed(stage, deal, is_paid_out=False)


def cancelled(stage: Stage, deal: Deal) -> Story:
    order = yield from _paid(stage, deal, -40, Days(0, 40))
    yield -30
    cancel(order.pk, "change_of_mind", by=order.placed_by, at=stage.at(-30, 5))


def change_proposed(stage: Stage, deal: Deal) -> Story:
    """The supplier asks for a later day; the buyer has not signed."""
    order = yield from up_to_production(stage, deal, -32, Days(10, 50))
    yield -1
    terms = order.contracts.order_by("version")[0].terms
    changes = Changes(
        lines={},
        latest_shipment=terms.latest_shipment.replace(day=28),
        expected_entry=terms.expected_entry,
        tolerance_bp=500,
        acceptance_days=terms.acceptance_days,
        note=terms.note,
    )
    seller = order.supplier.memberships.select_related("user").order_by("pk")[0].user
    reason = "A machine stood still for a week. We ask for a later day and 5 % more or less."
    propose_amendment(order.pk, changes, reason=reason, by=seller, at=stage.at(-1, 2))


def lost_its_clearance(stage: Stage, deal: Deal, days: Days) -> Story:
    """In production and late, while the clearance that it was placed on ends."""
    yield from up_to_production(stage, deal, -75, days)


def without_holder(stage: Stage, deal: Deal) -> Story:
    """Nobody keeps the money: paid by letter of credit."""
    yield from _confirmed(stage, deal, -9, Days(40, 80))


def _part(order: Order, number: int) -> int:
    return next(one.amount for one in order.contracts.order_by("version")[0].terms.parts if one.number == number)


def _confirmed(stage: Stage, deal: Deal, day: int, days: Days) -> WithOrder:
    yield day
    order = _agreed_inside(stage, deal, day, days)
    yield day + 1
    stage.confirm(order, day + 1)
    return order


def _agreed_inside(stage: Stage, deal: Deal, day: int, days: Days) -> Order:
    """Placed, and approved by a second member where it is above the limit of the organisation."""
    order = stage.place(deal.buyer, deal.offer, deal.plan, day, days)
    if order.status == Order.Status.TO_APPROVE and deal.second:
        stage.approve(order, deal.second, day)
    return order


def _paid(stage: Stage, deal: Deal, day: int, days: Days) -> WithOrder:
    order = yield from _confirmed(stage, deal, day, days)
    yield day + 4
    stage.pay(order, 1, day + 4)
    return order


def up_to_production(stage: Stage, deal: Deal, day: int, days: Days) -> WithOrder:
    order = yield from _paid(stage, deal, day, days)
    yield day + 8
    report = stage.prove(order, "production_start_report", day + 8, STARTED)
    yield day + 9
    stage.accept(report, day + 9)
    return order


def up_to_inspection(stage: Stage, deal: Deal, day: int, days: Days, inspected: int) -> WithOrder:
    order = yield from up_to_production(stage, deal, day, days)
    yield inspected
    report = stage.prove(order, "inspection_report", inspected, PASSED)
    yield inspected + 1
    stage.accept(report, inspected + 1)
    return order


def up_to_handing_over(stage: Stage, deal: Deal, days: Days, left: int, day: int = -60) -> WithOrder:
    order = yield from up_to_inspection(stage, deal, day, days, left - 9)
    yield left - 6
    stage.pay(order, 2, left - 6)
    yield left
    bill = stage.prove(order, "transport_document", left, BILL)
    yield left + 1
    stage.accept(bill, left + 1)
    yield left + 2
    stage.accept(stage.prove(order, "document_pack", left + 2), left + 2)
    return order
