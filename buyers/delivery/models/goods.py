"""How goods may travel: what the supplier states of a line, and what loggers recorded on the way."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from buyers.delivery.models.link import GuestLink
from buyers.delivery.models.shipment import Shipment
from buyers.trade.models import Order, Side
from kpmarket.accounts.models import User
from suppliers.models.stored_file import PageImage, StoredOriginal


class GoodsFacts(models.Model):
    """What the supplier states of a line's goods in transport. The newest row of a line counts; none is ever changed.

    Empty and None: not stated. Sizes in millilitres and grams, batteries in milliwatt hours and milligrams of lithium,
    temperatures in hundredths of a degree Celsius. ``documents`` are ids of ``dangerous_goods.yaml``.
    """

    class Battery(models.TextChoices):
        NONE = "none", _("no battery")
        OTHER = "other", _("only batteries without lithium (alkaline, NiMH)")
        ION_INSIDE = "ion_inside", _("lithium-ion battery in the device")
        ION_WITH = "ion_with", _("lithium-ion battery packed with the device")
        ION_ALONE = "ion_alone", _("lithium-ion batteries alone")
        METAL_INSIDE = "metal_inside", _("lithium-metal battery in the device (button cells too)")
        METAL_WITH = "metal_with", _("lithium-metal battery packed with the device")
        METAL_ALONE = "metal_alone", _("lithium-metal batteries alone")

    class Travels(models.TextChoices):
        LIMITED = "limited", _("as limited quantity")
        PASSENGER = "passenger", _("as dangerous goods on passenger aircraft")
        CARGO = "cargo", _("as dangerous goods on cargo aircraft")
        FULL = "full", _("as dangerous goods by sea, road or rail")

    class Group(models.TextChoices):
        I = "I", "I"  # noqa: E741
        II = "II", "II"
        III = "III", "III"

    order = models.ForeignKey(Order, models.PROTECT, related_name="goods_facts", verbose_name=_("order"))
    line = models.PositiveSmallIntegerField(_("line"))
    is_dangerous = models.BooleanField(_("dangerous goods"), null=True)
    un = models.CharField(_("UN number"), max_length=6, blank=True)
    group = models.CharField(_("packing group"), max_length=3, choices=Group, blank=True)
    inner = models.PositiveIntegerField(_("content of an inner packing in ml"), null=True)
    inner_per_package = models.PositiveIntegerField(_("inner packings in a package"), null=True)
    package = models.PositiveIntegerField(_("gross weight of a package in g"), null=True)
    travels = models.CharField(_("how it travels"), max_length=10, choices=Travels, blank=True)
    battery = models.CharField(_("battery"), max_length=12, choices=Battery, blank=True)
    mwh = models.PositiveIntegerField(_("energy of a battery in mWh"), null=True)
    lithium_mg = models.PositiveIntegerField(_("lithium of a battery in mg"), null=True)
    charge = models.PositiveSmallIntegerField(_("state of charge in percent"), null=True)
    documents = models.JSONField(_("documents at hand"), default=list)
    keep_low = models.IntegerField(_("kept from"), null=True)
    keep_high = models.IntegerField(_("kept until"), null=True)
    stated_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("stated by"))
    stated_at = models.DateTimeField(_("stated"))

    class Meta:
        verbose_name = _("facts of goods in transport")
        verbose_name_plural = _("facts of goods in transport")
        ordering = ["stated_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(keep_low=None, keep_high=None)
                | Q(keep_low__isnull=False, keep_high__isnull=False, keep_low__lte=F("keep_high")),
                name="goods_facts_range_in_order",
            )
        ]

    def __str__(self) -> str:
        return f"{self.order} · {self.line}"


class TemperatureLog(models.Model):
    """What a logger recorded of a shipment, as its file or its report says. The database refuses to change it.

    ``low`` and ``high``: the range asked for, in hundredths of a degree Celsius; ``facts`` as ``TemperatureFacts``.
    ``line`` None: it stood for all lines. ``is_read``: the facts were read from the file; else they were typed from a report.
    """

    shipment = models.ForeignKey(Shipment, models.PROTECT, related_name="temperature_logs", verbose_name=_("shipment"))
    line = models.PositiveSmallIntegerField(_("line"), null=True)
    serial = models.CharField(_("serial number of the logger"), max_length=60, blank=True)
    low = models.IntegerField(_("lowest temperature allowed"))
    high = models.IntegerField(_("highest temperature allowed"))
    facts = models.JSONField(_("facts"))
    is_read = models.BooleanField(_("read from the file"))
    has_excursion = models.BooleanField(_("outside the range"), db_index=True)
    side = models.CharField(_("side"), max_length=8, choices=Side)
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("recorded by"))
    guest = models.ForeignKey(GuestLink, models.PROTECT, null=True, related_name="+", verbose_name=_("guest"))
    recorded_at = models.DateTimeField(_("recorded"))

    class Meta:
        verbose_name = _("temperature log")
        verbose_name_plural = _("temperature logs")
        ordering = ["recorded_at", "pk"]
        constraints = [models.CheckConstraint(condition=Q(low__lte=F("high")), name="temperature_log_range_in_order")]

    def __str__(self) -> str:
        return f"{self.shipment} · {self.serial}"


class TemperatureStep(models.Model):
    """What was said to an excursion: the maker's statement on stability, then the buyer's answer. Never changed."""

    class Kind(models.TextChoices):
        STATEMENT = "statement", _("statement of the maker on stability")
        ACCEPTED = "accepted", _("accepted by the buyer")
        REFUSED = "refused", _("not accepted by the buyer")

    log = models.ForeignKey(TemperatureLog, models.PROTECT, related_name="steps", verbose_name=_("temperature log"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    text = models.TextField(_("text"), max_length=2000, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("step about a temperature log")
        verbose_name_plural = _("steps about temperature logs")
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["log"], condition=~Q(kind="statement"), name="temperature_log_answered_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.log} · {self.get_kind_display()}"


class TemperatureFile(StoredOriginal):
    """The logger's file or report, or the maker's statement where ``step`` is set. Only pictures of pages are shown."""

    log = models.ForeignKey(TemperatureLog, models.PROTECT, related_name="files", verbose_name=_("temperature log"))
    step = models.ForeignKey(
        TemperatureStep, models.PROTECT, null=True, related_name="files", verbose_name=_("statement")
    )
    sha256 = models.CharField(_("SHA-256"), max_length=64, db_index=True)

    class Meta:
        verbose_name = _("file about temperature")
        verbose_name_plural = _("files about temperature")
        ordering = ["pk"]


class TemperaturePage(PageImage):
    """A picture of one page, rendered in the sandbox."""

    file = models.ForeignKey(TemperatureFile, models.PROTECT, related_name="pages", verbose_name=_("file"))

    class Meta:
        verbose_name = _("page about temperature")
        verbose_name_plural = _("pages about temperature")
        ordering = ["file", "number"]
        constraints = [models.UniqueConstraint(fields=["file", "number"], name="temperature_page_once_per_file")]

    def __str__(self) -> str:
        return f"{self.file} · {self.number}"
