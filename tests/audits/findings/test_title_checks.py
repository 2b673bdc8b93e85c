"""Words on the document."""

from dataclasses import replace
from datetime import date

import pytest

from audits.findings import Kind, reports, title_checks
from tests.audits.findings.cases import MODULE_B, REPORT, case, codes, page, reading

NIOSH = Kind("us_niosh", "certificate", "US")
FILLING = "The samples were received on that day and tested as the applicant asked for. " * 8
SIGNED = "Tested by: Li  Checked by: Wen  Approved by: Zhao"


def saying(*texts, **facts):
    return reading(page(*texts, **facts))


@pytest.mark.parametrize(
    "title", ["CERTIFICATE OF COMPLIANCE", "Voluntary Certification", "Verification of Compliance", "自愿性认证证书"]
)
def test_titles_of_documents_without_legal_effect_are_a_warning(title):
    (one,) = title_checks.voluntary_title(case(of=saying("Nordlys", title), kind=MODULE_B))

    assert (one.code, one.page) == ("voluntary_title", 1)
    assert one.box is not None
    assert one.box.top == pytest.approx(0.04)


def test_a_title_across_two_lines_is_one_too():
    assert codes(title_checks.voluntary_title, of=saying("CERTIFICATE", "OF COMPLIANCE"), kind=MODULE_B) == [
        "voluntary_title"
    ]


def test_the_right_title_other_types_and_words_far_below_are_no_finding():
    below = saying(*["text"] * 20, "certificate of compliance")

    assert codes(title_checks.voluntary_title, of=saying("EU TYPE-EXAMINATION CERTIFICATE"), kind=MODULE_B) == []
    assert codes(title_checks.voluntary_title, of=saying("Certificate of Compliance")) == []
    assert codes(title_checks.voluntary_title, of=below, kind=MODULE_B) == []


def test_documents_that_say_that_they_prove_nothing():
    text = "This document does not imply conformity assessment of the product."

    assert codes(title_checks.disclaimer, of=saying(text), kind=MODULE_B) == ["says_it_proves_nothing"]
    assert codes(title_checks.disclaimer, of=saying(text)) == []
    assert codes(title_checks.disclaimer, of=saying("It is valid."), kind=MODULE_B) == []


@pytest.mark.parametrize("title", ["FDA Registration Certificate", "CERTIFICATE OF FDA REGISTRATION", "FDA 注册证书"])
def test_fda_issues_no_registration_certificates(title):
    assert codes(title_checks.fda_certificate, of=saying(title)) == ["fda_certificate"]


def test_words_about_a_registration_are_no_certificate():
    assert codes(title_checks.fda_certificate, of=saying("FDA establishment registration number 3001234567")) == []


def test_fda_on_a_chinese_slip_is_a_note():
    assert codes(title_checks.foreign_marks, of=saying("产品合格证", "FDA")) == ["foreign_mark_on_slip"]
    assert codes(title_checks.foreign_marks, of=saying("产品合格证")) == []
    assert codes(title_checks.foreign_marks, of=saying("FDA")) == []


def test_a_report_names_who_tested_checked_and_approved():
    (one,) = reports.signers(case(of=saying(FILLING, "Tested by: Li"), kind=REPORT))

    assert one.params["who"] == "checker, approver"
    assert codes(reports.signers, of=saying(FILLING, SIGNED), kind=REPORT) == []
    assert codes(reports.signers, of=saying(FILLING, "主检：李 审核：文 批准：赵"), kind=REPORT) == []


def test_of_a_report_that_was_read_badly_or_hardly_nothing_is_missing():
    assert codes(reports.signers, of=saying(FILLING, confidence=0.4), kind=REPORT) == []
    assert codes(reports.signers, of=saying("Report"), kind=REPORT) == []
    assert codes(reports.signers, of=saying(FILLING)) == []


def test_a_chinese_report_carries_a_seal():
    assert codes(reports.seal, of=saying(FILLING), kind=REPORT) == ["seal_not_read"]
    assert codes(reports.seal, of=saying(FILLING, "检验检测专用章"), kind=REPORT) == []
    assert codes(reports.seal, of=saying(FILLING), kind=replace(REPORT, id="test_report")) == []


def test_limits_of_a_report_are_notes():
    assert codes(reports.limits_of_report, of=saying("Partial report"), kind=REPORT) == ["report_is_partial"]
    assert codes(reports.limits_of_report, of=saying("BFE was subcontracted."), kind=REPORT) == ["tested_by_another"]
    assert codes(reports.limits_of_report, of=saying("All clauses."), kind=REPORT) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Approved by NOISH", "niosh_misspelt"),
        ("NIOSH approved KN95 respirator", "niosh_on_chinese_class"),
        ("NIOSH N95 with ear loops", "ear_loops"),
        ("NIOSH N95 with sequins", "niosh_decorated"),
        ("NIOSH mask for kids", "niosh_for_children"),
    ],
)
def test_warnings_on_documents_of_respirators(text, code):
    assert codes(title_checks.respirators, of=saying(text)) == [code]


def test_a_plain_respirator_document_is_no_finding():
    assert codes(title_checks.respirators, of=saying("NIOSH N95 respirator with head straps, TC-84A-1234")) == []
    assert codes(title_checks.respirators, of=saying("KN95 with ear loops for children")) == []


def test_an_american_approval_carries_its_number():
    assert codes(title_checks.approval_number, of=saying(FILLING), kind=NIOSH) == ["no_tc_number"]
    assert codes(title_checks.approval_number, of=saying(FILLING, "TC-84A-1234"), kind=NIOSH) == []
    assert codes(title_checks.approval_number, of=saying("short"), kind=NIOSH) == []


EXPORT = Kind("cn_export_certificate_registered", "registration", "CN")


@pytest.mark.parametrize(
    "words", ["该产品未在中国境内注册", "neither registered nor filed in China", "Not registered in China", "仅供出口"]
)
def test_a_document_for_export_only_is_no_chinese_approval(words):
    assert codes(title_checks.export_only, of=saying(words), kind=EXPORT) == ["says_export_only"]
    assert (
        codes(title_checks.export_only, of=saying(words), kind=replace(EXPORT, id="cn_export_certificate_export_only"))
        == []
    )


def test_a_registered_product_is_no_finding():
    assert (
        codes(title_checks.export_only, of=saying("The products below are registered or filed in China"), kind=EXPORT)
        == []
    )


@pytest.mark.parametrize("words", ["商务部公告2020年第5号", "Announcement No. 12 of 2020", "医疗物资出口声明"])
def test_rules_that_were_over_when_the_document_was_issued_are_a_note(words):
    assert codes(title_checks.rules_of_2020, of=saying(words), issued_on=date(2024, 1, 1)) == ["cites_repealed_rule"]
    assert codes(title_checks.rules_of_2020, of=saying(words), issued_on=date(2021, 1, 1)) == []
    assert codes(title_checks.rules_of_2020, of=saying(words)) == []


def test_a_slip_of_conformity_names_its_maker_and_a_day():
    (one,) = title_checks.slip(case(of=saying("产品合格证", "检验员 03")))
    assert (one.code, one.params) == ("slip_not_whole", {"parts": "maker, day"})

    assert codes(title_checks.slip, of=saying("合格证", "苏州蓝禾医疗器械有限公司", "2024年5月1日")) == []
    assert codes(title_checks.slip, of=saying("合格证", confidence=0.4)) == []
    assert codes(title_checks.slip, of=saying("Certificate")) == []
