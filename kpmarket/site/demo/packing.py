"""How the goods of the demonstration world are packed, carried and kept, by product type. The figures are made up."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from random import Random

from suppliers.models import Product
from suppliers.models.supply import FIXED_PIECES, Battery, Incoterm, Unit
from suppliers.products.hs_codes import codes_of

PORTS = ("Shanghai port", "Ningbo port", "Yantian, Shenzhen", "Qingdao port")
NOT_STATED = 0.08
"""Share of products whose supplier has said nothing of all this."""


@dataclass(frozen=True)
class Packing:
    """One export carton, and what is the same for all products of a type.

    ``pack`` is how many pieces a box or kit holds where some suppliers sell by that; 0: nobody does.
    """

    carton_mm: tuple[int, int, int]
    gross_kg: str
    pieces: int
    months: int | None
    pack: int = 0
    battery: Battery = Battery.NONE
    un_number: str = ""


_MASKS = Packing((520, 380, 330), "8.2", 2000, 24, pack=50)
_TESTS = Packing((480, 360, 300), "8.5", 600, 24, pack=20)
PACKING: dict[str, Packing] = {
    "medical_mask": _MASKS,
    "community_mask": _MASKS,
    "respirator": Packing((560, 400, 420), "9.8", 1000, 36, pack=20),
    "surgical_gown": Packing((600, 400, 350), "9.5", 50, 36),
    "isolation_gown": Packing((480, 350, 300), "8.5", 100, 36),
    "ppe_coverall": Packing((600, 420, 360), "10.4", 50, 36),
    "protective_eyewear": Packing((480, 380, 340), "7.5", 100, None),
    "face_shield": Packing((540, 360, 400), "9.0", 200, None),
    "exam_glove": Packing((330, 260, 250), "6.2", 1000, 36, pack=100),
    "surgical_glove": Packing((560, 300, 260), "9.8", 600, 36),
    "ir_thermometer": Packing((450, 320, 340), "9.0", 40, None, battery=Battery.OTHER),
    "ventilator": Packing((620, 540, 760), "34.0", 1, None, battery=Battery.ION_INSIDE),
    "ivd_ag_pro": _TESTS,
    "ivd_ag_self": _TESTS,
    "ivd_ab": _TESTS,
    "ivd_pcr": Packing((400, 300, 280), "6.0", 960, 12, pack=48),
    "hand_sanitizer": Packing((320, 240, 230), "13.1", 24, 36, un_number="UN1170"),
    "pulse_oximeter": Packing((460, 350, 300), "9.5", 100, None, battery=Battery.OTHER),
    "oxygen_concentrator": Packing((420, 300, 580), "18.0", 1, None),
    "syringe": Packing((560, 380, 350), "11.5", 1200, 60, pack=100),
    "hypodermic_needle": Packing((400, 300, 300), "8.5", 10_000, 60, pack=100),
    "infusion_set": Packing((560, 400, 380), "11.0", 500, 60),
    "iv_cannula": Packing((420, 300, 320), "7.5", 1000, 60, pack=50),
    "urinary_catheter": Packing((450, 350, 350), "9.0", 500, 60, pack=10),
    "wound_dressing": Packing((450, 380, 350), "8.0", 1000, 36, pack=50),
    "bandage": Packing((500, 400, 350), "9.0", 480, 60, pack=12),
    "blood_pressure_monitor": Packing((480, 380, 330), "12.0", 20, None, battery=Battery.OTHER),
    "glucose_meter": Packing((420, 320, 300), "7.5", 60, None, battery=Battery.METAL_INSIDE),
    "glucose_strip": Packing((400, 300, 260), "6.5", 5000, 24, pack=50),
    "contact_thermometer": Packing((440, 330, 280), "6.0", 200, None, battery=Battery.OTHER),
    "influenza_test": _TESTS,
    "hiv_test": _TESTS,
    "malaria_test": _TESTS,
    "pregnancy_test": _TESTS,
    "wheelchair_manual": Packing((880, 260, 780), "17.0", 1, None),
    "wheelchair_powered": Packing((900, 640, 620), "42.0", 1, None, battery=Battery.ION_INSIDE),
    "hospital_bed": Packing((2200, 1000, 500), "115.0", 1, None),
}


def pack(product: Product, rng: Random) -> None:
    """State the facts of one product that is not saved yet; a few suppliers state none."""
    known = PACKING.get(product.product_type_id)
    if known is None or rng.random() < NOT_STATED:
        return
    product.carton_length_mm, product.carton_width_mm, product.carton_height_mm = known.carton_mm
    product.carton_gross_kg, product.carton_pieces = Decimal(known.gross_kg), known.pieces
    product.shelf_life_months, product.battery, product.un_number = known.months, known.battery, known.un_number
    product.is_dangerous = bool(product.un_numbers)
    product.hs_code = next((one.code for one in codes_of(product.product_type)), "")
    _sell_by_pack(product, known, rng)
    _terms(product, rng)


def _sell_by_pack(product: Product, known: Packing, rng: Random) -> None:
    """Some sell the pack as one unit: its size, and the quantities in packs."""
    if product.unit not in FIXED_PIECES:
        product.pieces_per_unit = known.pack or 1
    elif known.pack and rng.random() < 0.4:
        product.unit = Unit.KIT if product.unit == Unit.TEST else Unit.BOX
        product.pieces_per_unit = known.pack
        product.moq = max(1, product.moq // known.pack)
        product.monthly_capacity = max(1, (product.monthly_capacity or 1) // known.pack)


def _terms(product: Product, rng: Random) -> None:
    term = rng.choice((Incoterm.FOB, Incoterm.FOB, Incoterm.FCA, Incoterm.FCA, Incoterm.EXW))
    own_place = product.supplier.city or "our factory"
    product.incoterm = term
    product.incoterm_place = rng.choice(PORTS) if term == Incoterm.FOB else own_place
    if rng.random() < 0.7:
        product.sample_price = Decimal(0) if rng.random() < 0.5 else Decimal(rng.choice((10, 20, 35, 60)))
        product.sample_days = rng.choice((2, 3, 5, 7))
