"""A shipment of an order: which lots of which lines travel, by which legs, and what was reported on the way."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from buyers.delivery.models.link import GuestLink
from buyers.trade.models import Evidence, Order, Side
from kpmarket.accounts.models import User


class Mode(models.TextChoices):
    """How goods travel; the ids are those of ``incoterms.yaml`` and ``freight.yaml``."""

    SEA = "sea", _("Sea")
    AIR = "air", _("Air")
    RAIL = "rail", _("Rail")
    ROAD = "road", _("Road")
    COURIER = "courier", _("Courier")


class Shipment(models.Model):
    """Goods of one order that leave together. Its stage and expected day are computed from its events.

    ``number`` counts within the order: KP-2026-000123-S1.
    """

    order = models.ForeignKey(Order, models.PROTECT, related_name="shipments", verbose_name=_("order"))
    number = models.PositiveSmallIntegerField(_("number"))
    mode = models.CharField(_("way of transport"), max_length=8, choices=Mode)
    forwarder = models.CharField(_("forwarder"), max_length=200, blank=True)
    created_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("created by"))
    guest = models.ForeignKey(
        GuestLink, models.PROTECT, null=True, related_name="shipments", verbose_name=_("created by the guest")
    )
    created_at = models.DateTimeField(_("created"))

    class Meta:
        verbose_name = _("shipment")
        verbose_name_plural = _("shipments")
        ordering = ["order", "number"]
        constraints = [models.UniqueConstraint(fields=["order", "number"], name="shipment_once_per_number")]

    def __str__(self) -> str:
        return f"{self.order}-S{self.number}"

    def get_absolute_url(self) -> str:
        return reverse("delivery:shipment", args=[self.pk])


class ShipmentLot(models.Model):
    """A lot of a line of the order in a shipment. ``quantity`` in units of the line; sizes are integers: mm and grams.

    ``line`` is the number of the order's line. ``gtin`` and ``lot`` as scanned or typed; ``lot`` empty where the goods have
    none (serial numbers stand in ``serials``).
    """

    shipment = models.ForeignKey(Shipment, models.PROTECT, related_name="lots", verbose_name=_("shipment"))
    line = models.PositiveSmallIntegerField(_("line"))
    quantity = models.PositiveIntegerField(_("quantity"))
    lot = models.CharField(_("lot"), max_length=60, blank=True, db_index=True)
    serials = models.JSONField(_("serial numbers"), default=list)
    gtin = models.CharField(_("GTIN"), max_length=14, blank=True)
    made_on = models.DateField(_("made on"), null=True)
    expires_on = models.DateField(_("expires on"), null=True)
    cartons = models.PositiveIntegerField(_("cartons"), null=True)
    pieces_per_carton = models.PositiveIntegerField(_("units per carton"), null=True)
    net_grams = models.PositiveBigIntegerField(_("net weight in grams"), null=True)
    gross_grams = models.PositiveBigIntegerField(_("gross weight in grams"), null=True)
    volume_cm3 = models.PositiveBigIntegerField(_("volume in cubic centimetres"), null=True)

    class Meta:
        verbose_name = _("lot of a shipment")
        verbose_name_plural = _("lots of shipments")
        ordering = ["shipment", "line", "pk"]
        constraints = [models.CheckConstraint(condition=Q(quantity__gte=1), name="shipment_lot_of_something")]

    def __str__(self) -> str:
        return f"{self.shipment} · {self.lot or self.line}"


class Leg(models.Model):
    """A part of the way, between two places of UN/LOCODE. What is not known yet is empty.

    ``vehicle``: ship, flight or train; ``imo``: number of the ship (IMO9074729); ``voyage``: its voyage number; ``bill``:
    bill of lading or waybill; ``booking``: the carrier's booking number.
    """

    shipment = models.ForeignKey(Shipment, models.PROTECT, related_name="legs", verbose_name=_("shipment"))
    number = models.PositiveSmallIntegerField(_("number"))
    mode = models.CharField(_("way of transport"), max_length=8, choices=Mode)
    origin = models.CharField(_("from"), max_length=5)
    destination = models.CharField(_("to"), max_length=5)
    carrier = models.CharField(_("carrier"), max_length=120, blank=True)
    vehicle = models.CharField(_("ship, flight or train"), max_length=80, blank=True)
    imo = models.CharField(_("IMO number of the ship"), max_length=10, blank=True)
    voyage = models.CharField(_("voyage"), max_length=30, blank=True)
    container = models.CharField(_("container"), max_length=11, blank=True, db_index=True)
    seal = models.CharField(_("seal"), max_length=20, blank=True)
    bill = models.CharField(_("bill of lading or waybill"), max_length=40, blank=True, db_index=True)
    booking = models.CharField(_("booking number"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("leg of a shipment")
        verbose_name_plural = _("legs of shipments")
        ordering = ["shipment", "number"]
        constraints = [models.UniqueConstraint(fields=["shipment", "number"], name="leg_once_per_number")]

    def __str__(self) -> str:
        return f"{self.shipment} · {self.origin}-{self.destination}"


class ShipmentEvent(models.Model):
    """What somebody or a carrier reported of a shipment. The database refuses to change it; a retraction is another row.

    ``happens_at`` is the moment that it speaks of, with the offset of its place kept in ``offset_minutes``; ``source`` names
    who reported: ``supplier``, ``buyer``, ``guest`` or an adapter, and ``source_id`` its own id of the event.
    """

    class Kind(models.TextChoices):
        HAPPENED = "happened", _("Happened")
        EXPECTED = "expected", _("Expected")
        PLANNED = "planned", _("Planned")

    shipment = models.ForeignKey(Shipment, models.PROTECT, related_name="events", verbose_name=_("shipment"))
    code = models.CharField(_("event"), max_length=40)
    """An id of ``buyers/terms/data/shipment_events.yaml``."""
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    happens_at = models.DateTimeField(_("moment"))
    offset_minutes = models.SmallIntegerField(_("offset from UTC in minutes"))
    place = models.CharField(_("place"), max_length=5, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)
    source = models.CharField(_("source"), max_length=30)
    source_id = models.CharField(_("id at the source"), max_length=120)
    retracts = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="retraction", verbose_name=_("takes back")
    )
    side = models.CharField(_("side"), max_length=8, choices=Side, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("recorded by"))
    guest = models.ForeignKey(GuestLink, models.PROTECT, null=True, related_name="+", verbose_name=_("guest"))
    recorded_at = models.DateTimeField(_("recorded"))

    class Meta:
        verbose_name = _("event of a shipment")
        verbose_name_plural = _("events of shipments")
        ordering = ["recorded_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["shipment", "source", "source_id"], name="shipment_event_once_per_source"),
            models.CheckConstraint(
                condition=Q(retracts=None) | ~Q(retracts=F("pk")), name="shipment_event_takes_back_another"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.shipment} · {self.code}"


class ShipmentChange(models.Model):
    """A value of a shipment that somebody replaced or took out. The database refuses to change it.

    ``subject`` is ``shipment``, ``leg:2`` or ``lot:B2301`` (``line:3`` for goods without a lot number); ``field`` the name of
    the column, empty where the whole row was taken out, which ``before`` then describes.
    """

    shipment = models.ForeignKey(Shipment, models.PROTECT, related_name="changes", verbose_name=_("shipment"))
    subject = models.CharField(_("what was changed"), max_length=80)
    field = models.CharField(_("field"), max_length=40, blank=True)
    before = models.CharField(_("before"), max_length=300, blank=True)
    after = models.CharField(_("after"), max_length=300, blank=True)
    side = models.CharField(_("side"), max_length=8, choices=Side)
    changed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("changed by"))
    guest = models.ForeignKey(GuestLink, models.PROTECT, null=True, related_name="+", verbose_name=_("guest"))
    changed_at = models.DateTimeField(_("changed"))

    class Meta:
        verbose_name = _("change of a shipment")
        verbose_name_plural = _("changes of shipments")
        ordering = ["changed_at", "pk"]

    def __str__(self) -> str:
        return f"{self.shipment} · {self.subject} · {self.field}"


class EventProof(models.Model):
    """The evidence that an event of a shipment became: what moves money is the evidence alone. Never changed.

    An event is several rows of evidence where several lines travel.
    """

    event = models.ForeignKey(ShipmentEvent, models.PROTECT, related_name="proofs", verbose_name=_("event"))
    evidence = models.OneToOneField(Evidence, models.PROTECT, related_name="shipment_proof", verbose_name=_("evidence"))

    class Meta:
        verbose_name = _("evidence of an event")
        verbose_name_plural = _("evidence of events")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.event} · {self.evidence_id}"


class CarrierReading(models.Model):
    """How the last question to a carrier went, for one reference of a shipment.

    ``problem`` is the code of why it gave no answer, empty where it did; ``answered_at`` the last time that it answered.
    """

    shipment = models.ForeignKey(Shipment, models.PROTECT, related_name="readings", verbose_name=_("shipment"))
    carrier = models.CharField(_("carrier"), max_length=30)
    """The name of the adapter in the setting ``CARRIERS``."""
    reference = models.CharField(_("reference"), max_length=40)
    tried_at = models.DateTimeField(_("asked"))
    answered_at = models.DateTimeField(_("answered"), null=True)
    problem = models.CharField(_("problem"), max_length=20, blank=True)

    class Meta:
        verbose_name = _("question to a carrier")
        verbose_name_plural = _("questions to carriers")
        ordering = ["shipment", "carrier", "reference"]
        constraints = [
            models.UniqueConstraint(
                fields=["shipment", "carrier", "reference"], name="carrier_reading_once_per_reference"
            )
        ]

    def __str__(self) -> str:
        return f"{self.shipment} · {self.carrier} · {self.reference}"
