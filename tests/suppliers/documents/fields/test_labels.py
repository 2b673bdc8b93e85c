import pytest

from suppliers.documents.fields.labels import MAX_LABEL_CHARS, is_label_alone


@pytest.mark.parametrize(
    "text",
    [
        "Issued by",
        "签发单位 Issuing organisation",
        "Type / model reference",
        "Certificate expires on:",
        "有效期至 / Valid until",
        "Date of issue (签发日期)",
        "产品名称及描述",
        "Application No.",
    ],
)
def test_a_label_stands_alone_in_one_or_both_languages(text):
    assert is_label_alone(text)


@pytest.mark.parametrize(
    "text",
    [
        "Issued by Polder Conformity B.V.",
        "Polder Conformity B.V.",
        "11 Sep 2023",
        "型号 IT-375A",
        "湖北省药品监督管理局",
        "Suzhou Lanyu Medical Devices Co., Ltd.",
        "",
    ],
)
def test_a_value_or_a_label_with_its_value_is_no_label(text):
    assert not is_label_alone(text)


def test_a_long_line_tells_and_announces_nothing():
    assert not is_label_alone("Date " * MAX_LABEL_CHARS)
