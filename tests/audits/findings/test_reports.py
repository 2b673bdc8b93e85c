"""What a test report states besides its values."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audits.findings import reports
from tests.audits.findings.cases import LANHE, REPORT, case, codes, page, read, reading

ISSUED = date(2024, 6, 10)
LONG = " ".join(["results of tests"] * 40)


def said(*lines):
    return reading(page(*lines))


@pytest.mark.parametrize("words", ["Page 1 of 5", "page 1/5", "第 1 页 共 5 页", "共5页"])
def test_missing_pages_are_found_by_the_page_count_of_the_document(words):
    (one,) = reports.page_count(case(of=said("TEST REPORT", words)))

    assert (one.code, one.params) == ("pages_missing", {"pages": "5", "submitted": "1"})


@given(st.integers(1, 12), st.integers(1, 12))
def test_pages_are_missing_when_there_are_fewer_than_counted(counted, submitted):
    pages = [replace(page(f"Page {number} of {counted}"), number=number) for number in range(1, submitted + 1)]

    assert codes(reports.page_count, of=reading(*pages)) == (["pages_missing"] if submitted < counted else [])


def test_a_report_that_is_whole_or_counts_nothing_is_no_finding():
    assert codes(reports.page_count, of=said("TEST REPORT", "see the home page of 2024")) == []
    assert codes(reports.page_count, of=said("TEST REPORT", "Page 1 of 1")) == []


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("Date of receipt: 2024-05-20", "Test date: 2024-05-21 to 2024-06-01"), []),
        (("Date of receipt: 2024-05-20", "Test date: 2024-05-11"), ["tested_before_received"]),
        (("收样日期", "2024年5月20日", "检验日期：2024年5月2日"), ["tested_before_received"]),
        (("Testing period 2024-05-21 / 2024-06-21",), ["tested_after_issue"]),
        (("Sample Receiving Date", "November 22, 2024"), ["received_after_issue"]),
        (("Date of receipt: 03/04/2024", "Test date: 02/04/2024"), []),
        (("Date of receipt: soon", "Test date: later"), []),
    ],
)
def test_a_sample_is_received_then_tested_then_reported(lines, expected):
    assert codes(reports.dates_in_order, of=said(*lines), kind=REPORT, issued_on=ISSUED) == expected


@given(st.integers(-400, 400), st.integers(-400, 400))
def test_days_in_order_are_no_finding_and_days_out_of_order_always_something(received, tested):
    first, second = (ISSUED + timedelta(days=days) for days in (received, tested))
    lines = said(f"Date of receipt: {first.isoformat()}", f"Test date: {second.isoformat()}")
    found = codes(reports.dates_in_order, of=lines, kind=REPORT, issued_on=ISSUED)

    assert bool(found) == (not first <= second <= ISSUED)


def test_days_of_other_documents_are_no_finding():
    assert codes(reports.dates_in_order, of=said("收样日期：2025-01-01"), issued_on=ISSUED) == []


def test_a_standard_without_its_year_is_a_note_unless_it_stands_elsewhere_with_it():
    named, dated = read("standard", "EN 14683"), read("standard", "EN 14683:2019")

    assert codes(reports.edition, named, kind=REPORT) == ["edition_not_stated"]
    assert codes(reports.edition, named, dated, kind=REPORT) == []
    assert codes(reports.edition, named) == []


def test_what_reports_carry_is_looked_for_where_they_were_read_well():
    (one,) = reports.parts(case(of=said(LONG), kind=REPORT))
    assert (one.code, one.params) == ("parts_not_read", {"parts": "accreditation, sample_only"})

    assert codes(reports.parts, of=said(LONG, "CNAS L1234", "仅对来样负责"), kind=REPORT) == []
    assert codes(reports.parts, of=said("TEST REPORT"), kind=REPORT) == []
    assert codes(reports.parts, of=reading(page(LONG, confidence=0.4)), kind=REPORT) == []


@pytest.mark.parametrize("issuer", ["Haitang CE Consulting Co., Ltd.", "深圳某某咨询有限公司"])
def test_a_report_by_an_agent_is_a_note(issuer):
    assert codes(reports.agent, issuer=issuer, kind=REPORT) == ["report_by_agent"]
    assert codes(reports.agent, issuer=issuer) == []


@pytest.mark.parametrize(
    "issuer", ["", LANHE.name_en, "Haitang Testing and Consulting Co., Ltd.", "南湾检测咨询有限公司"]
)
def test_laboratories_are_no_agents(issuer):
    assert codes(reports.agent, issuer=issuer, kind=REPORT) == []
