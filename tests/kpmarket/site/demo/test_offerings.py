"""What the demonstration sells: what an offer states agrees with its name, its standard and its picture."""

import pytest

from kpmarket.site.demo.offerings import OFFERINGS
from kpmarket.site.demo.world.pictures import VARIANTS

PRINTED = ("nitrile", "nitrile", "nitrile", "latex", "latex", "nitrile", "nitrile", "nitrile")
"""What stands on the box of each picture of an examination glove, as one reads it there."""
MARKED = ("radiation", "ethylene oxide") * 4
"""How the pouch of each picture of a surgical glove says that it was sterilised: R or EO."""
VARIETIES = [(type_, variant) for type_, offering in OFFERINGS.items() for variant in offering.variants]


def specification(type_, variant):
    return OFFERINGS[type_].specification_of(variant[0])


@pytest.mark.parametrize(
    ("type_", "key", "printed"), [("exam_glove", "material", PRINTED), ("surgical_glove", "sterilisation", MARKED)]
)
def test_a_picture_prints_what_the_specification_says(type_, key, printed):
    for variant in OFFERINGS[type_].variants:
        shown = OFFERINGS[type_].pictures_of(f"Brand {variant[0]}", VARIANTS)

        assert {printed[number] for number in shown} == {specification(type_, variant)[key]}


@pytest.mark.parametrize("material", ["nitrile", "latex", "neoprene", "vinyl"])
def test_a_name_with_a_material_has_it_in_its_specification(material):
    named = [one for one in VARIETIES if material in one[1][0].casefold()]

    assert [one for one in named if specification(*one)["material"] != material] == []


@pytest.mark.parametrize("grade", ["FFP2", "FFP3", "KN95", "N95"])
def test_a_name_with_a_filter_class_has_it_in_its_specification(grade):
    named = [one for one in VARIETIES if grade in one[1][0].split()]

    assert named
    assert [specification(*one)["filter_class"] for one in named] == [grade] * len(named)


def test_every_choice_is_one_that_the_type_offers_and_no_fact_of_a_product_is_left_out(shipped_rulebook):
    for type_, variant in VARIETIES:
        fields = {field["key"]: field for field in shipped_rulebook.product_types[type_]["specification"]}
        stated = specification(type_, variant)
        facts = {key for key, field in fields.items() if field.get("fact")} - {"sterilisation"}

        assert facts <= stated.keys(), (type_, variant)
        assert [key for key, said in stated.items() if said not in fields[key].get("values", [said])] == []


def test_a_variant_without_pictures_of_its_own_has_those_of_its_type():
    assert OFFERINGS["medical_mask"].pictures_of("Brand Surgical mask Type IIR", VARIANTS) == tuple(range(VARIANTS))
