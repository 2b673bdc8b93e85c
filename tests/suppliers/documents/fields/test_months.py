import pytest
from hypothesis import given
from hypothesis import strategies as st

from suppliers.documents.fields.months import NAMES, month_of, parse_chinese_numeral


@pytest.mark.parametrize("name", sorted(NAMES))
def test_every_name_is_known_in_any_case(name):
    assert month_of(name.upper()) == (NAMES[name], True)


@pytest.mark.parametrize(
    ("word", "number"), [("Novernber", 11), ("Septembor", 9), ("Februar", 2), ("Octobre", 10), ("Decembr", 12)]
)
def test_a_month_with_one_wrong_character_is_recognised(word, number):
    assert month_of(word)[0] == number


@pytest.mark.parametrize("word", ["man", "Mode", "certificate", "Juny", "Standard"])
def test_other_words_name_no_month(word):
    assert month_of(word) is None


@pytest.mark.parametrize(
    ("text", "number"),
    [("二〇二六", 2026), ("二○二六", 2026), ("十", 10), ("十一", 11), ("二十", 20), ("三十一", 31), ("五", 5)],
)
def test_chinese_numerals_are_numbers(text, number):
    assert parse_chinese_numeral(text) == number


@pytest.mark.parametrize("text", ["", "十十", "一二十", "年", "2五"])
def test_what_is_no_numeral_has_no_number(text):
    assert parse_chinese_numeral(text) is None


@given(st.text(alphabet="〇一二三四五六七八九十年x"))
def test_any_text_is_a_number_or_none(text):
    assert parse_chinese_numeral(text) is None or parse_chinese_numeral(text) >= 0
