"""An inspection is booked by both sides, reported once, and moves money only as evidence of the order."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from django.db.utils import DatabaseError

from buyers.delivery.models import GuestLink, Inspection, InspectionReport
from buyers.delivery.services import guests
from buyers.delivery.services.inspections import booking, refusals, reporting
from buyers.delivery.services.inspections.reading import Status, inspection_states
from buyers.terms.delivery.verdict import Result
from buyers.trade.models import Evidence, Movement, Order, Side
from buyers.trade.services import amendments
from buyers.trade.services.amendments import Changes, NoLowerPrice
from buyers.trade.services.evidence import answer_evidence
from buyers.trade.services.facts import order_facts
from buyers.trade.services.payments import carry_out
from tests.buyers.delivery.inspections import BOOKING, NEXT_DAY, booked, by_link, figures, reported
from tests.buyers.trade.deals import DEPOSIT, MONDAY, accepted, arrives, held_order, part_of

pytestmark = pytest.mark.usefixtures("countries")


@pytest.fixture
def order(countries):
    return held_order()


def state(order, number=1):
    terms = order_facts(Order.objects.get(pk=order.pk), at=NEXT_DAY).terms
    return inspection_states(order, terms)[number - 1]


def at_price(order, price, **facts):
    """A change of the price of line 1, accepted although its inspection failed."""
    terms = order_facts(order, at=NEXT_DAY).terms
    return Changes(
        lines={1: (50_000, Decimal(price))},
        latest_shipment=terms.latest_shipment,
        expected_entry=terms.expected_entry,
        tolerance_bp=terms.tolerance_bp,
        acceptance_days=terms.acceptance_days,
        note="",
        **{"accepts_failed": (1,), **facts},
    )


def test_nothing_is_booked_before_the_other_side_agrees_and_the_inspector_gets_a_link_then(order, mailoutbox):
    made = booking.propose(order, BOOKING, side=Side.BUYER, by=order.buyer.user, at=MONDAY)
    assert state(order).status is Status.PROPOSED
    assert [one.to for one in mailoutbox] == [[order.seller.email]]
    with pytest.raises(refusals.NotForYou):
        booking.answer(made, agrees=True, side=Side.BUYER, by=order.buyer.user, at=MONDAY)

    booking.answer(made, agrees=True, side=Side.SUPPLIER, by=order.seller, at=MONDAY)

    assert state(order).status is Status.AGREED
    assert by_link(mailoutbox).guest.inspection == made
    assert GuestLink.objects.get().ends_at.date() == BOOKING.day + timedelta(days=14)
    with pytest.raises(refusals.AnsweredBefore):
        booking.answer(made, agrees=False, side=Side.SUPPLIER, by=order.seller, at=MONDAY)


def test_the_same_is_not_booked_twice_nor_more_than_ordered(order):
    booked(order)

    for change, refusal in (({}, refusals.BookedAlready), ({"lots": {1: 50_001}}, refusals.MoreThanOrdered)):
        with pytest.raises(refusal):
            booking.propose(order, replace(BOOKING, **change), side=Side.BUYER, by=order.buyer.user, at=MONDAY)


def test_a_cancelled_booking_closes_the_link_of_its_inspector(order, mailoutbox):
    made = booked(order)
    reporter = by_link(mailoutbox)

    booking.cancel(made, side=Side.SUPPLIER, by=order.seller, at=MONDAY, note="The line stands still.")

    with pytest.raises(guests.NoSuchLink):
        by_link(mailoutbox)
    with pytest.raises(refusals.NotAgreed):
        reporting.report_inspection(made, figures(), reporter=reporter, at=NEXT_DAY)


def test_a_passed_report_is_evidence_that_silence_accepts_and_the_balance_is_demanded(order, mailoutbox):
    arrives(order, DEPOSIT)
    accepted(order, "production_start_report")

    reported(booked(order), mailoutbox)

    evidence = Evidence.objects.get(kind="inspection_report")
    assert (evidence.facts["result"], evidence.facts["sample"], evidence.guest_name) == ("passed", 500, "Chen Wei")
    assert part_of(order, 2, at=NEXT_DAY).stage == "planned"
    carry_out(order, at=NEXT_DAY + timedelta(days=7))
    assert part_of(order, 2, at=NEXT_DAY + timedelta(days=7)).stage == "demanded"


def test_another_verdict_of_the_inspector_stands_next_to_ours_and_stops_silence(order, mailoutbox):
    reported(booked(order), mailoutbox, own="failed")

    found = state(order)
    (evidence,) = order_facts(Order.objects.get(pk=order.pk), at=NEXT_DAY).evidence
    assert (found.result, found.report.own_result, found.verdicts_differ) == (Result.PASSED, "failed", True)
    assert (evidence.doubts, evidence.silent_on) == (("verdicts_differ",), None)
    answer_evidence(evidence.row, "accepted", side=Side.BUYER, by=order.buyer.user, at=NEXT_DAY)


def test_a_report_is_taken_once_and_nobody_changes_it(order, mailoutbox):
    made = booked(order)
    reported(made, mailoutbox)

    with pytest.raises(refusals.ReportedAlready):
        reported(made, mailoutbox, major=40)

    assert Evidence.objects.filter(kind="inspection_report").count() == 1
    with pytest.raises(DatabaseError), transaction.atomic():
        InspectionReport.objects.update(own_result="failed")


def test_silence_never_releases_on_a_failed_inspection_and_a_lower_price_that_both_sign_does(order, mailoutbox):
    """Scenario 19."""
    arrives(order, DEPOSIT)
    accepted(order, "production_start_report")
    reported(booked(order), mailoutbox, own="failed", major=22)
    later = NEXT_DAY + timedelta(days=30)
    carry_out(order, at=later)
    before = order_facts(Order.objects.get(pk=order.pk), at=later)
    assert state(order).result is Result.FAILED
    assert part_of(order, 2, at=later).stage == "planned"
    assert Movement.objects.filter(kind="released").count() == 1  # the deposit, when production started
    assert "Nothing is released on it, whoever keeps silent." in next(
        one.body for one in mailoutbox if one.to == [order.buyer.user.email] and "failed" in one.subject
    )
    with pytest.raises(NoLowerPrice):
        amendments.amended(order, at_price(order, "0.0840"), at=NEXT_DAY)

    proposed = amendments.propose_amendment(
        order.pk, at_price(order, "0.0798"), reason="5 % off", by=order.buyer.user, at=NEXT_DAY
    )
    assert part_of(order, 2, at=NEXT_DAY).stage == "planned"
    amendments.sign_amendment(order.pk, proposed.version, proposed.digest, by=order.seller, at=NEXT_DAY)

    after = order_facts(Order.objects.get(pk=order.pk), at=NEXT_DAY)
    assert after.contract.digest != before.contract.digest
    assert len(after.contract.signatures.all()) == 2
    assert after.terms.total == 399_000
    assert [part.amount for part in after.terms.parts] == [DEPOSIT, 399_000 - DEPOSIT]
    assert part_of(order, 2, at=NEXT_DAY).stage == "demanded"
    assert amendments.failed_lines(Order.objects.get(pk=order.pk), at=NEXT_DAY) == ()


def test_what_failed_is_inspected_again_on_the_tightened_plan_at_the_suppliers_cost(order, mailoutbox):
    failed = booked(order)
    with pytest.raises(refusals.NothingToRepeat):
        booked(order, repeats=failed)
    reported(failed, mailoutbox, own="failed", major=22)

    again = booked(order, at=NEXT_DAY, repeats=failed, day=BOOKING.day + timedelta(days=9))

    assert (again.is_tightened, again.paid_by, again.repeats_id) == (True, Side.SUPPLIER, failed.pk)
    assert state(order, 2).lots[0].plan.classes["major"].accept == 18
    assert state(order).is_repeated
    with pytest.raises(refusals.BookedAlready):
        booked(order, at=NEXT_DAY, repeats=failed, day=BOOKING.day + timedelta(days=10))
    reported(again, mailoutbox, at=NEXT_DAY + timedelta(days=9), major=18)
    assert state(order, 2).result is Result.PASSED


def test_a_part_of_a_line_that_failed_leaves_room_for_its_repetition(order, mailoutbox):
    failed = booked(order, lots={1: 30_000})
    reported(failed, mailoutbox, own="failed", sample=315, counted=30_000, critical=1)

    again = booked(order, at=NEXT_DAY, repeats=failed, lots={1: 30_000}, day=BOOKING.day + timedelta(days=9))
    reported(again, mailoutbox, at=NEXT_DAY + timedelta(days=9), sample=315, counted=30_000)

    assert Evidence.objects.filter(kind="inspection_report", quantity=30_000).count() == 2


def test_practice_asks_for_seven_working_days_and_most_of_the_goods_packed():
    assert booking.warnings_of(BOOKING, on=BOOKING.day - timedelta(days=12)) == ()
    hurry = replace(BOOKING, packed_percent=79)
    assert booking.warnings_of(hurry, on=BOOKING.day - timedelta(days=3)) == ("soon", "unpacked")
    assert Inspection.objects.count() == 0
