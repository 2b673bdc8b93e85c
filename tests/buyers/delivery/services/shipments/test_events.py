"""Reports of a shipment: rows that never change, what follows from them, and what stops while they contradict each other."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from django.db import DatabaseError, transaction

from buyers.delivery.models import EventProof, ShipmentEvent
from buyers.delivery.services.shipments import refusals
from buyers.delivery.services.shipments.authors import Author, of_guest
from buyers.delivery.services.shipments.events import EventEntry, report_event, take_back
from buyers.delivery.services.shipments.proofs import Proof
from buyers.trade.models import Evidence, EvidenceAnswer, Order, OrderLetter, Side
from buyers.trade.services import payments
from buyers.trade.services.evidence import answer_evidence
from buyers.trade.services.facts import order_facts
from suppliers.models import Membership
from tests.factories.delivery import GuestLinkFactory, LegFactory, ShipmentFactory, ShipmentLotFactory
from tests.factories.trade import EvidenceAnswerFactory, EvidenceFactory, HolderFactory, OrderFactory

CHINA = timezone(timedelta(hours=8))
NOW = datetime(2026, 12, 30, 4, 0, tzinfo=UTC)
BILL = {"kind": "bill_of_lading", "number": "EXMP12345678", "carrier": "Ocean Example Line"}


def on(day, hour=10, month=12):
    return datetime(2026, month, day, hour, tzinfo=CHINA)


def said(code, day, place="CNSHA", kind="happened", hour=10):
    return EventEntry(code, kind, on(day, hour), place)


def of(order, side=Side.SUPPLIER):
    seller = Membership.objects.get(supplier=order.supplier_id).user
    return Author(side, person=seller if side == Side.SUPPLIER else order.placed_by)


def facts_now(order):
    """Read again: an order keeps what was read with it."""
    return order_facts(Order.objects.get(pk=order.pk), at=NOW)


def shipped(quantity=50_000, order=None):
    lot = ShipmentLotFactory(quantity=quantity, **({"shipment__order": order} if order else {}))
    LegFactory(shipment=lot.shipment)
    return lot.shipment


def test_a_report_is_never_changed_and_never_made_twice(db):
    shipment = ShipmentFactory()
    event = report_event(shipment, said("departed", 20), author=of(shipment.order), at=NOW)

    assert (event.offset_minutes, event.source, event.recorded_by) == (480, "supplier", of(shipment.order).person)
    with pytest.raises(refusals.SaidAlready):
        report_event(shipment, said("departed", 20), author=of(shipment.order), at=NOW)
    with pytest.raises(DatabaseError), transaction.atomic():
        ShipmentEvent.objects.filter(pk=event.pk).update(note="nothing")


def test_what_happened_is_not_ahead_and_not_before_the_order(db):
    shipment = ShipmentFactory()

    with pytest.raises(refusals.DayAhead):
        report_event(shipment, said("departed", 30, hour=13), author=of(shipment.order), at=NOW)
    with pytest.raises(refusals.BeforePlaced):
        early = EventEntry("departed", "happened", on(21, month=11), "CNSHA")
        report_event(shipment, early, author=of(shipment.order), at=NOW)
    assert report_event(shipment, said("departed", 31, kind="expected"), author=of(shipment.order), at=NOW)


def test_who_reported_takes_it_back_and_nobody_else(db):
    shipment = ShipmentFactory()
    event = report_event(shipment, said("departed", 20), author=of(shipment.order), at=NOW)

    with pytest.raises(refusals.NotTheirWord):
        take_back(event, author=of(shipment.order, Side.BUYER), at=NOW)
    row = take_back(event, author=of(shipment.order), at=NOW)
    assert row.retracts == event
    for again in (event, row):
        with pytest.raises(refusals.AlreadyTaken):
            take_back(again, author=of(shipment.order), at=NOW)
    report_event(shipment, said("departed", 20), author=of(shipment.order), at=NOW)


def test_one_guest_does_not_take_back_what_another_reported(db):
    shipment = ShipmentFactory()
    one, other = (of_guest(GuestLinkFactory(order=shipment.order)) for _ in range(2))
    event = report_event(shipment, said("departed", 20), author=one, at=NOW)

    with pytest.raises(refusals.NotTheirWord):
        take_back(event, author=other, at=NOW)


def test_goods_handed_over_in_three_parts_are_whole_with_the_last(db):
    order = OrderFactory()

    for number, units in enumerate((20_000, 20_000, 10_000)):
        shipment = shipped(units, order)
        proof = Proof(facts={**BILL, "number": f"EXMP{number}"})
        event = report_event(shipment, said("loaded", 20 + number), author=of(order), at=NOW, proof=proof)
        evidence = event.proofs.get().evidence
        assert (evidence.kind, evidence.line, evidence.quantity) == ("transport_document", 1, units)
        assert facts_now(order).complete_on("transport_document") is None
        accept = EvidenceAnswer.Verdict.ACCEPTED
        answer_evidence(evidence, accept, side=Side.BUYER, by=order.placed_by, at=NOW)

    facts = facts_now(order)
    assert facts.complete_on("transport_document") == date(2026, 12, 30)
    assert facts.lines[0].quantity_of("transport_document") == 50_000


def test_a_report_without_a_document_proves_nothing(db):
    shipment = shipped()

    report_event(shipment, said("loaded", 20), author=of(shipment.order), at=NOW)

    assert not Evidence.objects.exists()


def test_all_lines_in_one_shipment_are_one_evidence_and_parts_of_them_one_each(db):
    order = OrderFactory(lines=2)
    whole = shipped(order=order)
    ShipmentLotFactory(shipment=whole, line=2)
    report_event(whole, said("loaded", 20), author=of(order), at=NOW, proof=Proof(facts=BILL))
    assert [(one.line, one.quantity) for one in Evidence.objects.all()] == [(None, None)]

    other = OrderFactory(lines=2)
    part = shipped(30_000, other)
    ShipmentLotFactory(shipment=part, line=2, quantity=10_000)
    report_event(part, said("loaded", 20), author=of(other), at=NOW, proof=Proof(facts=BILL))
    assert [(one.line, one.quantity) for one in other.evidence.order_by("line")] == [(1, 30_000), (2, 10_000)]


def test_evidence_falls_with_its_report_until_it_was_accepted(db):
    shipment = shipped()
    order = shipment.order
    first = report_event(shipment, said("loaded", 20), author=of(order), at=NOW, proof=Proof(facts=BILL))

    take_back(first, author=of(order), at=NOW)
    assert first.proofs.get().evidence.answer.verdict == EvidenceAnswer.Verdict.WITHDRAWN

    again = report_event(shipment, said("loaded", 21), author=of(order), at=NOW, proof=Proof(facts=BILL))
    accept = EvidenceAnswer.Verdict.ACCEPTED
    answer_evidence(again.proofs.get().evidence, accept, side=Side.BUYER, by=order.placed_by, at=NOW)
    with pytest.raises(refusals.ProvenAlready):
        take_back(again, author=of(order), at=NOW)


def test_nothing_inside_is_not_handed_over(db):
    shipment = ShipmentFactory()

    with pytest.raises(refusals.NothingInside):
        report_event(shipment, said("loaded", 20), author=of(shipment.order), at=NOW, proof=Proof(facts=BILL))
    assert not ShipmentEvent.objects.exists() and not EventProof.objects.exists()


def stops(order):
    return dict(facts_now(order).stops)


def test_an_impossible_order_stops_what_rests_on_the_goods_until_one_is_taken_back(db):
    shipment = shipped()
    order = shipment.order
    report_event(shipment, said("departed", 20), author=of(order), at=NOW)
    assert stops(order) == {}

    wrong = report_event(shipment, said("delivered", 18, "DEHAM"), author=of(order), at=NOW)

    assert stops(order) == {2: "contradiction"}
    assert facts_now(order).withheld[0].held == {"contradiction"}
    assert ShipmentEvent.objects.count() == 2
    take_back(wrong, author=of(order), at=NOW)
    assert stops(order) == {}


def test_goods_shipped_before_the_agreed_inspection_passed_release_nothing(db):
    order = OrderFactory(holder=HolderFactory())
    evidence = EvidenceFactory(
        order=order, event="transport_document", kind="transport_document", facts=BILL, happened_on=date(2026, 12, 20)
    )
    EvidenceAnswerFactory(evidence=evidence)

    assert stops(order) == {2: "contradiction"}
    passed = {"result": "passed", "inspector": "QIMA", "number": "R-1", "sample": 315, "counted": 50_000}
    report = EvidenceFactory(
        order=order,
        event="inspection_passed",
        kind="inspection_report",
        facts=passed,
        happened_on=date(2026, 12, 19),
    )
    EvidenceAnswerFactory(evidence=report)
    assert stops(order) == {}
    assert payments.carry_out(order, at=NOW).stops == {}


OURS = ("shipped", "delay_expected", "customs_hold", "delivered_please_check")


def kinds_of(order):
    return sorted(OrderLetter.objects.filter(order=order, kind__in=OURS).values_list("kind", "recipient"))


def test_each_letter_is_written_once(db):
    shipment = shipped()
    order, buyer, seller = shipment.order, shipment.order.placed_by.pk, of(shipment.order).person.pk
    report_event(shipment, said("booked", 15), author=of(order), at=NOW)
    assert kinds_of(order) == []

    report_event(shipment, said("handed_over", 20), author=of(order), at=NOW)
    report_event(shipment, said("departed", 21), author=of(order), at=NOW)
    assert kinds_of(order) == [("shipped", buyer)]

    late = datetime(2027, 2, 14, 10, tzinfo=CHINA)
    for hours in (0, 1):
        entry = EventEntry("arrived", "expected", late + timedelta(hours=hours), "DEHAM")
        report_event(shipment, entry, author=of(order), at=NOW)
    assert kinds_of(order)[:2] == sorted([("delay_expected", buyer), ("delay_expected", seller)])

    report_event(shipment, said("customs_hold", 25, "DEHAM"), author=of(order), at=NOW)
    report_event(shipment, said("delivered", 28, "DEHAM"), author=of(order), at=NOW)
    assert [kind for kind, _who in kinds_of(order)] == [
        "customs_hold",
        "customs_hold",
        "delay_expected",
        "delay_expected",
        "delivered_please_check",
        "shipped",
    ]
