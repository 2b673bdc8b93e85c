"""Names as documents write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypinyin import Style, pinyin

from audits.findings.company_names import Likeness, core, likeness, same_place
from audits.findings.romanisation import reads_as

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
    assert likeness(written, ENGLISH) is Likeness.SAME


@pytest.mark.parametrize(
    "written", ["苏州蓝禾医疗器械股份有限公司", "苏州市蓝禾医疗器械有限公司", "苏州蓝禾医疗器械有限责任公司"]
)
def test_chinese_legal_forms_and_ends_of_places_make_no_difference(written):
    assert likeness(written, CHINESE) is Likeness.SAME


def test_a_letter_less_is_near():
    assert likeness("Suzhou Lanhe Medcal Device Co., Ltd.", ENGLISH) is Likeness.NEAR


def test_another_company_is_another():
    assert likeness("Guangzhou Baiyun Rubber Co., Ltd.", ENGLISH) is Likeness.OTHER
    assert likeness("广州白云橡胶有限公司", CHINESE) is Likeness.OTHER


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
def test_a_name_in_latin_letters_sounds_like_the_chinese_one(written):
    assert likeness(written, "苏州市蓝禾医疗器械股份有限公司") is Likeness.SOUNDS


def test_a_name_of_its_own_in_the_other_script_cannot_be_compared():
    assert likeness(CHINESE, "Bluebay Medical Device Co., Ltd.") is None
    assert likeness("", ENGLISH) is None


def test_chinese_in_latin_letters_that_says_another_name_is_another():
    assert likeness("Qingdao Haiyan Shoutao Youxian Gongsi", CHINESE) is Likeness.OTHER


def test_signs_with_several_readings_may_be_read_either_way():
    for written in ("Chongqing Changle Yinhang", "Zhongqing Zhangyue Yinxing"):
        assert likeness(written, "重庆长乐银行") is Likeness.SOUNDS
    for written in ("Lüzhou", "Lvzhou", "Luzhou", "Lyuzhou"):
        assert likeness(f"Hangzhou {written} Keji", "杭州绿洲科技有限公司") is Likeness.SOUNDS


SIGNS = "苏州蓝禾杭宁波医疗械用品科技生物江南华康健安和瑞达明新远东重长乐绿行银都便"


@given(st.text(SIGNS, min_size=3, max_size=20), st.randoms(use_true_random=False))
def test_however_each_sign_is_read_the_name_is_heard(name, chance):
    said = [chance.choice(ways) for ways in pinyin(name, style=Style.NORMAL, heteronym=True)]

    assert reads_as(name, "".join(said))
    assert reads_as(name, "".join(said) + "x") is False


@given(st.text(max_size=80), st.text(max_size=80))
def test_whatever_stands_in_two_names_is_no_error(one, other):
    assert likeness(one, other) in {None, *Likeness}
    assert reads_as(one, other) in {True, False}


@given(st.text(min_size=1, max_size=40))
def test_a_name_is_like_itself_and_likeness_knows_no_order(name):
    assert likeness(name, ENGLISH) == likeness(ENGLISH, name)
    assert not core(name) or likeness(name, name) is Likeness.SAME


def test_places_are_compared_within_one_script():
    assert same_place("No. 1 Example Road, Suzhou", "1 Example Road, Wuzhong District, Suzhou") is True
    assert same_place("88 Harbour Street, Qingdao", "1 Example Road, Suzhou") is False
    assert same_place("苏州市示例路1号", "1 Example Road, Suzhou") is None
