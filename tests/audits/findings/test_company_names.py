"""Names of companies as documents write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypinyin import Style, pinyin

from audits.findings.company_names import NameMatch, compare_names, core, same_place
from audits.findings.romanisation import is_reading_of

ENGLISH, CHINESE = "Suzhou Lanhe Medical Device Co., Ltd.", "苏州蓝禾医疗器械有限公司"


@pytest.mark.parametrize(
    "written",
    [
        "SUZHOU LANHE MEDICAL DEVICE CO LTD",
        "Suzhou Lanhe Medical Devices Company Limited",
        "Suzhou Lan He Medical Instruments Co.,Ltd",
        "Suzhou Lanhe Yiliao Qixie Youxian Gongsi",
        "Ｓｕｚｈｏｕ Lanhe Medical Equipment Co., Ltd. (China)",
    ],
)
def test_legal_forms_translations_and_spaces_make_no_difference(written):
    assert compare_names(written, ENGLISH) is NameMatch.SAME


@pytest.mark.parametrize(
    "written", ["苏州蓝禾医疗器械股份有限公司", "苏州市蓝禾医疗器械有限公司", "苏州蓝禾医疗器械有限责任公司"]
)
def test_chinese_legal_forms_and_ends_of_places_make_no_difference(written):
    assert compare_names(written, CHINESE) is NameMatch.SAME


def test_a_missing_letter_is_similar():
    assert compare_names("Suzhou Lanhe Medcal Device Co., Ltd.", ENGLISH) is NameMatch.SIMILAR


def test_another_company_is_different():
    assert compare_names("Guangzhou Baiyun Rubber Co., Ltd.", ENGLISH) is NameMatch.DIFFERENT
    assert compare_names("广州白云橡胶有限公司", CHINESE) is NameMatch.DIFFERENT


@pytest.mark.parametrize(
    "written",
    [
        "Suzhou Lanhe Yiliao Qixie Youxian Gongsi",
        "SU ZHOU LAN HE YI LIAO QI XIE YOU XIAN GONG SI",
        "Suzhou Shi Lanhe Yiliao Qixie Gufen Youxiangongsi",
        ENGLISH,
        "Suzhou City Lanhe Medical Instruments Co., Ltd.",
    ],
)
def test_a_romanised_name_matches_the_chinese_one(written):
    assert compare_names(written, "苏州市蓝禾医疗器械股份有限公司") is NameMatch.ROMANISED


def test_an_independent_name_in_the_other_script_cannot_be_compared():
    assert compare_names(CHINESE, "Bluebay Medical Device Co., Ltd.") is None
    assert compare_names("", ENGLISH) is None


def test_another_romanised_name_is_different():
    assert compare_names("Qingdao Haiyan Shoutao Youxian Gongsi", CHINESE) is NameMatch.DIFFERENT


def test_characters_with_several_readings_match_each():
    for written in ("Chongqing Changle Yinhang", "Zhongqing Zhangyue Yinxing"):
        assert compare_names(written, "重庆长乐银行") is NameMatch.ROMANISED
    for written in ("Lüzhou", "Lvzhou", "Luzhou", "Lyuzhou"):
        assert compare_names(f"Hangzhou {written} Keji", "杭州绿洲科技有限公司") is NameMatch.ROMANISED


CHARACTERS = "苏州蓝禾杭宁波医疗械用品科技生物江南华康健安和瑞达明新远东重长乐绿行银都便"


@given(st.text(CHARACTERS, min_size=3, max_size=20), st.randoms(use_true_random=False))
def test_every_reading_of_each_character_matches(name, chance):
    reading = [chance.choice(ways) for ways in pinyin(name, style=Style.NORMAL, heteronym=True)]

    assert is_reading_of("".join(reading), name)
    assert is_reading_of("".join(reading) + "x", name) is False


@given(st.text(max_size=80), st.text(max_size=80))
def test_no_text_in_names_is_an_error(one, other):
    assert compare_names(one, other) in {None, *NameMatch}
    assert is_reading_of(one, other) in {True, False}


@given(st.text(min_size=1, max_size=40))
def test_comparing_names_is_symmetric_and_a_name_is_the_same_as_itself(name):
    assert compare_names(name, ENGLISH) == compare_names(ENGLISH, name)
    assert not core(name) or compare_names(name, name) is NameMatch.SAME


def test_places_are_compared_within_one_script():
    assert same_place("No. 1 Example Road, Suzhou", "1 Example Road, Wuzhong District, Suzhou") is True
    assert same_place("88 Harbour Street, Qingdao", "1 Example Road, Suzhou") is False
    assert same_place("苏州市示例路1号", "1 Example Road, Suzhou") is None
