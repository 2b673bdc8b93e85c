"""Legs of the way: what was written before stays visible."""

import pytest

from buyers.delivery.models import Leg, ShipmentChange
from buyers.delivery.services.shipments import refusals
from buyers.delivery.services.shipments.authors import Author, of_guest
from buyers.delivery.services.shipments.legs import LegEntry, remove_leg, write_leg
from buyers.trade.models import Side
from tests.factories import NOON
from tests.factories.delivery import GuestLinkFactory, ShipmentFactory

TO_SINGAPORE = LegEntry("sea", "CNSHA", "SGSIN", carrier="Ocean Example Line", container="CSQU3054383")


def test_a_leg_follows_the_last_and_its_old_values_are_kept(db):
    shipment = ShipmentFactory()
    who = Author(Side.SUPPLIER, person=shipment.order.seller)
    write_leg(shipment, 1, TO_SINGAPORE, author=who, at=NOON)
    with pytest.raises(refusals.OtherVersion):
        write_leg(shipment, 3, TO_SINGAPORE, author=who, at=NOON)

    changed = LegEntry(**{**vars(TO_SINGAPORE), "container": "MSKU0000006", "vehicle": "Example Star"})
    guest = GuestLinkFactory(order=shipment.order)
    write_leg(shipment, 1, changed, author=of_guest(guest), at=NOON)

    assert Leg.objects.get().container == "MSKU0000006"
    rows = [(one.subject, one.field, one.before, one.after, one.guest) for one in ShipmentChange.objects.all()]
    assert rows == [
        ("leg:1", "vehicle", "", "Example Star", guest),
        ("leg:1", "container", "CSQU3054383", "MSKU0000006", guest),
    ]


def test_the_buyer_books_too_and_only_the_last_leg_is_taken_out(db):
    shipment = ShipmentFactory()
    who = Author(Side.BUYER, person=shipment.order.placed_by)
    first = write_leg(shipment, 1, TO_SINGAPORE, author=who, at=NOON)
    second = write_leg(shipment, 2, LegEntry("sea", "SGSIN", "DEHAM"), author=who, at=NOON)

    with pytest.raises(refusals.OtherVersion):
        remove_leg(first, author=who, at=NOON)
    remove_leg(second, author=who, at=NOON)

    assert Leg.objects.get() == first
    assert ShipmentChange.objects.get().before == "SGSIN DEHAM"
