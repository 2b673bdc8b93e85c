"""Shipments as suppliers and forwarders write them. A reader of a test never needs to open this file."""

import hashlib
from datetime import UTC, datetime, timedelta

import factory
from factory.django import DjangoModelFactory

from buyers.delivery.models import GuestLink, Leg, Mode, Shipment, ShipmentEvent, ShipmentLot
from buyers.trade.models import Side
from tests.factories import NOON
from tests.factories.trade import OrderFactory


class GuestLinkFactory(DjangoModelFactory):
    """A forwarder's link, given by the supplier; its token is ``token``, which is stored as a digest."""

    class Meta:
        model = GuestLink

    class Params:
        token = factory.Sequence("forwarder-token-{}".format)

    order = factory.SubFactory(OrderFactory)
    purpose = GuestLink.Purpose.SHIPMENT
    side = Side.SUPPLIER
    given_by = factory.SelfAttribute("order.seller")
    given_at = NOON
    name = "Wei Lan"
    organisation = "Yangtze Freight Forwarding"
    email = factory.Sequence("ops{}@yangtze-freight.example".format)
    token_sha256 = factory.LazyAttribute(lambda link: hashlib.sha256(link.token.encode()).hexdigest())
    ends_at = NOON + timedelta(days=60)


class ShipmentFactory(DjangoModelFactory):
    """A shipment by sea that the supplier opened, with nothing in it yet."""

    class Meta:
        model = Shipment

    order = factory.SubFactory(OrderFactory)
    number = factory.LazyAttribute(lambda shipment: shipment.order.shipments.count() + 1)
    mode = Mode.SEA
    forwarder = "Yangtze Freight Forwarding"
    created_by = factory.SelfAttribute("order.seller")
    created_at = NOON


class ShipmentLotFactory(DjangoModelFactory):
    """All 50,000 masks of line 1 in one lot."""

    class Meta:
        model = ShipmentLot

    shipment = factory.SubFactory(ShipmentFactory)
    line = 1
    quantity = 50_000
    lot = factory.Sequence("2611{:04d}".format)


class LegFactory(DjangoModelFactory):
    """Shanghai to Hamburg by sea."""

    class Meta:
        model = Leg

    shipment = factory.SubFactory(ShipmentFactory)
    number = factory.LazyAttribute(lambda leg: leg.shipment.legs.count() + 1)
    mode = Mode.SEA
    origin = "CNSHA"
    destination = "DEHAM"
    carrier = "Ocean Example Line"
    vehicle = "Example Star"
    voyage = "126W"
    container = "CSQU3054383"
    bill = "EXMP12345678"


class ShipmentEventFactory(DjangoModelFactory):
    """The supplier's word that the ship left Shanghai."""

    class Meta:
        model = ShipmentEvent

    shipment = factory.SubFactory(ShipmentFactory)
    code = "departed"
    kind = ShipmentEvent.Kind.HAPPENED
    happens_at = datetime(2026, 11, 20, 6, 0, tzinfo=UTC)
    offset_minutes = 480
    place = "CNSHA"
    source = "supplier"
    source_id = factory.Sequence("typed-{}".format)
    side = Side.SUPPLIER
    recorded_by = factory.SelfAttribute("shipment.order.seller")
    recorded_at = NOON
