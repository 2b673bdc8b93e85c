"""The documents of a shipment, read from what is on record of its order."""

from datetime import UTC, date, datetime

import pytest

from buyers.delivery.models import EventProof, FactConfirmation
from buyers.delivery.services import confirmations
from buyers.delivery.services.goods.facts import state_goods
from buyers.delivery.services.packs.readiness import readiness, readiness_of
from buyers.delivery.services.packs.reading import NoContract, read_pack
from buyers.terms.delivery.documents import LineState
from buyers.trade.models import Contract, Signature
from tests.buyers.delivery.packs import ARRIVES, DEPARTS, filed, ordered, shipped
from tests.buyers.trade.deals import accepted
from tests.factories import AuditorFactory
from tests.factories.delivery import ShipmentEventFactory
from tests.factories.trade import OrderFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("countries", "law")]
NOW = datetime(2026, 12, 1, 4, tzinfo=UTC)
QUERIES = 14


def line(read, kind):
    return next(one for one in read.lines if one.kind == kind)


def states(read, *kinds):
    return [line(read, kind).state.value for kind in kinds]


def test_what_the_rulebook_asks_for_is_judged_on_the_day_of_arrival():
    """The report is in force when the goods leave, and ends while they are at sea."""
    order = ordered(documents=("doc", ("report", {"valid_until": date(2027, 1, 15)}), "licence"))
    read = read_pack(order, shipped(order), at=NOW)

    assert (read.days.departs_on, read.days.arrives_on) == (DEPARTS, ARRIVES)
    assert states(read, "law:doc", "law:report") == ["have", "lapsed"]
    assert line(read, "law:report").valid_until == date(2027, 1, 15)
    assert line(read, "law:report") in readiness_of(read).lines


def test_documents_count_for_their_own_shipment_and_those_of_the_order_for_every_one():
    order = ordered()
    first, second = shipped(order), shipped(order)
    filed(order, "vgm", shipment=first)
    filed(order, "safety_data_sheet")

    assert states(read_pack(order, first, at=NOW), "vgm") == ["have"]
    assert states(read_pack(order, second, at=NOW), "vgm") == ["missing"]
    assert states(read_pack(order, at=NOW), "vgm") == ["missing"]


def test_accepted_evidence_and_the_signed_contract_are_documents_too():
    order = ordered()
    accepted(order, "inspection_report", at=NOW)
    accepted(order, "transport_document", at=NOW)
    read = read_pack(order, at=NOW)
    assert states(read, "sales_contract", "inspection_report", "bill_of_lading") == ["have", "have", "have"]


def test_the_days_move_with_what_was_reported():
    order = ordered()
    shipment = shipped(order)
    left = datetime(2027, 1, 7, 2, tzinfo=UTC)
    ShipmentEventFactory(shipment=shipment, code="departed", kind="expected", happens_at=left)
    days = read_pack(order, shipment, at=NOW).days
    assert (days.departs_on, days.arrives_on, days.has_left) == (date(2027, 1, 7), date(2027, 2, 12), False)

    ShipmentEventFactory(
        shipment=shipment, code="arrived", kind="expected", happens_at=datetime(2027, 2, 20, tzinfo=UTC)
    )
    assert read_pack(order, shipment, at=NOW).days.arrives_on == date(2027, 2, 20)


def test_goods_are_ready_once_nothing_that_is_sure_is_missing():
    order = ordered(inspection={}, documents=("doc", "report", "licence"), parts=())
    shipment = shipped(order)
    assert [one.kind for one in readiness(shipment, at=NOW).lines] == ["vgm"]

    filed(order, "vgm", shipment=shipment)

    assert readiness(shipment, at=NOW).is_ready


def test_a_row_that_an_officer_confirmed_stops_the_shipment():
    order = ordered(inspection={})
    shipment = shipped(order)
    filed(order, "vgm", shipment=shipment)
    state = confirmations.row_state("documents.yaml", "kinds/booking")
    FactConfirmation.objects.create(
        file=state.row.file,
        row=state.row.id,
        digest=state.row.digest,
        verdict="confirmed",
        note="Asked the forwarder",
        by=AuditorFactory(level="senior").user,
        at=NOW,
    )
    found = line(read_pack(order, shipment, at=NOW), "booking")
    assert found.is_sure
    assert found.is_blocking is (found.state is LineState.MISSING or found.state is LineState.TO_ARRANGE)


def test_a_destination_without_rules_is_said_to_be_unknown_and_not_cleared():
    order = ordered()
    order.destination = "FR"
    assert read_pack(order, at=NOW).law.unknown == ()
    order.destination = "UY"
    read = read_pack(order, at=NOW)
    assert (read.law.unknown, read.is_market_known) == ((1,), False)


def test_an_order_without_a_contract_has_no_list():
    order = OrderFactory(lines=1)
    assert Signature.objects.filter(contract__order=order).exists()
    bare = OrderFactory(lines=0)
    assert not Contract.objects.filter(order=bare).exists()
    with pytest.raises(NoContract):
        read_pack(bare, at=NOW)


@pytest.mark.parametrize("lines", [1, 3])
def test_the_list_takes_the_same_queries_for_many_lines_and_documents(lines, django_assert_num_queries):
    order = ordered(lines=lines)
    shipment = shipped(order)
    for number in range(lines):
        filed(order, "vgm", shipment=shipment, number=f"V-{number}")
    read_pack(order, shipment, at=NOW)
    with django_assert_num_queries(QUERIES):
        assert len(line(read_pack(order, shipment, at=NOW), "vgm").on_file) == lines


def test_what_the_supplier_states_of_a_line_counts_before_what_is_usual_for_its_type():
    order = ordered()
    assert states(read_pack(order, at=NOW), "battery_test_summary", "temperature_log") == ["not_needed", "not_needed"]

    facts = {"is_dangerous": True, "battery": "ion_with", "mwh": 3_700, "keep_low": 200, "keep_high": 800}
    state_goods(order, 1, facts, by=order.seller, at=NOW)

    read = read_pack(order, at=NOW)
    assert (read.pack_facts.dangerous, read.pack_facts.battery, read.pack_facts.cold) == (True, True, True)
    assert "not_needed" not in states(read, "battery_test_summary", "temperature_log")


def test_goods_are_not_ready_while_a_lot_expires_too_early_for_what_was_agreed():
    order = ordered(inspection={}, parts=(), shelf_life_months=18)
    shipment = shipped(order)
    filed(order, "vgm", shipment=shipment)
    shipment.lots.update(lot="26110007", expires_on=date(2028, 3, 2))

    found = readiness(shipment, at=NOW)

    assert (found.is_ready, [gate.code for gate in found.closed]) == (False, ["shelf-life"])
    assert "26110007 has 13 months left" in found.closed[0].sentence


def test_a_bill_of_lading_is_on_file_for_the_shipment_that_it_is_about_alone():
    order = ordered()
    first, second = shipped(order), shipped(order)
    bill = accepted(order, "transport_document", at=NOW)
    EventProof.objects.create(event=ShipmentEventFactory(shipment=first, code="loaded"), evidence=bill)

    assert states(read_pack(order, first, at=NOW), "bill_of_lading") == ["have"]
    assert states(read_pack(order, second, at=NOW), "bill_of_lading") == ["missing"]
