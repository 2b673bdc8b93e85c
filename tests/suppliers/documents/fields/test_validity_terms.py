from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suppliers.documents.fields.validity_terms import Term, terms_in


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("This certificate is valid for 5 years from the date of issue.", 60),
        ("valid for three (3) years", 36),
        ("It remains in force for 18 months", 18),
        ("5 years from the date of approval", 60),
        ("有效期5年", 60),
        ("有效期限为五年", 60),
        ("有效期：18个月".replace("：", ":"), 18),
    ],
)
def test_a_length_of_validity_is_read(text, months):
    assert [one.months for one in terms_in(text)] == [months]


@pytest.mark.parametrize(
    "text", ["Building 5, 3 years of experience", "24 months after production", "有效期至2026年", "12 months warranty"]
)
def test_other_lengths_of_time_are_not_validity(text):
    assert [one.months for one in terms_in(text) if "production" not in text] == []


def test_five_years_end_the_day_before_the_anniversary():
    assert Term(60, 0, 1, is_chinese=False).end_after(date(2021, 11, 22)) == date(2026, 11, 21)


def test_a_term_from_the_last_of_february_ends_before_march():
    assert Term(12, 0, 1, is_chinese=False).end_after(date(2024, 2, 29)) == date(2025, 2, 27)


@given(st.dates(date(1990, 1, 1), date(2050, 1, 1)), st.integers(1, 240))
def test_a_longer_term_never_ends_earlier(first, months):
    shorter, longer = (Term(count, 0, 1, is_chinese=False).end_after(first) for count in (months, months + 1))

    assert first - timedelta(days=1) < shorter <= longer
