"""Days of a certificate: in order, over, too far apart, as printed."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audits.findings import Severity, days
from tests.audits.findings.cases import REGISTRATION, REPORT, TODAY, case, codes, read

FIRST, LAST = date(2024, 3, 1), date(2029, 2, 28)
ORDINARY = {"issued_on": FIRST, "valid_from": FIRST, "valid_until": LAST}


def test_days_in_order_are_no_finding():
    for check in days.CHECKS:
        assert codes(check, **ORDINARY) == []


def test_without_dates_there_is_no_finding():
    assert [code for check in days.CHECKS for code in codes(check, kind=REPORT)] == []


def test_nothing_is_issued_or_begins_after_its_last_day():
    late = LAST + timedelta(days=1)

    assert codes(days.order, **(ORDINARY | {"issued_on": late})) == ["issued_after_end"]
    assert codes(days.order, **(ORDINARY | {"valid_from": late})) == ["begins_after_end"]


def test_the_printed_last_day_counts_where_the_law_extends_it():
    assert codes(days.order, **ORDINARY, printed_until=date(2024, 2, 1)) == ["issued_after_end", "begins_after_end"]


def test_what_holds_from_long_before_its_issue_is_a_note():
    assert codes(days.begins_before_issue, issued_on=date(2026, 1, 1), valid_from=FIRST) == ["begins_before_issue"]
    assert codes(days.begins_before_issue, issued_on=date(2024, 6, 1), valid_from=FIRST) == []


def test_a_day_of_issue_that_is_in_the_future_contradicts():
    (one,) = days.future(case(issued_on=TODAY + timedelta(days=1)))

    assert (one.code, one.severity) == ("issued_in_future", Severity.CONTRADICTION)


def test_today_is_not_the_future():
    assert codes(days.future, issued_on=TODAY, valid_from=TODAY) == []


def test_what_begins_later_is_a_warning():
    assert codes(days.future, valid_from=TODAY + timedelta(days=1)) == ["not_yet_valid"]


def test_a_document_is_over_the_day_after_its_last_day():
    assert codes(days.expired, valid_until=TODAY) == []
    assert codes(days.expired, valid_until=TODAY - timedelta(days=1)) == ["expired"]


def test_longer_than_the_type_allows_is_a_warning():
    assert codes(days.too_long, valid_from=FIRST, valid_until=date(2030, 3, 1)) == ["longer_than_allowed"]


def test_a_renewal_that_is_granted_ahead_is_not_too_long():
    assert codes(days.too_long, issued_on=date(2023, 9, 1), valid_until=LAST) == []


@given(st.dates(date(2000, 1, 1), date(2060, 1, 1)), st.integers(0, 31))
def test_five_years_and_a_few_days_are_five_years(first, more):
    last = date(first.year + 5, first.month, min(first.day, 28)) + timedelta(days=more)

    assert codes(days.too_long, valid_from=first, valid_until=last) == []


def test_no_last_day_is_a_note_where_such_documents_end():
    assert codes(days.no_end, valid_from=FIRST) == ["no_last_day"]
    assert codes(days.no_end, valid_from=FIRST, kind=replace(REGISTRATION, months=None)) == []


@pytest.mark.parametrize(("field", "fact"), [("issued_on", FIRST), ("valid_from", FIRST), ("valid_until", LAST)])
def test_another_day_on_the_document_contradicts_the_claimed_one(field, fact):
    (one,) = days.as_printed(case(read(field, "2023-01-01"), **{field: fact}))

    assert (one.code, one.page, one.file) == (f"{field}_differs", 1, 7)
    assert codes(days.as_printed, read(field, fact.isoformat()), **{field: fact}) == []


def test_one_of_several_days_that_agrees_is_enough():
    read_twice = read("issued_on", "2023-01-01"), read("issued_on", FIRST.isoformat(), confidence=0.4)

    assert codes(days.as_printed, *read_twice, issued_on=FIRST) == []


def test_a_printed_last_day_that_nobody_claims_is_a_warning_but_no_end_is_none():
    assert codes(days.as_printed, read("valid_until", "2027-01-01")) == ["end_not_claimed"]
    assert codes(days.as_printed, read("valid_until", "unlimited")) == []
