from decimal import Decimal

import pytest
from django.utils import translation

from buyers.catalogue.supply_facts import supply_facts
from tests.factories import ProductFactory

pytestmark = pytest.mark.django_db
STATED = {
    "unit": "box",
    "pieces_per_unit": 50,
    "carton_length_mm": 520,
    "carton_width_mm": 380,
    "carton_height_mm": 330,
    "carton_gross_kg": Decimal("8.2"),
    "carton_pieces": 2000,
    "hs_code": "6307.90",
    "battery": "none",
    "is_dangerous": False,
    "shelf_life_months": 24,
    "sample_price": Decimal(0),
    "sample_days": 3,
    "incoterm": "FCA",
    "incoterm_place": "Wuhan",
}


def shown(**changes):
    return {fact.label: fact.value for fact in supply_facts(ProductFactory(**changes))}


def test_every_stated_fact_is_a_row_in_words():
    facts = shown(**STATED)

    assert facts["One unit"] == "box of 50 pieces"
    assert facts["Price holds"] == "FCA Wuhan"
    assert facts["Sample"] == "free, leaves in 3 days"
    assert facts["Shelf life"] == "24 months"
    assert facts["Export carton"] == "520 × 380 × 330 mm, 0.065 m³, 8.2 kg gross, 2,000 pieces"
    assert facts["HS code, as proposed by the supplier"].startswith("6307.90 · ")
    assert facts["Dangerous goods"] == "No, the supplier states"


def test_what_is_not_stated_is_not_shown_as_an_answer():
    assert shown() == {}


def test_a_lithium_battery_says_its_number_though_nobody_answered_the_question():
    assert shown(battery="ion_inside")["Dangerous goods"] == "Yes: UN3481"


def test_chinese_readers_read_it_in_chinese():
    with translation.override("zh-hans"):
        assert "盒" in next(iter(shown(**STATED).values()))
