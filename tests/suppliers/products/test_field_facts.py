import pytest
from django.utils import translation

from suppliers.products.field_facts import Choice, FieldFact, attributes, specification, standards
from tests.factories import ProductTypeFactory


def type_with(**facts):
    return ProductTypeFactory.build(facts=facts)


def test_attributes_are_a_mapping_by_key():
    facts = {
        "sterile": {"kind": "yes_no", "label": "Sterile", "label_zh": "是否无菌", "required": True},
        "filing": {
            "kind": "choice",
            "label": "Filing",
            "values": {"new": {"label": "New filing", "label_zh": "新申请"}},
        },
    }

    assert attributes(type_with(attributes=facts)) == [
        FieldFact("sterile", "yes_no", "Sterile", "是否无菌", is_required=True),
        FieldFact("filing", "choice", "Filing", choices=(Choice("new", "New filing", "新申请"),)),
    ]


def test_a_specification_is_a_list_with_keys():
    facts = [{"key": "size", "label": "Size", "kind": "number", "unit": "mm"}, {"key": "fixing", "choices": ["tie-on"]}]

    assert specification(type_with(specification=facts)) == [
        FieldFact("size", "number", "Size", unit="mm"),
        FieldFact("fixing", "text", "Fixing", choices=(Choice("tie-on", "tie-on"),)),
    ]


@pytest.mark.parametrize("read", [attributes, specification, standards])
def test_a_type_without_facts_asks_nothing(read):
    assert read(type_with()) == []


def test_a_kind_that_nobody_knows_is_text():
    assert specification(type_with(specification=[{"key": "hue", "kind": "rainbow"}]))[0].kind == "text"


def test_the_label_is_in_the_readers_language():
    fact = FieldFact("size", "number", "Size", "尺寸")

    with translation.override("zh-hans"):
        assert fact.label == "尺寸"
    assert fact.label == "Size"


def test_standards_are_found_in_sentences_without_their_editions():
    sentences = {
        "EU": "EN 14683:2019+AC:2019 / EN 14683:2025 (Type I/II/IIR)",
        "US": "ASTM F2100 Level 1-3, ISO 10993, 16 CFR 1610",
        "CN": "YY 0469-2011 until 2026-11-30, YY 0469-2023 from 2026-12-01; YY/T 0969-2013",
    }

    assert standards(type_with(standards=sentences)) == ["EN 14683", "ASTM F2100", "ISO 10993", "YY 0469", "YY/T 0969"]


def test_a_list_of_standards_is_taken_as_written():
    assert standards(type_with(standards=["EN 149 FFP2", "EN 149 FFP2", "GB 2626"])) == ["EN 149 FFP2", "GB 2626"]
