"""Shipments as suppliers and forwarders write them. A reader of a test never needs to open this file."""

import hashlib
from datetime import UTC, datetime, timedelta
from io import BytesIO

import factory
from django.core.files.base import ContentFile
from factory.django import DjangoModelFactory
from PIL import Image

from buyers.delivery.models import (
    GuestLink,
    IssuedDocument,
    Leg,
    Mode,
    Shipment,
    ShipmentEvent,
    ShipmentLot,
    TemperatureFile,
    TemperatureLog,
    TemperaturePage,
)
from buyers.terms.contract import digest_of
from buyers.terms.delivery.issued import Document, Party, as_data
from buyers.trade.models import Side
from kpmarket.foundation.storage import files
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


class IssuedDocumentFactory(DjangoModelFactory):
    """An invoice without lines, as if the supplier had issued it; its file is no PDF."""

    class Meta:
        model = IssuedDocument

    class Params:
        stored = factory.LazyFunction(lambda: files.store(ContentFile(b"%PDF-1.7 invoice")))

    shipment = factory.SubFactory(ShipmentFactory)
    order = factory.SelfAttribute("shipment.order")
    kind = IssuedDocument.Kind.INVOICE
    number = factory.LazyAttribute(lambda row: f"INV-{row.order.number}-{row.shipment.number}")
    version = 1
    data = factory.LazyAttribute(
        lambda row: as_data(
            Document(
                row.kind, row.number, row.version, NOON.date(), row.order.number, Party("Weize"), Party("Lindenau")
            )
        )
    )
    digest = factory.LazyAttribute(lambda row: digest_of(row.data))
    side = Side.SUPPLIER
    issued_by = factory.SelfAttribute("order.seller")
    issued_at = NOON
    stored_name = factory.SelfAttribute("stored.name")
    sha256 = factory.SelfAttribute("stored.sha256")
    size = factory.SelfAttribute("stored.size")


class TemperatureLogFactory(DjangoModelFactory):
    """Goods of a fridge that were at 9.4 °C for twenty minutes."""

    class Meta:
        model = TemperatureLog

    shipment = factory.SubFactory(ShipmentFactory)
    low = 200
    high = 800
    serial = "00417732"
    is_read = True
    has_excursion = True
    facts = factory.LazyFunction(
        lambda: {
            "first_at": "2026-11-20T08:00:00",
            "last_at": "2026-11-20T08:50:00",
            "readings": 6,
            "lowest": 290,
            "highest": 940,
            "mean_kinetic": 651,
            "minutes_outside": 20,
            "readings_outside": 2,
            "longest_gap": 10,
        }
    )
    side = Side.SUPPLIER
    recorded_by = factory.SelfAttribute("shipment.order.seller")
    recorded_at = NOON


class TemperatureFileFactory(DjangoModelFactory):
    """A report as PDF."""

    class Meta:
        model = TemperatureFile

    log = factory.SubFactory(TemperatureLogFactory)
    original_name = "report.pdf"
    stored_name = factory.Sequence("temperature-file-{}".format)
    kind = "pdf"
    size = 9
    sha256 = "0" * 64


class TemperaturePageFactory(DjangoModelFactory):
    """The picture of its first page, in private storage."""

    class Meta:
        model = TemperaturePage

    file = factory.SubFactory(TemperatureFileFactory)
    number = 1
    width = 80
    height = 100
    stored_name = factory.LazyFunction(lambda: files.store_bytes(blank_picture(), ".webp").name)


def blank_picture():
    """The bytes of a white picture."""
    blank = BytesIO()
    Image.new("RGB", (80, 100), "white").save(blank, "WEBP")
    return blank.getvalue()
