"""The number of a certificate: its form, and whether its parts agree."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audits.findings import Item, Severity, chinese_numbers, numbers
from tests.audits.findings.cases import LANHE, MODULE_B, REGISTRATION, REPORT, case, codes, read

GOOD = "苏械注准20222140123"


def test_a_number_as_such_numbers_are_written_is_no_finding():
    assert codes(numbers.number_form, number=GOOD) == []


def test_spaces_and_full_width_digits_make_no_difference():
    assert codes(numbers.number_form, number="苏械注准 ２０２２２１４０１２３") == []


def test_a_number_of_another_form_is_a_warning():
    assert codes(numbers.number_form, number="苏械注准2022214012") == ["number_form"]


def test_where_the_form_is_our_guess_it_is_a_note():
    (one,) = numbers.number_form(case(number="X-1", kind=replace(REGISTRATION, pattern_is_guess=True)))

    assert one.severity is Severity.NOTE


def test_a_form_of_somebody_elses_number_says_nothing_of_the_documents_own():
    assert codes(numbers.number_form, number="P-77", kind=replace(MODULE_B, pattern=r"^\d{4}$")) == []


def test_no_number_is_noted_where_such_documents_carry_one():
    assert codes(numbers.missing_number) == ["number_missing"]
    assert codes(numbers.missing_number, number=GOOD) == []
    assert codes(numbers.missing_number, kind=REPORT) == []


def test_the_number_of_a_notified_body_has_four_digits():
    assert codes(numbers.body_number_form, issuer_number="NB 0598", kind=MODULE_B) == []
    assert codes(numbers.body_number_form, issuer_number="NB 59", kind=MODULE_B) == ["body_number_form"]
    assert codes(numbers.body_number_form, issuer_number="59", kind=REGISTRATION) == []


@pytest.mark.parametrize("number", [GOOD, "国械注准20203400204", "国械注进20182140001", "国械注许20203140001"])
def test_authority_and_class_that_go_together_are_no_finding(number):
    assert codes(chinese_numbers.authority_and_class, number=number) == []


@pytest.mark.parametrize(
    "number", ["国械注准20202140001", "粤械注准20203140001", "粤械注进20202140001", "粤械注准20201140001"]
)
def test_authority_and_class_that_do_not_go_together_contradict(number):
    (one,) = chinese_numbers.authority_and_class(case(number=number))

    assert one.severity is Severity.CONTRADICTION


def test_a_number_of_another_register_is_no_finding():
    assert codes(chinese_numbers.authority_and_class, number="K201234") == []


@given(st.text(max_size=30))
def test_no_text_breaks_a_check_of_numbers(text):
    for check in numbers.CHECKS:
        list(check(case(read("credit_code", text), read("class", text), number=text, issued_on=date(2026, 1, 1))))


@given(st.sampled_from("国" + "".join(chinese_numbers.PROVINCES)), st.sampled_from("准进许"), st.sampled_from("23"))
def test_every_number_of_the_register_is_either_possible_or_a_contradiction(place, form, digit):
    found = codes(chinese_numbers.authority_and_class, number=f"{place}械注{form}2022{digit}140123")
    possible = (place == "国") if form in "进许" else (place == "国") == (digit == "3")

    assert found == ([] if possible else ["authority_and_class"])


def test_the_class_on_the_document_agrees_with_the_digit_however_it_is_written():
    assert codes(chinese_numbers.printed_class, read("class", "第二类"), number=GOOD) == []
    assert codes(chinese_numbers.printed_class, read("class", "Class II"), number=GOOD) == []


def test_another_class_on_the_document_contradicts_the_digit_where_it_was_read_with_confidence():
    (confident,) = chinese_numbers.printed_class(case(read("class", "III"), number=GOOD))
    (unconfident,) = chinese_numbers.printed_class(case(read("class", "III", confidence=0.5), number=GOOD))

    assert (confident.severity, unconfident.severity) == (Severity.CONTRADICTION, Severity.WARNING)
    assert confident.box is not None


def test_the_class_of_the_products_is_a_note_and_unknown_ones_say_nothing():
    assert codes(chinese_numbers.class_of_products, number=GOOD, items=(Item("M", china_class="III"),)) == [
        "class_of_products"
    ]
    assert codes(chinese_numbers.class_of_products, number=GOOD, items=(Item("M", china_class="II"),)) == []
    assert codes(chinese_numbers.class_of_products, number=GOOD, items=(Item("M"),)) == []


def test_the_field_of_devices_is_one_of_the_catalogue_old_or_new():
    assert codes(chinese_numbers.field_of_devices, number=GOOD) == []
    assert codes(chinese_numbers.field_of_devices, number="苏械注准20172640123") == []
    assert codes(chinese_numbers.field_of_devices, number="苏械注准20222990123") == ["field_of_devices"]


def test_no_document_is_older_than_the_year_in_its_number():
    assert codes(chinese_numbers.year_of_number, number=GOOD, issued_on=date(2022, 1, 1)) == []
    assert codes(chinese_numbers.year_of_number, number=GOOD) == []
    assert codes(chinese_numbers.year_of_number, number=GOOD, issued_on=date(2021, 12, 31)) == ["year_of_number"]


def test_a_report_is_not_dated_before_the_day_in_its_number():
    late = {"number": "WT20260812-03", "kind": REPORT}

    assert codes(numbers.day_in_number, **late, issued_on=date(2026, 8, 1)) == ["day_in_number"]
    assert codes(numbers.day_in_number, **late, issued_on=date(2026, 8, 20)) == []
    assert codes(numbers.day_in_number, **late) == []


def test_another_province_than_the_companys_is_a_note():
    assert codes(chinese_numbers.province, number=GOOD) == []
    assert codes(chinese_numbers.province, number="粤械注准20222140123") == ["province"]
    assert codes(chinese_numbers.province, number="粤械注准20222140123", company=replace(LANHE, province="")) == []
    assert codes(chinese_numbers.province, number="国械注准20223140123") == []


def test_a_licence_to_trade_is_no_licence_to_make():
    kind = replace(REGISTRATION, id="cn_production_licence")

    assert codes(chinese_numbers.trade_licence, number="沪浦食药监械经营许20160226号", kind=kind) == ["trade_licence"]
    assert codes(chinese_numbers.trade_licence, number="苏食药监械生产许20160226号", kind=kind) == []


def test_the_companys_own_credit_code_is_no_finding():
    assert codes(numbers.credit_code, read("credit_code", LANHE.credit_code)) == []


def test_another_companys_credit_code_contradicts():
    assert codes(numbers.credit_code, read("credit_code", "9144030071526726XG")) == ["credit_code_differs"]


def test_a_wrong_check_digit_is_a_warning_where_it_was_read_with_confidence():
    assert codes(numbers.credit_code, read("credit_code", "91110000600037341N")) == ["credit_code_check"]
    assert codes(numbers.credit_code, read("credit_code", "91110000600037341N", confidence=0.4)) == []


def test_the_number_that_is_printed_is_the_one_that_is_claimed():
    assert codes(numbers.printed_number, read("number", GOOD), number="苏械注准 20222140123") == []
    assert codes(numbers.printed_number, read("number", "苏械注准20222140124"), number=GOOD) == ["number_differs"]
    assert codes(numbers.printed_number, number=GOOD) == []
    assert codes(numbers.printed_number, read("number", GOOD)) == []


def test_among_several_numbers_that_were_read_one_that_agrees_is_enough():
    assert codes(numbers.printed_number, read("number", "A-1"), read("number", GOOD, confidence=0.5), number=GOOD) == []


def test_the_suppliers_reason_for_another_code_is_a_note():
    (one,) = numbers.explained_code(case(holder_reason="我公司于2024年由该公司分立而来，附工商变更证明"))

    assert (one.code, one.params["said"]) == ("code_explained", "我公司于2024年由该公司分立而来，附工商变更证明")
