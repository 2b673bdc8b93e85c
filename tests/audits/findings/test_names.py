"""Names as papers write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audits.findings.names import Likeness, core, likeness, same_place

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


def test_names_in_two_scripts_cannot_be_compared():
    assert likeness(CHINESE, ENGLISH) is None
    assert likeness("", ENGLISH) is None


@given(st.text(min_size=1, max_size=40))
def test_a_name_is_like_itself_and_likeness_knows_no_order(name):
    assert likeness(name, ENGLISH) == likeness(ENGLISH, name)
    assert not core(name) or likeness(name, name) is Likeness.SAME


def test_places_are_compared_within_one_script():
    assert same_place("No. 1 Example Road, Suzhou", "1 Example Road, Wuzhong District, Suzhou") is True
    assert same_place("88 Harbour Street, Qingdao", "1 Example Road, Suzhou") is False
    assert same_place("苏州市示例路1号", "1 Example Road, Suzhou") is None
