from decimal import Decimal

import pytest

from suppliers.models import Product
from suppliers.products.supply_forms import SupplyForm
from tests.factories import ProductTypeFactory, SupplierFactory

TYPED = {
    "unit": "box",
    "pieces_per_unit": "50",
    "carton_length_mm": "520",
    "carton_width_mm": "３８０",
    "carton_height_mm": "330",
    "carton_gross_kg": "8.25",
    "carton_pieces": "2,000",
    "hs_code": "6307.90",
    "battery": "none",
    "is_dangerous": "false",
    "un_number": "",
    "shelf_life_months": "24",
    "sample_price": "0",
    "sample_days": "3",
    "incoterm": "FCA",
    "incoterm_place": "Wuhan Tianhe airport",
}


@pytest.fixture
def subject(db):
    return Product(
        supplier=SupplierFactory(), product_type=ProductTypeFactory(facts={"hs_2022": ["6307.90", "4818.90"]})
    )


def refused(subject, **changes):
    form = SupplyForm({**TYPED, **changes}, instance=subject)
    assert not form.is_valid()
    return list(form.errors)


def test_what_a_supplier_states_is_kept(subject):
    form = SupplyForm(TYPED, instance=subject)

    assert form.is_valid(), form.errors
    assert (subject.pieces, subject.carton_pieces, subject.carton_volume_m3) == (50, 2000, Decimal("0.065208"))
    assert (subject.hs_code, subject.is_dangerous, subject.sample_price) == ("6307.90", False, 0)


def test_what_is_left_empty_is_not_stated(subject):
    assert SupplyForm({"unit": "box"}, instance=subject).is_valid()
    assert (subject.pieces, subject.is_dangerous, subject.carton_volume_m3, subject.un_numbers) == (
        None,
        None,
        None,
        (),
    )


@pytest.mark.parametrize(("unit", "pieces"), [("piece", 1), ("device", 1), ("test", 1), ("pair", 2)])
def test_some_units_say_their_size_by_themselves(subject, unit, pieces):
    assert SupplyForm({**TYPED, "unit": unit, "pieces_per_unit": ""}, instance=subject).is_valid()
    assert subject.pieces == pieces


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"unit": "piece", "pieces_per_unit": "50"}, "pieces_per_unit"),
        ({"pieces_per_unit": "0"}, "pieces_per_unit"),
        ({"carton_width_mm": ""}, "carton_width_mm"),
        ({"carton_length_mm": "52", "carton_width_mm": "38", "carton_height_mm": "33"}, "carton_gross_kg"),
        ({"carton_gross_kg": "0.1"}, "carton_gross_kg"),
        ({"carton_pieces": "2010"}, "carton_pieces"),
        ({"hs_code": "9019.20"}, "hs_code"),
        ({"is_dangerous": "true"}, "un_number"),
        ({"is_dangerous": "true", "un_number": "UN11"}, "un_number"),
        ({"un_number": "1170"}, "is_dangerous"),
        ({"battery": "ion_inside"}, "is_dangerous"),
        ({"incoterm_place": ""}, "incoterm_place"),
        ({"incoterm": ""}, "incoterm"),
        ({"incoterm": "DAF"}, "incoterm"),
        ({"shelf_life_months": "241"}, "shelf_life_months"),
        ({"sample_price": "-1"}, "sample_price"),
    ],
)
def test_what_does_not_fit_together_is_said_at_its_field(subject, changes, field):
    assert refused(subject, **changes) == [field]


def test_a_lithium_battery_and_a_liquid_each_have_their_number(subject):
    assert SupplyForm(
        {**TYPED, "battery": "metal_with", "is_dangerous": "true", "un_number": " 1170"}, instance=subject
    ).is_valid()
    assert subject.un_numbers == ("UN3091", "UN1170")


def test_a_code_that_the_type_no_longer_has_stays_until_another_is_chosen(subject):
    subject.hs_code = "6307.20"

    assert SupplyForm({**TYPED, "hs_code": "6307.20"}, instance=subject).is_valid()
