"""Tests of what the page sets apart."""

from suppliers.documents.fields.spacing import put_together
from tests.suppliers.documents.fields.sample_sheets import line


def texts(*lines):
    return [one.text for one in put_together(lines)]


def test_a_label_stretched_over_its_column_is_one_label():
    assert texts(line("单", 0.10), line("位", 0.14), line("名", 0.21), line("称：", 0.26)) == ["单位名称："]


def test_the_second_character_of_a_label_takes_its_value_along():
    assert texts(line("名", 0.11), line("称河北某某有限公司", 0.18)) == ["名称河北某某有限公司"]


def test_characters_that_make_no_label_stay_apart():
    assert texts(line("人", 0.11), line("名", 0.18)) == ["人", "名"]


def test_numbers_above_year_month_and_day_are_one_day():
    pieces = [
        line("2019", 0.63),
        line("年", 0.70),
        line("03", 0.735),
        line("月", 0.775),
        line("19", 0.805),
        line("日", 0.84),
    ]

    assert texts(*pieces) == ["2019年03月19日"]


def test_a_day_without_its_month_is_none():
    assert texts(line("2015年", 0.60), line("月19日", 0.70)) == ["2015年", "月19日"]


def test_a_value_loses_the_colon_of_its_label():
    assert texts(line(": M.2021.114.C48215"), line("：无")) == ["M.2021.114.C48215", "无"]


def test_words_strewn_over_the_page_are_a_watermark():
    marks = [line("某某人力", left, top, height=0.08) for left, top in ((0.1, 0.1), (0.4, 0.3), (0.7, 0.5), (0.2, 0.8))]
    text = [line(f"第{number}行的文字", 0.1, 0.2 + number / 30) for number in range(9)]

    assert texts(*marks, *text, line("人力", 0.9, 0.9)) == [one.text for one in text]


def test_the_same_result_in_a_column_is_no_watermark():
    results = [line("合格", 0.7, 0.2 + number / 20) for number in range(6)]

    assert texts(*results) == ["合格"] * 6
