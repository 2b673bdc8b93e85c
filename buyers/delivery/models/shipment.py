"""A shipment of an order: which lots of which lines travel, by which legs, and what was reported on the way."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from buyers.delivery.models.link import GuestLink
from buyers.trade.models import Order, Side
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
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("created by"))
    created_at = models.DateTimeField(_("created"))

    class Meta:
        verbose_name = _("shipment")
        verbose_name_plural = _("shipments")
        ordering = ["order", "number"]
        constraints = [models.UniqueConstraint(fields=["order", "number"], name="shipment_once_per_number")]

    def __str__(self) -> str:
        return f"{self.order}-S{self.number}"


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

    ``vehicle``: ship, flight or train; ``voyage``: its voyage number; ``bill``: bill of lading or waybill.
    """

    shipment = models.ForeignKey(Shipment, models.PROTECT, related_name="legs", verbose_name=_("shipment"))
    number = models.PositiveSmallIntegerField(_("number"))
    mode = models.CharField(_("way of transport"), max_length=8, choices=Mode)
    origin = models.CharField(_("from"), max_length=5)
    destination = models.CharField(_("to"), max_length=5)
    carrier = models.CharField(_("carrier"), max_length=120, blank=True)
    vehicle = models.CharField(_("ship, flight or train"), max_length=80, blank=True)
    voyage = models.CharField(_("voyage"), max_length=30, blank=True)
    container = models.CharField(_("container"), max_length=11, blank=True, db_index=True)
    seal = models.CharField(_("seal"), max_length=20, blank=True)
    bill = models.CharField(_("bill of lading or waybill"), max_length=40, blank=True, db_index=True)

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
    who told: ``supplier``, ``buyer``, ``guest`` or an adapter, and ``source_id`` its own id of the event.
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
