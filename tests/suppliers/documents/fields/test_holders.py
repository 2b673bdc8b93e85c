import pytest

from suppliers.documents.fields import FieldName, Fields
from suppliers.documents.fields.holders import propose
from tests.suppliers.documents.fields.sample_sheets import line, ocr_line, sheet_of

EN, ZH, ADDRESS = FieldName.HOLDER_EN, FieldName.HOLDER_ZH, FieldName.ADDRESS


def holder_fields(*lines):
    return Fields.of(propose(sheet_of(*lines)))


def values(*lines):
    found = holder_fields(*lines)
    return tuple(one.value if (one := found.best(field)) else None for field in (EN, ZH))


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        (
            "Holder 持有人 Henan Lanyu Optical Safety Co., Ltd. 河南澜屿光学有限公司",
            ("Henan Lanyu Optical Safety Co., Ltd.", "河南澜屿光学有限公司"),
        ),
        ("Holder持有人Henan Lanyu Optical Safety Co.,Ltd.", ("Henan Lanyu Optical Safety Co., Ltd.", None)),
        ("注册人名称：河南澜屿光学（集团）股份有限公司", (None, "河南澜屿光学（集团）股份有限公司")),
        ("名　　称 Name 青岛栖樾光学有限公司", (None, "青岛栖樾光学有限公司")),
        ("委托单位：Xi'an Qiwu Latex Products Corporation Ltd.", ("Xi'an Qiwu Latex Products Corporation Ltd.", None)),
        ("1. Manufacturer 制造商 Nordlys Instruments GmbH", ("Nordlys Instruments GmbH", None)),
        ("Applicant: Lanyu Medical Group Co., Ltd. No. 5 Xingye Road", ("Lanyu Medical Group Co., Ltd.", None)),
    ],
)
def test_the_holder_behind_its_label_is_read_in_both_languages(printed, names):
    assert values(printed) == names


def test_the_holder_stands_under_the_words_that_certify():
    lines = (
        line("hereby certifies that the management system of", 0.3, 0.2),
        line("Lanyu Medical Co., Ltd.", 0.36, 0.22),
        line("澜屿医疗有限公司", 0.4, 0.24),
    )

    assert values(*lines) == ("Lanyu Medical Co., Ltd.", "澜屿医疗有限公司")


def test_a_name_may_go_on_in_the_next_line_and_its_place_is_around_both():
    first = line("Company 企业名称 Tianjin Xunduo Hygiene Materials Co.,", 0.1, 0.2)
    second = line("Ltd. Tianjin", first.words[2].box.left, 0.215)

    found = holder_fields(first, second).best(EN)

    assert (found.value, found.box.top, found.box.bottom) == ("Tianjin Xunduo Hygiene Materials Co., Ltd.", 0.2, 0.227)


def test_a_company_that_is_only_mentioned_has_low_confidence():
    found = holder_fields("We thank Lanyu Medical Co., Ltd. for its patience").best(EN)

    assert (found.value, found.confidence < 0.7) == ("We thank Lanyu Medical Co., Ltd.", True)


def test_a_chinese_name_read_by_ocr_has_less_confidence_than_one_in_a_text_layer():
    printed = "注册人名称：河南澜屿光学有限公司"

    assert holder_fields(ocr_line(printed)).best(ZH).confidence < holder_fields(printed).best(ZH).confidence


@pytest.mark.parametrize(
    ("printed", "address"),
    [
        (
            ["Address 地址 Building 11, No. 349 Qingfeng Road, Zhengzhou, Henan 450000, China"],
            "Building 11, No. 349 Qingfeng Road, Zhengzhou, Henan 450000, China",
        ),
        (["住所：河南省郑州市中原区青枫路349号11幢"], "河南省郑州市中原区青枫路349号11幢"),
        (["生产地址 Site 天津市西青区望湖路204号2幢"], "天津市西青区望湖路204号2幢"),
    ],
)
def test_an_address_is_read_behind_its_label(printed, address):
    assert holder_fields(*printed).best(ADDRESS).value == address


def test_an_address_goes_on_to_the_country_and_is_proposed_in_both_languages():
    first = line("Address 地址 Building 11, No. 349 Qingfeng Road, Zhongyuan District,", 0.1, 0.2)
    left = first.words[2].box.left
    found = holder_fields(
        first,
        line("Zhengzhou, Henan 450000, China", left, 0.215),
        line("河南省郑州市中原区青枫路349号11幢", left, 0.23),
    )

    assert {one.value for one in found.every(ADDRESS) if one.confidence > 0.8} == {
        "Building 11, No. 349 Qingfeng Road, Zhongyuan District, Zhengzhou, Henan 450000, China",
        "河南省郑州市中原区青枫路349号11幢",
    }


def test_an_address_follows_the_holders_name():
    first = line("Manufacturer Lanyu Medical Co., Ltd.", 0.1, 0.2)
    found = holder_fields(first, line("No. 349 Qingfeng Road, Zhengzhou, China", first.words[1].box.left, 0.215))

    assert found.best(ADDRESS).value == "No. 349 Qingfeng Road, Zhengzhou, China"


@pytest.mark.parametrize(
    "label",
    ["Holder of the certificate", "Marketing authorisation holder", "Certificate issued to", "Granted to", "Customer", "Facility name", "Applicant's name",
     "Owner/Operator", "Exporter", "Registered name", "Manufactured by", "Certified organisation"],
)  # fmt: skip
def test_a_holder_has_many_labels(label):
    right = values(line(label, 0.1, 0.3), line("Wuxi Langfeng Medical Devices Co., Ltd.", 0.5, 0.3))
    behind = values(f"{label}: Wuxi Langfeng Medical Devices Co., Ltd.")

    assert right == behind == values("Manufacturer: Wuxi Langfeng Medical Devices Co., Ltd.")


@pytest.mark.parametrize(
    "label", ["证书持有人", "生产者", "生产商", "客户名称", "出口企业", "认证委托人", "授权方", "送检单位"]
)
def test_a_holder_has_many_labels_in_chinese(label):
    assert holder_fields(f"{label}：无锡朗峰医疗器械有限公司").best(FieldName.HOLDER_ZH).confidence > 0.8


def test_an_authorised_company_is_not_the_holder():
    assert holder_fields("被授权方：无锡朗峰医疗器械有限公司").best(FieldName.HOLDER_ZH).confidence < 0.6


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        (
            "Manufacturer: Shandong Hanyou Medical Appliance Corp., Ltd.",
            ("Shandong Hanyou Medical Appliance Corp., Ltd.", None),
        ),
        ("兹证明山东瀚佑医疗器械股份有限公司（住所：潍坊）生产的", (None, "山东瀚佑医疗器械股份有限公司")),
    ],
)
def test_names_are_cut_at_their_first_and_last_word(printed, names):
    assert values(printed) == names


def test_the_name_of_an_export_certificate_announces_no_holder():
    assert values(line("出口销售证明", 0.1, 0.05), line("EXPORT", 0.1, 0.066)) == (None, None)
