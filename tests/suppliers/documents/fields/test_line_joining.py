"""Lines whose date continues below are joined; others stay unchanged."""

import pytest

from suppliers.documents.fields.line_joining import joined_rows
from tests.suppliers.documents.fields.sample_sheets import line, sheet_of


def rows(*texts, left=0.1):
    """The lines close under each other, as those of one paragraph."""
    return [
        row.text
        for row in joined_rows(sheet_of(*(line(text, left, 0.1 + place * 0.018) for place, text in enumerate(texts))))
    ]


@pytest.mark.parametrize(
    ("upper", "lower", "whole"),
    [
        ("有效期限:2023年06月18日至2028", "年06月17日", "有效期限:2023年06月18日至2028年06月17日"),
        ("证书有效期:二〇二二年十月十日至二〇", "二五年十月九日", "证书有效期:二〇二二年十月十日至二〇二五年十月九日"),
        ("2019年05月22日至", "2039年05月21日", "2019年05月22日至2039年05月21日"),
        ("2019年09月11日", "至2039年09月10日", "2019年09月11日至2039年09月10日"),
        ("This certificate remains valid until", "5 September 2022.", "This certificate remains valid until 5 September 2022."),
        ("valid from 1 May 2024 to 30 April", "2027, unless withdrawn", "valid from 1 May 2024 to 30 April 2027, unless withdrawn"),
    ],
)  # fmt: skip
def test_a_date_that_continues_below_is_read_as_one(upper, lower, whole):
    assert rows(upper, lower) == [whole]


@pytest.mark.parametrize(
    ("upper", "lower"),
    [
        ("Issue date: 1 May 2024", "Expiry date: 30 April 2027"),
        ("Valid from: 1 May 2024", "30 April 2027"),
        ("In accordance with EN 149:2001", "12 March 2025"),
        ("shipped from", "Suzhou, China"),
        ("EN ISO 80601-2-56:2017, EN 60601-1:2006", "Oct.7,2024"),
    ],
)
def test_whole_lines_stay_apart(upper, lower):
    assert rows(upper, lower) == [upper, lower]


def test_the_words_below_keep_their_places():
    (row,) = joined_rows(sheet_of(line("2019年05月22日至", 0.3, 0.1), line("2039年05月21日", 0.3, 0.118)))

    lower = row.part(len("2019年05月22日至"), len(row.text))
    assert (lower.text, lower.box.top, row.box.top) == ("2039年05月21日", 0.118, 0.1)


def test_a_period_may_take_three_lines():
    assert rows("2019年09月11日", "至2039年09月10", "日") == ["2019年09月11日至2039年09月10日"]
