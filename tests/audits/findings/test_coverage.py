"""What the document covers."""

from dataclasses import replace

import pytest

from audits.findings import Item, Severity, coverage
from tests.audits.findings.cases import MODULE_B, REGISTRATION, case, codes, evidence_type, page, read, reading

LH95, LH96 = Item("LH-95"), Item("LH-96")


def test_a_document_about_products_is_claimed_for_some():
    assert codes(coverage.products) == ["no_products"]
    assert codes(coverage.products, items=(LH95,)) == []


def test_a_document_about_the_company_needs_no_product():
    kind = replace(REGISTRATION, law=evidence_type("us_est_registration", covers="company"))

    assert codes(coverage.products, kind=kind) == []


def test_models_that_the_document_names_are_no_finding():
    assert codes(coverage.models, read("model", "LH 95"), items=(LH95,)) == []


def test_a_model_that_stands_anywhere_in_the_text_is_named():
    text = reading(page("Models: LH-94, LH-95, LH-96"))

    assert codes(coverage.models, read("model", "LH-94"), of=text, items=(LH95, LH96)) == []


def test_no_claimed_model_on_the_document_contradicts_and_some_are_a_warning():
    (none,) = coverage.models(case(read("model", "KN-1"), items=(LH95,)))
    (some,) = coverage.models(case(read("model", "LH-95"), items=(LH95, LH96)))

    assert (none.severity, some.severity) == (Severity.CONTRADICTION, Severity.WARNING)
    assert some.params["models"] == "LH-96"


def test_series_short_names_and_documents_without_models_are_no_finding():
    assert codes(coverage.models, read("model", "KN-1", printed="KN-1 series"), items=(LH95,)) == []
    assert codes(coverage.models, read("model", "KN-1"), items=(Item("M"),)) == []
    assert codes(coverage.models, items=(LH95,)) == []


def test_another_kind_of_document_is_a_warning():
    assert codes(coverage.kind_of_document, read("kind", "eu_ppe_module_d"), kind=MODULE_B) == ["kind_differs"]
    assert codes(coverage.kind_of_document, read("kind", "eu_ppe_module_b"), kind=MODULE_B) == []
    assert codes(coverage.kind_of_document, kind=MODULE_B) == []
    assert codes(coverage.kind_of_document, read("kind", "eu_ppe_module_d", confidence=0.6), kind=MODULE_B) == []


def test_a_standard_that_the_document_does_not_cite_is_a_warning():
    cited = read("standard", "EN 149:2001+A1:2009")

    assert codes(coverage.standards, cited, standards=("EN 14683:2019",)) == ["standard_differs"]
    assert codes(coverage.standards, cited, standards=("EN 149",)) == []
    assert codes(coverage.standards, standards=("EN 149",)) == []


MASK = Item("LH-95", "Disposable medical mask", "一次性使用医用口罩")
SPEAKS_OF = {
    "mask": "Surgical masks, type IIR",
    "glove": "医用检查手套",
    "oximeter": "Pulse oximeter",
    "test": "新型冠状病毒抗原检测试剂盒",
}


@pytest.mark.parametrize("kind", SPEAKS_OF)
def test_a_document_that_is_about_other_products_is_a_warning(kind):
    expected = [] if kind == "mask" else ["other_products_named"]

    assert codes(coverage.kinds_of_products, of=reading(page(SPEAKS_OF[kind])), items=(MASK,)) == expected


def test_one_product_of_several_is_enough_and_words_in_company_names_are_none():
    text = page("Surgical masks", "Pulse oximeter")

    assert codes(coverage.kinds_of_products, of=reading(text), items=(MASK,)) == []
    assert codes(coverage.kinds_of_products, of=reading(page("Qingdao Haiyan Gloves Co., Ltd.")), items=(MASK,)) == []
    assert codes(coverage.kinds_of_products, of=reading(page("Certificate of registration")), items=(MASK,)) == []
    assert codes(coverage.kinds_of_products, of=reading(text), items=(Item("X-1", "Thing"),)) == []
    assert codes(coverage.kinds_of_products, of=reading(text)) == []


def test_of_documents_about_the_company_products_are_not_asked():
    kind = replace(REGISTRATION, law=evidence_type("us_est_registration", covers="company"))

    assert codes(coverage.kinds_of_products, of=reading(page("gloves")), items=(MASK,), kind=kind) == []
    assert (
        codes(
            coverage.kinds_of_products,
            of=reading(page("gloves")),
            items=(MASK,),
            kind=replace(REGISTRATION, kind="licence"),
        )
        == []
    )
