"""Scenario 26: goods leave in three shipments, and their money waits for the documents of the last."""

import pytest

from buyers.delivery.services.packs.evidence import submit_pack
from buyers.delivery.services.shipments.refusals import NothingInside
from buyers.trade.models import Side
from buyers.trade.services.evidence import SubmittedAlready, answer_evidence
from tests.buyers.disputes.claims import MONDAY, accepted, paid_order, submitted
from tests.buyers.trade.deals import part_of
from tests.factories.delivery import ShipmentFactory, ShipmentLotFactory

pytestmark = pytest.mark.usefixtures("countries")


@pytest.fixture(autouse=True)
def nothing_is_open(monkeypatch):
    monkeypatch.setattr("buyers.delivery.services.packs.evidence.open_lines", lambda _read: ())


def handed_in(shipment):
    rows = submit_pack(shipment, side=Side.SUPPLIER, by=shipment.order.seller, at=MONDAY)
    for row in rows:
        answer_evidence(row, "accepted", side=Side.BUYER, by=shipment.order.buyer.user, at=MONDAY)
    return [(row.line, row.quantity) for row in rows]


def test_of_three_shipments_the_documents_of_the_last_release_the_part():
    order = paid_order()
    shipments = [ShipmentFactory(order=order) for _each in range(3)]
    for shipment, quantity in zip(shipments, (20_000, 20_000, 10_000), strict=True):
        ShipmentLotFactory(shipment=shipment, quantity=quantity)
    accepted(order, "transport_document")
    submitted(order, "delivery_proof", side=Side.BUYER)
    submitted(order, "arrival_or_silence", side=Side.BUYER)

    assert handed_in(shipments[0]) == [(1, 20_000)]
    assert handed_in(shipments[1]) == [(1, 20_000)]
    assert not part_of(order, 2).money.released
    with pytest.raises(SubmittedAlready):
        handed_in(shipments[1])
    assert handed_in(shipments[2]) == [(1, 10_000)]

    assert part_of(order, 2).money.released


def test_a_shipment_with_nothing_in_it_has_no_documents_to_hand_in():
    shipment = ShipmentFactory(order=paid_order())

    with pytest.raises(NothingInside):
        handed_in(shipment)
