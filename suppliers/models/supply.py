"""What a buyer needs to know of a product besides its price: how it is packed, declared, carried and kept."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Unit(models.TextChoices):
    PIECE = "piece", _("piece")
    PAIR = "pair", _("pair")
    BOX = "box", _("box")
    TEST = "test", _("test")
    BOTTLE = "bottle", _("bottle")
    DEVICE = "device", _("device")
    CARTON = "carton", _("carton")
    KIT = "kit", _("kit")


FIXED_PIECES = {Unit.PIECE: 1, Unit.DEVICE: 1, Unit.TEST: 1, Unit.PAIR: 2}
"""Units whose size is in their name."""


class Battery(models.TextChoices):
    """What is inside or packed with the product."""

    NONE = "none", _("No battery")
    OTHER = "other", _("Only batteries without lithium (alkaline, NiMH)")
    ION_INSIDE = "ion_inside", _("Lithium-ion battery in the product")
    ION_WITH = "ion_with", _("Lithium-ion battery packed with the product")
    METAL_INSIDE = "metal_inside", _("Lithium-metal battery in the product (button cells too)")
    METAL_WITH = "metal_with", _("Lithium-metal battery packed with the product")


UN_OF_BATTERY = {
    Battery.ION_INSIDE: "UN3481",
    Battery.ION_WITH: "UN3481",
    Battery.METAL_INSIDE: "UN3091",
    Battery.METAL_WITH: "UN3091",
}
"""UN numbers of lithium batteries in or with equipment; class 9. UN Model Regulations, special provision 188."""


class Incoterm(models.TextChoices):
    """Incoterms 2020 (ICC publication 723). The codes are their names in every language."""

    EXW = "EXW", "EXW"
    FCA = "FCA", "FCA"
    FAS = "FAS", "FAS"
    FOB = "FOB", "FOB"
    CFR = "CFR", "CFR"
    CIF = "CIF", "CIF"
    CPT = "CPT", "CPT"
    CIP = "CIP", "CIP"
    DAP = "DAP", "DAP"
    DPU = "DPU", "DPU"
    DDP = "DDP", "DDP"


class SupplyFacts(models.Model):
    """Columns of a product, all as the supplier states them; empty: not stated."""

    unit = models.CharField(_("unit"), max_length=10, choices=Unit, default=Unit.PIECE)
    pieces_per_unit = models.PositiveIntegerField(_("pieces per unit"), null=True, blank=True)
    """Of a box, carton, bottle or kit. What a piece or a pair holds says its name."""
    carton_pieces = models.PositiveIntegerField(_("pieces in a carton"), null=True, blank=True)
    carton_length_mm = models.PositiveIntegerField(_("length of the carton in mm"), null=True, blank=True)
    carton_width_mm = models.PositiveIntegerField(_("width of the carton in mm"), null=True, blank=True)
    carton_height_mm = models.PositiveIntegerField(_("height of the carton in mm"), null=True, blank=True)
    carton_gross_kg = models.DecimalField(
        _("gross weight of the carton in kg"), max_digits=8, decimal_places=3, null=True, blank=True
    )
    hs_code = models.CharField(_("HS code"), max_length=10, blank=True)
    """Six digits of the Harmonized System 2022, as '6307.90': one of its type's."""
    battery = models.CharField(_("battery"), max_length=20, choices=Battery, blank=True)
    is_dangerous = models.BooleanField(_("dangerous goods"), null=True, blank=True)
    un_number = models.CharField(_("UN number"), max_length=6, blank=True)
    """As 'UN1170'."""
    shelf_life_months = models.PositiveSmallIntegerField(_("shelf life in months"), null=True, blank=True)
    sample_price = models.DecimalField(_("price of a sample"), max_digits=12, decimal_places=4, null=True, blank=True)
    """In the currency of the offer; 0 is free."""
    sample_days = models.PositiveSmallIntegerField(_("days until a sample leaves"), null=True, blank=True)
    incoterm = models.CharField(_("Incoterm of the listed price"), max_length=3, choices=Incoterm, blank=True)
    incoterm_place = models.CharField(_("named place"), max_length=120, blank=True)

    class Meta:
        abstract = True

    @property
    def pieces(self) -> int | None:
        """How many pieces one unit holds; None where the supplier has not said."""
        return FIXED_PIECES.get(Unit(self.unit), self.pieces_per_unit) if self.unit else self.pieces_per_unit

    @property
    def carton_volume_m3(self) -> Decimal | None:
        """Of one carton, to a cubic centimetre; None where a measure is missing."""
        if not (self.carton_length_mm and self.carton_width_mm and self.carton_height_mm):
            return None
        cubic_mm = self.carton_length_mm * self.carton_width_mm * self.carton_height_mm
        return (Decimal(cubic_mm) / 10**9).quantize(Decimal("0.000001"))

    @property
    def un_numbers(self) -> tuple[str, ...]:
        """Those under which it is carried: of its lithium battery, and the one that the supplier states."""
        of_battery = UN_OF_BATTERY.get(Battery(self.battery)) if self.battery else None
        return tuple(dict.fromkeys(filter(None, (of_battery, self.un_number))))


MEASURED = ("pieces_per_unit", "carton_pieces", "carton_length_mm", "carton_width_mm", "carton_height_mm")
MEASURES_COUNT = models.CheckConstraint(
    condition=Q(*(Q(**{name: None}) | Q(**{f"{name}__gte": 1}) for name in MEASURED)),
    name="product_measures_at_least_one",
)
PLACE_WITH_INCOTERM = models.CheckConstraint(
    condition=Q(incoterm="", incoterm_place="") | (~Q(incoterm="") & ~Q(incoterm_place="")),
    name="product_incoterm_names_a_place",
)
