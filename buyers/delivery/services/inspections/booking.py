"""Booking an inspection: one side proposes, the other agrees or declines; an inspector without account then gets a link."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.db import transaction

from buyers.delivery.models import GuestLink, Inspection, InspectionLine, InspectionStep
from buyers.delivery.services import guests
from buyers.delivery.services.guests import Invited
from buyers.delivery.services.inspections import letters
from buyers.delivery.services.inspections.reading import (
    InspectionState,
    Status,
    inspection_states,
    live_repetitions,
    plan_of,
)
from buyers.delivery.services.inspections.refusals import (
    AnsweredBefore,
    BookedAlready,
    MoreThanOrdered,
    NotForYou,
    NothingToRepeat,
    OrderNotRunning,
)
from buyers.terms.contract import Terms
from buyers.terms.delivery.verdict import Result
from buyers.trade.models import Order, Side
from buyers.trade.services.contracts import contract_in_force
from buyers.trade.services.ledger import lock_order
from kpmarket.accounts.models import User
from kpmarket.foundation.working_days import working_days_left

AHEAD, PACKED = 7, 80
"""Working days between booking and inspection, and percent packed by then, that inspection companies ask for."""
DAYS_AFTER = 14
"""How long after the day of the inspection its link opens."""
Kind = InspectionStep.Kind


@dataclass(frozen=True)
class Booking:
    """What a side proposes. ``lots``: units by number of line. ``guest`` None: people of the side inspect themselves."""

    lots: Mapping[int, int]
    stage: str
    level: str
    classes: Mapping[str, str]
    place: str
    day: date
    packed_percent: int
    organisation: str
    guest: Invited | None
    paid_by: Side
    note: str = ""


def warnings_of(booking: Booking, *, on: date) -> tuple[str, ...]:
    """Codes of what inspection companies would not do so: ``soon`` and ``unpacked``. Practice: a side may book all the same."""
    found = []
    if working_days_left(on, booking.day) < AHEAD:
        found.append("soon")
    if booking.packed_percent < PACKED and booking.stage == Inspection.Stage.PRE_SHIPMENT:
        found.append("unpacked")
    return tuple(found)


@transaction.atomic
def propose(
    order: Order, booking: Booking, *, side: Side, by: User, at: datetime, repeats: Inspection | None = None
) -> Inspection:
    """Propose it to the other side. What repeats a failed one is on the tightened plan, and the supplier pays.

    Raises OrderNotRunning, MoreThanOrdered, BookedAlready, NothingToRepeat, or TermsError where no plan fits.
    """
    order = lock_order(order.pk)
    terms = running_terms(order)
    states = inspection_states(order, terms)
    failed = _state_to_repeat(states, repeats) if repeats else None
    is_tightened = failed is not None and failed.result is Result.FAILED
    if is_tightened:
        booking = replace(booking, paid_by=Side.SUPPLIER)
    _refuse_lots(booking, terms, states)
    made = _row(booking, is_tightened=is_tightened)
    made.order, made.number, made.repeats = order, len(states) + 1, repeats
    made.side, made.proposed_by, made.proposed_at = side, by, at
    for quantity in booking.lots.values():
        plan_of(made, quantity)
    made.save()
    InspectionLine.objects.bulk_create(
        InspectionLine(inspection=made, line=line, quantity=quantity) for line, quantity in booking.lots.items()
    )
    letters.write_of_proposal(made, at=at)
    return made


@transaction.atomic
def answer(
    inspection: Inspection, *, agrees: bool, side: Side, by: User, at: datetime, note: str = ""
) -> InspectionStep:
    """The other side agrees or declines. Agreed, an inspector without account gets a link.

    Raises OrderNotRunning, NotForYou, AnsweredBefore, OverDailyLimit.
    """
    state = _locked_state(inspection)
    if side == state.inspection.side:
        raise NotForYou
    if state.status is not Status.PROPOSED:
        raise AnsweredBefore
    step = _step(state.inspection, Kind.AGREED if agrees else Kind.DECLINED, side=side, by=by, at=at, note=note)
    if agrees:
        letters.write_of_agreement(state.inspection, at=at)
        if state.inspection.guest_email:
            _invite(state.inspection, by=state.inspection.proposed_by, at=at)
    else:
        letters.write_of_ending(step, at=at)
    return step


@transaction.atomic
def cancel(inspection: Inspection, *, side: Side, by: User, at: datetime, note: str = "") -> InspectionStep:
    """A proposal is taken back by its own side, an agreed booking ended by either; its links open nothing any more.

    Raises OrderNotRunning, NotForYou, AnsweredBefore.
    """
    state = _locked_state(inspection)
    if not state.is_live:
        raise AnsweredBefore
    if state.status is Status.PROPOSED and side != state.inspection.side:
        raise NotForYou
    step = _step(state.inspection, Kind.CANCELLED, side=side, by=by, at=at, note=note)
    _revoke_links(state.inspection, by=by, at=at)
    letters.write_of_ending(step, at=at)
    return step


@transaction.atomic
def send_new_link(inspection: Inspection, *, side: Side, by: User, at: datetime) -> GuestLink:
    """The side that chose the inspector sends another link; earlier ones open nothing any more.

    Raises OrderNotRunning, NotForYou, AnsweredBefore, OverDailyLimit.
    """
    state = _locked_state(inspection)
    if side != state.inspection.side or not state.inspection.guest_email:
        raise NotForYou
    if state.status is not Status.AGREED:
        raise AnsweredBefore
    _revoke_links(state.inspection, by=by, at=at)
    return _invite(state.inspection, by=by, at=at)


def running_terms(order: Order) -> Terms:
    """The terms in force of an order that runs. Raises OrderNotRunning."""
    contract = contract_in_force(order)
    if order.status != Order.Status.CONFIRMED or contract is None:
        raise OrderNotRunning
    return contract.terms


def _row(booking: Booking, *, is_tightened: bool) -> Inspection:
    """What was booked; whose it is, and who proposed it when, is not in it."""
    guest = booking.guest
    return Inspection(
        stage=booking.stage,
        level=booking.level,
        classes=dict(booking.classes),
        is_tightened=is_tightened,
        place=booking.place,
        day=booking.day,
        packed_percent=booking.packed_percent,
        organisation=booking.organisation,
        guest_name=guest.name if guest else "",
        guest_email=guest.email if guest else "",
        guest_language=guest.language if guest else "",
        paid_by=booking.paid_by,
        note=booking.note,
    )


def _locked_state(inspection: Inspection) -> InspectionState:
    """The inspection as it stands, with its order's row locked."""
    order = lock_order(inspection.order_id)
    states = inspection_states(order, running_terms(order))
    state = next(one for one in states if one.inspection.pk == inspection.pk)
    state.inspection.order = order
    return state


def _state_to_repeat(states: tuple[InspectionState, ...], repeats: Inspection) -> InspectionState:
    state = next((one for one in states if one.inspection.pk == repeats.pk), None)
    if state is None or state.result in (None, Result.PASSED):
        raise NothingToRepeat
    if live_repetitions(states, repeats):
        raise BookedAlready
    return state


def _refuse_lots(booking: Booking, terms: Terms, states: tuple[InspectionState, ...]) -> None:
    quantities = {line.number: line.quantity for line in terms.lines}
    for line, quantity in booking.lots.items():
        if quantity > quantities[line]:
            raise MoreThanOrdered(line, quantities[line])
    for state in states:
        lots = {lot.line.number: lot.quantity for lot in state.lots}
        same = lots == dict(booking.lots) and state.inspection.day == booking.day
        if state.is_live and same and state.inspection.stage == booking.stage:
            raise BookedAlready


def _step(inspection: Inspection, kind: Kind, *, side: Side, by: User, at: datetime, note: str) -> InspectionStep:
    return InspectionStep.objects.create(inspection=inspection, kind=kind, side=side, by=by, at=at, note=note)


def _invite(inspection: Inspection, *, by: User, at: datetime) -> GuestLink:
    invited = Invited(inspection.guest_name, inspection.organisation, inspection.guest_email, inspection.guest_language)
    days = max(0, (inspection.day - at.date()) // timedelta(days=1)) + DAYS_AFTER
    return guests.give_link(inspection, invited, side=Side(inspection.side), by=by, at=at, days=days)


def _revoke_links(inspection: Inspection, *, by: User, at: datetime) -> None:
    for link in GuestLink.objects.filter(inspection=inspection, revoked_at=None):
        guests.revoke_link(link, by=by, at=at)
