"""What carriers report becomes rows once, whoever asks how often; silence of a carrier is written down."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from buyers.delivery.carriers.interface import CarrierEvent, Unreachable
from buyers.delivery.models import CarrierReading, ShipmentEvent
from buyers.delivery.services.shipments.carrier_reading import questions, read_carriers
from buyers.terms.delivery.events import CarrierCode
from buyers.trade.models import Order, OrderLetter
from tests.factories.delivery import LegFactory, ShipmentEventFactory

NOW = datetime(2026, 12, 22, 4, 0, tzinfo=UTC)
CHINA = timezone(timedelta(hours=8))


class Answering:
    """A carrier that says what it is given; ``problem``: it gives no answer."""

    def __init__(self, *events, problem=""):
        self.events, self.problem, self.asked = list(events), problem, []

    def fetch(self, reference, since):
        self.asked.append((reference, since))
        if self.problem:
            raise Unreachable(self.problem)
        return self.events


def event(key, name, *, place="CNSHA", end="", kind="happened", day=20, retracts=""):
    code = CarrierCode(name, end, "high")
    return CarrierEvent(key, code, kind, datetime(2026, 12, day, 9, tzinfo=CHINA), place, retracts=retracts)


@pytest.fixture
def leg(db):
    return LegFactory(bill="EXMP12345678")


def read(carrier, at=NOW):
    return read_carriers({"EXMP": carrier}, clock=lambda: at)


def test_what_is_read_twice_is_written_once(leg):
    carrier = Answering(event("e1", "departed"), event("e2", "arrived", place="DEHAM", kind="expected", day=28))

    assert (read(carrier), read(carrier, NOW + timedelta(hours=1))) == (0, 0)

    rows = ShipmentEvent.objects.order_by("source_id").values_list("source", "source_id", "code", "offset_minutes")
    assert list(rows) == [("EXMP", "e1", "departed", 480), ("EXMP", "e2", "arrived", 480)]
    assert [since for _reference, since in carrier.asked] == [None, NOW - timedelta(days=2)]
    assert list(OrderLetter.objects.filter(kind="shipped").values_list("order", flat=True)) == [leg.shipment.order_id]


def test_a_retraction_points_back_and_comes_in_once(leg):
    carrier = Answering(
        event("e1", "departed"), event("e2", "departed", retracts="e1"), event("e3", "loaded", retracts="x")
    )

    read(carrier)
    read(carrier)

    assert ShipmentEvent.objects.get(retracts__isnull=False).retracts.source_id == "e1"
    assert ShipmentEvent.objects.count() == 2


def test_a_gate_counts_at_its_end_of_the_way_alone(leg):
    read(
        Answering(
            event("e1", "handed_over", place="CNNGB", end="origin"),
            event("e2", "handed_over", place="DEHAM", end="origin"),
            event("e3", "collected", place="DEHAM", end="destination"),
            event("e4", "collected", place="", end="destination"),
        )
    )

    assert set(ShipmentEvent.objects.values_list("source_id", flat=True)) == {"e1", "e3"}


def test_a_carrier_that_is_silent_leaves_what_is_known_with_its_age(leg):
    read(Answering(event("e1", "departed")))

    assert read(Answering(problem="timed_out"), NOW + timedelta(days=1)) == 1

    reading = CarrierReading.objects.get()
    assert (reading.problem, reading.answered_at, reading.tried_at) == ("timed_out", NOW, NOW + timedelta(days=1))
    assert ShipmentEvent.objects.count() == 1
    read(Answering(), NOW + timedelta(days=2))
    assert CarrierReading.objects.get().problem == ""


def test_only_goods_under_way_are_asked_for(leg):
    other = LegFactory(carrier="exmp", bill="", container="MSKU0000006")
    LegFactory(carrier="Another Line", bill="ANTH1")
    LegFactory(shipment__order__status=Order.Status.CANCELLED)
    assert {one.reference for one in questions(["EXMP"], at=NOW)} == {"EXMP12345678", "MSKU0000006"}

    ShipmentEventFactory(shipment=other.shipment, code="delivered")

    assert {one.reference for one in questions(["EXMP"], at=NOW)} == {"EXMP12345678"}
    assert questions(["EXMP"], at=NOW + timedelta(days=400)) == []
    assert read_carriers({}, clock=lambda: NOW) == 0
