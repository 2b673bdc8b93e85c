from decimal import Decimal

import pytest

from suppliers.models import Product
from suppliers.models.price_list import ListedTier as Tier
from suppliers.products.forms import PriceTierFormSet, ProductForm
from tests.factories import ProductFactory, ProductTypeFactory, SupplierFactory

FACTS = {
    "attributes": {
        "sterile": {"kind": "yes_no", "label": "Sterile", "required": True},
        "claim": {"kind": "choice", "label": "Claim", "values": {"medical": {"label": "Medical"}}},
        "model_first_placed_on": {"kind": "day", "label": "First placed"},
    },
    "specification": [
        {"key": "layers", "label": "Layers", "kind": "number"},
        {"key": "size", "label": "Size", "kind": "text", "unit": "mm"},
        {"key": "powder", "label": "Powder", "kind": "choice", "values": ["powder-free", "powdered"], "fact": True},
    ],
    "standards": ["EN 14683", "YY 0469"],
}
TYPED = {
    "model": "ＬＨ－２００",
    "name_en": "Surgical mask",
    "currency": "USD",
    "unit": "piece",
    "moq": "１０，０００",
    "fact-sterile": "false",
    "fact-claim": "medical",
    "fact-model_first_placed_on": "2020-05-25",
    "spec-layers": "3",
    "spec-size": "175×95",
    "standards_known": ["EN 14683"],
    "standards_more": " EN 14683  Type IIR \n\nEN 14683",
}


@pytest.fixture
def subject(db):
    return Product(supplier=SupplierFactory(), product_type=ProductTypeFactory(facts=FACTS))


def test_the_fields_of_the_type_are_kept_as_the_rules_read_them(subject):
    form = ProductForm(TYPED, instance=subject)

    assert form.is_valid(), form.errors
    assert (subject.model, subject.moq) == ("LH-200", 10_000)
    assert subject.attributes == {"sterile": False, "claim": "medical", "model_first_placed_on": "2020-05-25"}
    assert subject.specification == {"layers": 3, "size": "175×95"}
    assert subject.standards == ["EN 14683", "EN 14683 Type IIR"]


def test_what_is_not_stated_is_not_there(subject):
    typed = {**TYPED, "fact-claim": "", "fact-model_first_placed_on": "", "spec-layers": ""}

    assert ProductForm(typed, instance=subject).is_valid()
    assert subject.attributes == {"sterile": False}


def test_what_the_rules_cannot_do_without_is_asked_for(subject):
    assert ProductForm({**TYPED, "fact-sterile": ""}, instance=subject).errors == {
        "fact-sterile": ["An answer is needed here."]
    }


def test_a_value_outside_the_list_is_refused(subject):
    assert list(ProductForm({**TYPED, "fact-claim": "magic"}, instance=subject).errors) == ["fact-claim"]


def test_what_is_held_is_shown_again(subject):
    ProductForm(TYPED, instance=subject).is_valid()
    shown = ProductForm(instance=subject)

    assert shown.initial["fact-sterile"] == "false"
    assert shown.initial["standards_known"] == ["EN 14683"]
    assert shown.initial["standards_more"] == "EN 14683 Type IIR"


def test_frozen_facts_cannot_be_posted(subject):
    stated = {"sterile": True, "claim": "medical", "model_first_placed_on": "2019-01-01"}
    subject.attributes, subject.model = dict(stated), "LH-100"

    form = ProductForm(TYPED, instance=subject, is_frozen=True)

    assert form.is_valid(), form.errors
    assert (subject.model, subject.attributes, subject.name_en) == ("LH-100", stated, "Surgical mask")


def test_facts_that_the_type_no_longer_asks_for_are_kept(subject):
    subject.attributes = {"legacy": True}

    assert ProductForm(TYPED, instance=subject).is_valid()
    assert subject.attributes["legacy"] is True


def test_a_model_that_is_taken_is_reported_next_to_its_field(subject):
    ProductFactory(supplier=subject.supplier, product_type=subject.product_type, model="LH-200")

    assert ProductForm(TYPED, instance=subject).errors == {
        "model": ["You already have a product of this type with this model."]
    }


def test_a_name_of_301_characters_is_reported(subject):
    name = "MaskN95" * 43

    assert ProductForm({**TYPED, "name_en": name}, instance=subject).errors == {
        "name_en": ["Use at most 300 characters; there are 301."]
    }


def price_list(*rows):
    typed = {"tiers-TOTAL_FORMS": str(len(rows)), "tiers-INITIAL_FORMS": "0"}
    for number, (quantity, price) in enumerate(rows):
        typed |= {f"tiers-{number}-from_quantity": quantity, f"tiers-{number}-unit_price": price}
    return PriceTierFormSet(typed, prefix="tiers")


def test_prices_are_sorted_and_empty_rows_are_none():
    formset = price_list(("10,000", "0.04"), ("", ""), ("1000", "０．０５"))

    assert formset.is_valid(), formset.errors
    assert formset.tiers() == [Tier(1000, Decimal("0.05")), Tier(10_000, Decimal("0.04"))]


@pytest.mark.parametrize(
    ("rows", "field"),
    [
        ([("1000", "0.05"), ("1,000", "0.04")], "from_quantity"),
        ([("1000", "")], "unit_price"),
        ([("", "0.05")], "from_quantity"),
        ([("1000", "0")], "unit_price"),
        ([("1000", "-1")], "unit_price"),
        ([("0", "1")], "from_quantity"),
        ([("many", "1")], "from_quantity"),
    ],
)
def test_a_price_list_that_makes_no_sense_is_reported_next_to_its_field(rows, field):
    assert list(price_list(*rows).errors[-1]) == [field]


def test_a_forged_number_of_rows_is_no_error_of_ours():
    assert not PriceTierFormSet(
        {"tiers-TOTAL_FORMS": "99999999", "tiers-INITIAL_FORMS": "x"}, prefix="tiers"
    ).is_valid()


def test_a_field_of_the_specification_that_rules_ask_for_is_a_fact_too(subject):
    form = ProductForm({**TYPED, "spec-powder": "powder-free"}, instance=subject)

    assert form.is_valid(), form.errors
    assert subject.attributes["powder"] == subject.specification["powder"] == "powder-free"
    again = ProductForm(TYPED, instance=subject)
    assert again.is_valid(), again.errors
    assert "powder" not in subject.attributes


def test_what_rules_ask_for_cannot_be_typed_any_more_once_it_is_frozen(subject):
    subject.attributes = {
        "sterile": False,
        "claim": "none",
        "model_first_placed_on": "2024-01-01",
        "powder": "powdered",
    }
    form = ProductForm(instance=subject, is_frozen=True)

    frozen = {name for name, field in form.fields.items() if field.disabled}
    assert frozen == {
        *("model", "manufacturer_en", "manufacturer_zh", "spec-powder"),
        *("fact-sterile", "fact-claim", "fact-model_first_placed_on"),
    }


def test_a_fact_that_a_frozen_product_never_stated_may_still_be_typed(subject):
    subject.attributes, subject.model = {"claim": "medical"}, "LH-100"
    form = ProductForm(TYPED, instance=subject, is_frozen=True)

    assert {name for name, field in form.fields.items() if field.disabled} == {
        *("model", "manufacturer_en", "manufacturer_zh", "fact-claim")
    }
    assert form.is_valid(), form.errors
    assert (subject.model, subject.attributes["sterile"]) == ("LH-100", False)


def test_the_company_itself_needs_no_mention_as_manufacturer(subject):
    own = {"manufacturer_en": subject.supplier.name_en.upper(), "manufacturer_zh": "另一家医疗器械有限公司"}
    form = ProductForm({**TYPED, **own}, instance=subject)

    assert form.is_valid(), form.errors
    assert subject.manufacturer_names == ("另一家医疗器械有限公司",)
