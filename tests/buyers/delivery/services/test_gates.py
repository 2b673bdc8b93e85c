"""Scenarios 38 and 42: what keeps goods from being booked, with the limit named."""

from datetime import date

import pytest

from buyers.delivery.services.gates import gates
from buyers.delivery.services.goods.facts import state_goods
from suppliers.models import Product
from tests.factories import NOON, ProductTypeFactory
from tests.factories.delivery import ShipmentFactory, ShipmentLotFactory
from tests.factories.trade import OrderFactory

pytestmark = pytest.mark.django_db
BOTTLES = {
    "is_dangerous": True,
    "un": "UN1170",
    "group": "II",
    "inner": 500,
    "inner_per_package": 12,
    "package": 7_400,
    "documents": ["sds"],
}


def shipment_of(product_type, mode="sea", *, terms=None, lot=None):
    """A shipment of one line of that type of product."""
    order = OrderFactory(terms=terms)
    line = order.lines.get()
    kind = ProductTypeFactory(id=product_type)
    Product.objects.filter(pk=line.product_id).update(product_type=kind, is_dangerous=None, battery="")
    shipment = ShipmentFactory(order=order, mode=mode)
    ShipmentLotFactory(shipment=shipment, **(lot or {}))
    return shipment


def closed(shipment):
    return [(gate.code, gate.sentence) for gate in gates(shipment, at=NOON) if not gate.is_open]


def state(shipment, **facts):
    state_goods(shipment.order, 1, {**BOTTLES, **facts}, by=shipment.order.seller, at=NOON)


def test_sanitizer_is_asked_about_then_needs_its_safety_data_sheet_then_passes_by_sea():
    shipment = shipment_of("hand_sanitizer")
    assert [code for code, _ in closed(shipment)] == ["not-stated"]

    state(shipment, documents=[])
    ((code, sentence),) = closed(shipment)
    assert code == "document-missing"
    assert "Safety data sheet" in sentence

    state(shipment)
    assert closed(shipment) == []


def test_a_five_litre_inner_is_refused_with_the_limit_in_words():
    shipment = shipment_of("hand_sanitizer")

    state(shipment, inner=5_000, inner_per_package=4)

    ((code, sentence),) = closed(shipment)
    assert code == "inner-too-large"
    assert "5 L" in sentence
    assert "1 L" in sentence


def test_the_carton_that_may_go_by_sea_is_refused_by_air_with_the_limit_of_a_package():
    shipment = shipment_of("hand_sanitizer", mode="air")

    state(shipment)

    ((code, sentence),) = closed(shipment)
    assert code == "package-too-large"
    assert "6 L" in sentence
    assert "1 L" in sentence
    assert "Y341" in sentence


def test_oximeters_packed_with_batteries_by_air_need_the_statement_of_their_charge():
    shipment = shipment_of("pulse_oximeter", mode="air")
    facts = {"is_dangerous": True, "battery": "ion_with", "mwh": 3_700, "documents": ["un38_3"]}
    state_goods(shipment.order, 1, facts, by=shipment.order.seller, at=NOON)
    ((code, sentence),) = closed(shipment)
    assert (code, "30" in sentence) == ("charge-unknown", True)

    facts |= {"charge": 30, "documents": ["un38_3", "charge_statement"]}
    state_goods(shipment.order, 1, facts, by=shipment.order.seller, at=NOON)
    assert closed(shipment) == []


def test_a_lot_that_lasts_thirteen_months_is_held_where_eighteen_are_agreed_on_arrival():
    agreed = {"shelf_life_months": 18, "expected_entry": date(2027, 2, 2)}
    shipment = shipment_of("medical_mask", terms=agreed, lot={"lot": "26110007", "expires_on": date(2028, 3, 2)})

    ((code, sentence),) = closed(shipment)
    assert code == "shelf-life"
    assert "26110007" in sentence
    assert "13 months" in sentence
    assert "18 months" in sentence

    arrives_earlier = gates(shipment, at=NOON, arrival=date(2026, 9, 2))
    assert all(gate.is_open for gate in arrives_earlier)


def test_a_lot_without_days_is_asked_about_and_without_agreement_nothing_is_said():
    asked = shipment_of("medical_mask", terms={"shelf_life_bp": 7500}, lot={"expires_on": date(2028, 3, 2)})
    assert [code for code, _ in closed(asked)] == ["shelf-life"]

    assert closed(shipment_of("medical_mask")) == []


def test_reagents_are_asked_how_they_are_kept():
    shipment = shipment_of("ivd_ab")
    facts = {"is_dangerous": False, "battery": "none"}
    state_goods(shipment.order, 1, facts, by=shipment.order.seller, at=NOON)
    ((code, sentence),) = closed(shipment)
    assert code == "temperature-range"
    assert "8 °C" in sentence

    state_goods(shipment.order, 1, {**facts, "keep_low": 200, "keep_high": 800}, by=shipment.order.seller, at=NOON)
    assert closed(shipment) == []


@pytest.mark.parametrize("lots", [1, 3])
def test_more_lots_cost_no_more_queries(lots, django_assert_num_queries):
    shipment = shipment_of("medical_mask")
    for _ in range(lots - 1):
        ShipmentLotFactory(shipment=shipment)

    with django_assert_num_queries(6):
        gates(shipment, at=NOON)


def test_what_the_product_itself_states_counts_before_the_line_is_stated():
    shipment = shipment_of("pulse_oximeter")
    line = shipment.order.lines.get()
    Product.objects.filter(pk=line.product_id).update(is_dangerous=False, battery="other")

    assert closed(shipment) == []
