"""What a product is said to be, against what its document says."""

from dataclasses import replace

import pytest

from audits.findings import product_facts
from audits.findings.case import Case, Claim, Company, Document, Item, Kind
from tests.audits.findings.cases import LANHE, TODAY, page, reading

REPORT = Kind("test_report", "test_report")
MASK = Item("KF-3", facts={"filter_class": "KN95", "sterile": True}, standards=("GB 2626-2019 KN95",))


def codes(check, **facts):
    case = Case(TODAY, Claim(), LANHE, REPORT, seller=LANHE, items=(MASK,))
    return [finding.code for finding in check(replace(case, **facts))]


def test_a_kn95_on_a_declaration_for_ffp2_is_a_contradiction(shipped_rulebook):
    claim = Claim(standards=("EN 149:2001+A1:2009",), classes=("FFP2",))

    assert codes(product_facts.class_of_product, claim=claim, law=shipped_rulebook) == ["class_of_product_differs"]
    own = Claim(standards=("GB 2626-2019",), classes=("KN95",))
    assert codes(product_facts.class_of_product, claim=own, law=shipped_rulebook) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Non-sterile, single use", ["sterility_differs"]),
        ("本品为非无菌产品", ["sterility_differs"]),
        ("Sterile and non-sterile variants", []),
        ("Sterilized by ethylene oxide", []),
        ("Single use only", []),
    ],
)
def test_a_sterile_product_with_a_document_for_what_is_not_sterile(text, found):
    documents = (Document(1, reading(page(text))),)

    assert codes(product_facts.sterility, documents=documents) == found
    assert codes(product_facts.sterility, documents=documents, items=(replace(MASK, facts={}),)) == []


@pytest.mark.parametrize(
    ("named", "own", "found"),
    [
        ("", (), []),
        ("Ningbo Example Devices Co., Ltd.", (), ["manufacturer_of_product_differs"]),
        ("", ("Ningbo Example Devices Co., Ltd.",), ["manufacturer_of_product_differs"]),
        ("NINGBO EXAMPLE DEVICES CO., LTD.", ("Ningbo Example Devices Co., Ltd.", "宁波示例"), []),
    ],
)
def test_a_document_of_another_manufacturer_than_the_products(named, own, found):
    items = (replace(MASK, manufacturer=own),)

    assert codes(product_facts.manufacturer, manufacturer=named, items=items) == found
    importers = replace(REPORT, held_by="importer")
    assert codes(product_facts.manufacturer, manufacturer=named, items=items, kind=importers) == []


def test_the_sentence_names_the_seller_where_the_document_names_nobody():
    items = (replace(MASK, manufacturer=("Ningbo Example Devices Co., Ltd.",)),)
    (finding,) = product_facts.manufacturer(Case(TODAY, Claim(), Company(), REPORT, seller=LANHE, items=items))

    assert finding.params["named"] == LANHE.name_en
