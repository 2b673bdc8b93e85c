"""Names of one company, as registers write them."""

import pytest

from audits.registers.differences import same_name


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Jiangsu Lanhe Medical Co., Ltd.", "JIANGSU LANHE MEDICAL CO LTD"),
        ("Jiangsu Lanhe Medical Co., Ltd.", "Lanhe Medical (Jiangsu) Company Limited"),
        ("江苏蓝禾医疗有限公司", "江苏蓝禾医疗有限责任公司"),
        ("Ｊｉａｎｇｓｕ Lanhe", "jiangsu lanhe"),
        ("Nordlys Zertifizierung GmbH", "Nordlys Zertifizierung"),
        ("Société Médicale", "SOCIETE MEDICALE"),
    ],
)
def test_one_company_under_two_spellings(one, other):
    assert same_name(one, other)
    assert same_name(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Jiangsu Lanhe Medical Co., Ltd.", "Jiangsu Hongda Medical Co., Ltd."),
        ("江苏蓝禾医疗有限公司", "江苏红达医疗有限公司"),
        ("Co., Ltd.", "Co., Ltd."),
        ("", "Lanhe"),
    ],
)
def test_two_companies(one, other):
    assert not same_name(one, other)
    assert not same_name(other, one)
