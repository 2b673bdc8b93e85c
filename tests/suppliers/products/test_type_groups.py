"""Product types by group: the same order wherever they are listed."""

import pytest
from django.utils import translation

from suppliers.models import ProductType
from suppliers.products.forms import ProductTypeForm
from suppliers.products.type_groups import by_group, grouped_choices
from tests.factories import ProductTypeFactory


def type_of(id_, group, name, name_zh="名"):
    return ProductType(id=id_, name_en=name, name_zh=name_zh, facts={"group": group} if group else {})


TYPES = [
    type_of("bed", "mobility", "Bed"),
    type_of("swab", None, "Swab"),
    type_of("needle", "injection", "Needle", "针"),
    type_of("cannula", "injection", "cannula", "留置针"),
    type_of("robot", "a group of tomorrow", "Robot"),
]


def test_groups_come_in_one_order_and_their_types_by_name_whatever_the_case():
    assert [(one.name, [type_.pk for type_ in one.types]) for one in by_group(TYPES)] == [
        ("Injection, infusion and catheters", ["cannula", "needle"]),
        ("Mobility and beds", ["bed"]),
        ("Other products", ["robot", "swab"]),
    ]


def test_names_are_in_the_readers_language():
    with translation.override("zh-hans"):
        assert grouped_choices(TYPES)[0] == ("注射、输液与导管", (("cannula", "留置针"), ("needle", "针")))


@pytest.mark.django_db
def test_the_form_offers_the_types_by_group():
    ProductTypeFactory(id="needle", name_en="Needle", facts={"group": "injection"})

    html = str(ProductTypeForm()["product_type"])

    assert '<optgroup label="Injection, infusion and catheters">' in html
    assert html.index("Choose the type") < html.index("<optgroup")
