"""Inspections of goods: what was booked, what the sides said to it, what was reported. Verdicts are computed from the figures."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from buyers.delivery.models.link import GuestLink
from buyers.trade.models import Evidence, Order, Side
from kpmarket.accounts.models import User
from suppliers.models.stored_file import CameraFile, PageImage


class Inspection(models.Model):
    """A booking. ``number`` counts within the order: KP-2026-000123-I1. ``side`` proposed it and chose the inspector.

    ``level`` and ``classes`` (AQL by class of defects) are those of ``aql.yaml``; ``is_tightened`` where it ``repeats`` one
    that failed. ``guest_email`` empty: people of ``side`` inspect themselves; else the guest gets a link once both agreed.
    """

    class Stage(models.TextChoices):
        DURING = "during", _("During production")
        PRE_SHIPMENT = "pre_shipment", _("Before shipment")
        LOADING = "loading", _("While loading")

    order = models.ForeignKey(Order, models.PROTECT, related_name="inspections", verbose_name=_("order"))
    number = models.PositiveSmallIntegerField(_("number"))
    stage = models.CharField(_("stage"), max_length=12, choices=Stage)
    level = models.CharField(_("inspection level"), max_length=4)
    classes = models.JSONField(_("AQL by class of defects"))
    is_tightened = models.BooleanField(_("tightened plan"))
    repeats = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="repetitions", verbose_name=_("repeats")
    )
    place = models.CharField(_("place"), max_length=300)
    day = models.DateField(_("day"))
    packed_percent = models.PositiveSmallIntegerField(_("packed by then, in percent"))
    organisation = models.CharField(_("who inspects"), max_length=200)
    guest_name = models.CharField(_("name of the inspector"), max_length=120, blank=True)
    guest_email = models.EmailField(_("email address of the inspector"), blank=True)
    guest_language = models.CharField(_("language of the inspector"), max_length=10, blank=True)
    paid_by = models.CharField(_("paid by"), max_length=8, choices=Side)
    note = models.TextField(_("note"), max_length=2000, blank=True)
    side = models.CharField(_("proposed by the side"), max_length=8, choices=Side)
    proposed_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("proposed by"))
    proposed_at = models.DateTimeField(_("proposed"))

    class Meta:
        verbose_name = _("inspection")
        verbose_name_plural = _("inspections")
        ordering = ["order", "number"]
        constraints = [
            models.UniqueConstraint(fields=["order", "number"], name="inspection_once_per_number"),
            models.CheckConstraint(condition=Q(packed_percent__lte=100), name="inspection_packed_at_most_all"),
        ]

    def __str__(self) -> str:
        return f"{self.order}-I{self.number}"


class InspectionLine(models.Model):
    """A lot that is inspected: so many units of a line of the order."""

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="lines", verbose_name=_("inspection"))
    line = models.PositiveSmallIntegerField(_("line"))
    quantity = models.PositiveIntegerField(_("quantity"))

    class Meta:
        verbose_name = _("line of an inspection")
        verbose_name_plural = _("lines of inspections")
        ordering = ["inspection", "line"]
        constraints = [
            models.UniqueConstraint(fields=["inspection", "line"], name="inspection_line_once"),
            models.CheckConstraint(condition=Q(quantity__gte=1), name="inspection_of_something"),
        ]

    def __str__(self) -> str:
        return f"{self.inspection} · {self.line}"


class InspectionStep(models.Model):
    """What a side said to a booking. Proposed is no row; each of these is said once, and never changed."""

    class Kind(models.TextChoices):
        AGREED = "agreed", _("Agreed")
        DECLINED = "declined", _("Declined")
        CANCELLED = "cancelled", _("Cancelled")

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="steps", verbose_name=_("inspection"))
    kind = models.CharField(_("what"), max_length=10, choices=Kind)
    side = models.CharField(_("side"), max_length=8, choices=Side)
    note = models.CharField(_("note"), max_length=500, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("step of an inspection")
        verbose_name_plural = _("steps of inspections")
        ordering = ["at", "pk"]
        constraints = [models.UniqueConstraint(fields=["inspection", "kind"], name="inspection_step_once")]

    def __str__(self) -> str:
        return f"{self.inspection} · {self.get_kind_display()}"


class InspectionReport(models.Model):
    """What the inspector reported, once. ``own_result`` is the inspector's verdict; ours is computed from the lines.

    ``photos_taken``: how many the device said it would send. Exactly one of ``guest`` and ``reported_by`` is there.
    """

    class Result(models.TextChoices):
        PASSED = "passed", _("Passed")
        FAILED = "failed", _("Failed")
        VOID = "void", _("Not finished")

    class Barcodes(models.TextChoices):
        READABLE = "readable", _("All that were scanned can be read")
        UNREADABLE = "unreadable", _("Some cannot be read")
        NOT_SCANNED = "not_scanned", _("Not scanned")

    inspection = models.OneToOneField(Inspection, models.PROTECT, related_name="report", verbose_name=_("inspection"))
    number = models.CharField(_("number of the report"), max_length=60)
    own_result = models.CharField(_("verdict of the inspector"), max_length=8, choices=Result)
    barcodes = models.CharField(_("barcodes"), max_length=12, choices=Barcodes)
    note = models.TextField(_("what was found"), max_length=4000, blank=True)
    started_at = models.DateTimeField(_("started"))
    finished_at = models.DateTimeField(_("finished"))
    photos_taken = models.PositiveSmallIntegerField(_("photos taken"), null=True)
    guest = models.ForeignKey(GuestLink, models.PROTECT, null=True, related_name="+", verbose_name=_("guest"))
    reported_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("reported by"))
    received_at = models.DateTimeField(_("received"))

    class Meta:
        verbose_name = _("report of an inspection")
        verbose_name_plural = _("reports of inspections")
        ordering = ["received_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(guest=None, reported_by__isnull=False) | Q(guest__isnull=False, reported_by=None),
                name="inspection_report_by_somebody",
            )
        ]

    def __str__(self) -> str:
        return f"{self.inspection} · {self.number}"


class ReportLine(models.Model):
    """What was found in one lot: units checked, units counted, defects by class, weight of a packed carton in grams.

    ``evidence`` is what this became on the order.
    """

    report = models.ForeignKey(InspectionReport, models.PROTECT, related_name="lines", verbose_name=_("report"))
    line = models.PositiveSmallIntegerField(_("line"))
    sample = models.PositiveIntegerField(_("units checked"))
    counted = models.PositiveIntegerField(_("units counted"))
    defects = models.JSONField(_("defects by class"))
    carton_grams = models.PositiveIntegerField(_("weight of a carton in grams"), null=True)
    lots = models.JSONField(_("lots on the cartons that were checked"), null=True)
    """Texts as printed; None and empty: the inspector names none."""
    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="+", verbose_name=_("evidence"))

    class Meta:
        verbose_name = _("line of a report")
        verbose_name_plural = _("lines of reports")
        ordering = ["report", "line"]
        constraints = [models.UniqueConstraint(fields=["report", "line"], name="report_line_once")]

    def __str__(self) -> str:
        return f"{self.report} · {self.line}"


class InspectionPhoto(CameraFile):
    """A file of the inspector."""

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="photos", verbose_name=_("inspection"))
    guest = models.ForeignKey(GuestLink, models.PROTECT, null=True, related_name="+", verbose_name=_("guest"))
    sent_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("sent by"))

    class Meta:
        verbose_name = _("photo of an inspection")
        verbose_name_plural = _("photos of inspections")
        ordering = ["received_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["inspection", "key"], name="inspection_photo_once")]

    def __str__(self) -> str:
        return f"{self.inspection} · {self.original_name}"


class InspectionPhotoPage(PageImage):
    """A picture of one page of a file, rendered in the sandbox."""

    photo = models.ForeignKey(InspectionPhoto, models.PROTECT, related_name="pages", verbose_name=_("photo"))

    class Meta:
        verbose_name = _("page of a photo")
        verbose_name_plural = _("pages of photos")
        ordering = ["photo", "number"]
        constraints = [models.UniqueConstraint(fields=["photo", "number"], name="inspection_page_once_per_photo")]

    def __str__(self) -> str:
        return f"{self.photo} · {self.number}"
