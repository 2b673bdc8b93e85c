"""Editions of standards."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from audits.compliance.reference import Confidence
from audits.findings import Severity, editions
from tests.audits.findings.cases import case, codes, edition, law, read

LAW = law(
    edition("GB 19083", "2010", date(2011, 8, 1), date(2025, 11, 30)),
    edition("GB 19083", "2023", date(2025, 12, 1)),
    edition("YY 0469", "2011", None, date(2020, 1, 1), Confidence.LOW),
)


def test_an_edition_that_is_accepted_is_no_finding():
    assert codes(editions.accepted, read("standard", "GB 19083-2023"), law=LAW) == []


def test_an_edition_that_is_over_is_a_warning_with_its_place():
    (one,) = editions.accepted(case(read("standard", "GB 19083-2010"), law=LAW))

    assert (one.code, one.severity, one.page) == ("edition_not_in_force", Severity.WARNING, 1)
    assert one.params["until"] == "2025-11-30"


def test_a_future_edition_is_a_finding_with_its_first_day():
    (one,) = editions.accepted(case(on=date(2025, 6, 1), standards=("GB 19083-2023",), law=LAW))

    assert one.params["from"] == "2025-12-01"


def test_where_the_days_are_uncertain_it_is_a_note():
    (one,) = editions.accepted(case(standards=("YY 0469-2011",), law=LAW))

    assert one.severity is Severity.NOTE


def test_an_edition_that_is_claimed_and_read_is_one_finding():
    assert codes(editions.accepted, read("standard", "GB 19083-2010"), standards=("GB 19083-2010",), law=LAW) == [
        "edition_not_in_force"
    ]


def test_a_standard_without_edition_or_not_listed_is_no_finding():
    assert codes(editions.accepted, read("standard", "GB 19083"), law=LAW) == []
    assert codes(editions.accepted, read("standard", "GB 19083-1999"), law=LAW) == []
    assert codes(editions.accepted, read("standard", "EN 149:2001"), law=LAW) == []
    assert codes(editions.accepted, read("standard", "GB 19083-2010")) == []


def test_no_document_cites_an_edition_of_a_later_year():
    cited = read("standard", "GB 19083-2023")

    assert codes(editions.later_than_the_document, cited, issued_on=date(2021, 5, 1)) == ["edition_after_issue"]
    assert codes(editions.later_than_the_document, cited, issued_on=date(2023, 5, 1)) == []
    assert codes(editions.later_than_the_document, cited) == []


@given(st.integers(1980, 2040))
def test_an_edition_of_a_system_standard_that_does_not_exist_is_a_warning(year):
    expected = [] if year in {1996, 2000, 2003, 2012, 2016} else ["edition_unknown"]

    assert codes(editions.unknown, read("standard", f"ISO 13485:{year}")) == expected


def test_other_standards_and_those_without_a_year_are_no_finding():
    assert codes(editions.unknown, read("standard", "ISO 13485")) == []
    assert codes(editions.unknown, read("standard", "ISO 9001:2026")) == []
    assert codes(editions.unknown, read("standard", "EN ISO 13485:2016")) == []


def test_a_claimed_standard_that_the_list_does_not_have_is_shown_with_the_nearest():
    (one,) = editions.not_listed(case(standards=("GB 19038-2010; YY 0469-2011",), law=LAW))

    assert (one.code, one.params) == ("standard_not_listed", {"standard": "GB 19038-2010", "nearest": "GB 19083"})


def test_a_claimed_standard_with_nothing_near_is_shown_as_it_is_printed():
    (one,) = editions.not_listed(case(standards=("own method 7",), law=LAW))

    assert one.params == {"standard": "own method 7", "nearest": "—"}
    assert codes(editions.not_listed, standards=("own method 7",)) == []
