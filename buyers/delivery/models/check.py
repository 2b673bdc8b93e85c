"""What the buyer said of goods that arrived. Each check is kept as it was made; a later one may accept what was rejected."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from buyers.delivery.models.shipment import ShipmentLot
from buyers.trade.models import Evidence, Order
from kpmarket.accounts.models import User
from suppliers.models.stored_file import PageImage, StoredOriginal


class CheckOutcome(models.TextChoices):
    """What becomes of a quantity: it is accepted, or rejected for one reason. Ids of ``buyers.terms.delivery.checks``."""

    ACCEPTED = "accepted", _("Accepted")
    AFTER_ALL = "after_all", _("Accepted after all")
    SHORT = "short", _("Missing")
    DAMAGED = "damaged", _("Damaged")
    WRONG = "wrong", _("Wrong goods")
    EXPIRES_SOON = "expires_soon", _("Expires too soon")
    LABEL = "label", _("Label or marking wrong")
    FAILED_TEST = "failed_test", _("Failed a test")
    DOCUMENTS = "documents", _("Documents missing")
    TEMPERATURE = "temperature", _("Temperature out of range")


class DeliveryCheck(models.Model):
    """One check of goods of an order at the buyer's place. The database refuses to change it.

    ``looked_on`` is the day on which the goods were looked at there.
    """

    order = models.ForeignKey(Order, models.PROTECT, related_name="delivery_checks", verbose_name=_("order"))
    looked_on = models.DateField(_("looked at on"))
    note = models.TextField(_("note"), max_length=2000, blank=True)
    checked_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("checked by"))
    checked_at = models.DateTimeField(_("checked"))

    class Meta:
        verbose_name = _("check of a delivery")
        verbose_name_plural = _("checks of deliveries")
        ordering = ["checked_at", "pk"]

    def __str__(self) -> str:
        return f"{self.order} · {self.checked_at:%Y-%m-%d}"


class CheckedQuantity(models.Model):
    """So many units of a line with one outcome. ``evidence`` is the row by which it counts: acceptance, or arrival.

    It is None where goods are rejected whose arrival was proven before.
    """

    check_made = models.ForeignKey(DeliveryCheck, models.PROTECT, related_name="quantities", verbose_name=_("check"))
    line = models.PositiveSmallIntegerField(_("line"))
    lot = models.ForeignKey(ShipmentLot, models.PROTECT, null=True, related_name="+", verbose_name=_("lot"))
    outcome = models.CharField(_("outcome"), max_length=14, choices=CheckOutcome)
    quantity = models.PositiveIntegerField(_("quantity"))
    note = models.CharField(_("note"), max_length=300, blank=True)
    evidence = models.ForeignKey(Evidence, models.PROTECT, null=True, related_name="+", verbose_name=_("evidence"))

    class Meta:
        verbose_name = _("checked quantity")
        verbose_name_plural = _("checked quantities")
        ordering = ["check_made", "line", "pk"]
        constraints = [models.CheckConstraint(condition=Q(quantity__gte=1), name="checked_quantity_of_something")]

    def __str__(self) -> str:
        return f"{self.check_made} · {self.line} · {self.quantity}"


class CheckFile(StoredOriginal):
    """A photograph or document of a check: never served as it is, both sides get pictures of its pages."""

    check_made = models.ForeignKey(DeliveryCheck, models.PROTECT, related_name="files", verbose_name=_("check"))
    sha256 = models.CharField(_("SHA-256"), max_length=64, db_index=True)
    taken = models.CharField(_("taken, as the camera says"), max_length=25, null=True)
    """None for files of before this was kept."""

    class Meta:
        verbose_name = _("file of a check")
        verbose_name_plural = _("files of checks")
        ordering = ["pk"]


class CheckPage(PageImage):
    """A picture of one page, rendered in the sandbox."""

    file = models.ForeignKey(CheckFile, models.PROTECT, related_name="pages", verbose_name=_("file"))

    class Meta:
        verbose_name = _("page of a check")
        verbose_name_plural = _("pages of checks")
        ordering = ["file", "number"]
        constraints = [models.UniqueConstraint(fields=["file", "number"], name="check_page_once_per_file")]

    def __str__(self) -> str:
        return f"{self.file} · {self.number}"
