"""Whose document it is."""

from dataclasses import replace

from audits.findings import Severity, holders
from tests.audits.findings.cases import LANHE, REGISTRATION, case, codes, read

OTHER = "Guangzhou Baiyun Rubber Co., Ltd."


def test_the_company_in_either_language_is_no_finding():
    assert codes(holders.holder, read("holder_zh", "苏州蓝禾医疗器械股份有限公司")) == []
    assert codes(holders.holder, read("holder_en", "SUZHOU LANHE MEDICAL DEVICES CO LTD")) == []


def test_one_name_that_agrees_is_enough():
    assert codes(holders.holder, read("holder_en", OTHER), read("holder_zh", LANHE.name_zh, confidence=0.6)) == []


def test_another_holder_contradicts_with_its_place():
    (one,) = holders.holder(case(read("holder_en", OTHER)))

    assert (one.code, one.severity, one.page, one.file) == ("holder_differs", Severity.CONTRADICTION, 1, 7)
    assert one.params["read"] == OTHER


def test_another_holder_read_without_confidence_is_only_a_warning():
    (one,) = holders.holder(case(read("holder_en", OTHER, confidence=0.5)))

    assert one.severity is Severity.WARNING


def test_the_companys_credit_code_on_the_document_makes_it_a_note():
    found = codes(holders.holder, read("holder_en", OTHER), read("credit_code", LANHE.credit_code))

    assert found == ["holder_written_otherwise"]


def test_nearly_the_name_is_a_note():
    assert codes(holders.holder, read("holder_en", "Suzhou Lanhe Medcal Device Co., Ltd.")) == [
        "holder_written_otherwise"
    ]


def test_a_name_that_cannot_be_compared_says_nothing():
    assert codes(holders.holder, read("holder_zh", "广州白云橡胶有限公司"), company=replace(LANHE, name_zh="")) == []
    assert codes(holders.holder) == []


def test_a_romanised_name_is_a_note():
    company = replace(LANHE, name_en="Bluebay Medical Co., Ltd.")
    (one,) = holders.holder(case(read("holder_en", "Suzhou Lanhe Yiliao Qixie Youxian Gongsi"), company=company))

    assert (one.code, one.severity) == ("holder_sounds_similar", Severity.NOTE)
    assert codes(holders.holder, read("holder_en", "Qingdao Haiyan Shoutao Youxian Gongsi"), company=company) == [
        "holder_differs"
    ]


def test_a_chinese_holder_is_compared_with_an_english_name_that_says_it():
    company = replace(LANHE, name_zh="")

    assert codes(holders.holder, read("holder_zh", "苏州蓝禾医疗器械有限公司"), company=company) == [
        "holder_sounds_similar"
    ]
    assert codes(holders.holder, read("holder_zh", "青岛海燕手套有限公司"), company=company) == []


def test_documents_that_somebody_else_holds_say_nothing():
    kind = replace(REGISTRATION, held_by="importer_or_local_rep")

    assert codes(holders.holder, read("holder_en", OTHER), kind=kind) == []
    assert codes(holders.address, read("address", "88 Harbour Street, Qingdao"), kind=kind) == []


def test_another_address_is_a_warning():
    assert codes(holders.address, read("address", "88 Harbour Street, Shinan, Qingdao")) == ["address_differs"]
    assert codes(holders.address, read("address", "No. 1 Example Road, Suzhou")) == []
    assert codes(holders.address, read("address", "苏州市吴中区示例路1号")) == []
