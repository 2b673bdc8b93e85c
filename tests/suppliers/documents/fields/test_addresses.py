import pytest

from suppliers.documents.fields import FieldName, Fields
from suppliers.documents.fields.addresses import addresses, latin_part, lines_of_address
from suppliers.documents.fields.holders import propose
from tests.suppliers.documents.fields.sample_sheets import line, sheet_of


def parts(*texts):
    return [row.part() for row in sheet_of(*texts).rows]


def read_addresses(*texts):
    return [one.value for one in addresses(parts(*texts), 0.9)]


@pytest.mark.parametrize(
    ("printed", "address"),
    [
        (["This is to certify that Haolan Co., Ltd., located at No. 8 Donghai Road, Wuxi, Jiangsu, China, is a registered manufacturer"],
         "No. 8 Donghai Road, Wuxi, Jiangsu, China"),
        (["Haolan Medical Co., Ltd., No. 8 Donghai Road, Xinwu District,", "Wuxi, P.R. China, hereinafter the Manufacturer"],
         "No. 8 Donghai Road, Xinwu District, Wuxi, P.R. China"),
        (["No. 8 Donghai Road, Xinwu District, Wuxi, PEOPLE'S", "REPUBLIC OF CHINA"], "No. 8 Donghai Road, Xinwu District, Wuxi, PEOPLE'S REPUBLIC OF CHINA"),
        (["6 Quay Street, Park Court, Bristol, hereinafter the Representative"], "6 Quay Street, Park Court, Bristol"),
        (["江苏省无锡市新吴区东海路8号", "医疗用品的设计、生产和销售"], "江苏省无锡市新吴区东海路8号"),
        (["江苏省无锡市新吴区东海路8号", "江苏省无锡市新吴区东海路9号"], "江苏省无锡市新吴区东海路8号"),
        (["江苏省无锡市新吴区滨河西街", "220号2号楼三层"], "江苏省无锡市新吴区滨河西街220号2号楼三层"),
        (["江苏省无锡市新吴区东海路8号 联系电话 0510-1234"], "江苏省无锡市新吴区东海路8号"),
    ],
)  # fmt: skip
def test_an_address_is_read_from_its_first_word_to_its_last(printed, address):
    assert read_addresses(*printed) == [address]


def test_other_text_is_no_address():
    assert read_addresses("Surgical masks, type IIR", "医疗用品的设计、生产和销售") == []


def test_an_address_goes_on_as_long_as_its_lines_speak_of_places():
    lines = parts(
        "Haolan Medical",
        "No. 8 Donghai Road, Wuxi, PEOPLE'S",
        "REPUBLIC OF CHINA",
        "has a management system",
        "No. 9 Donghai Road, Wuxi",
    )

    assert [one.text for one in lines_of_address(lines)] == ["No. 8 Donghai Road, Wuxi, PEOPLE'S", "REPUBLIC OF CHINA"]


def test_the_latin_part_of_a_line_has_no_chinese_characters():
    assert [latin_part(one).text for one in parts("地址 Donghai Road", "Donghai Road 东海路", "Road")] == [
        "Donghai Road",
        "Donghai Road",
        "Road",
    ]


def holder_fields(*lines):
    fields = Fields.of(propose(sheet_of(*lines)))
    names = (fields.best(FieldName(each)) for each in ("holder_en", "holder_zh", "address"))
    return tuple(one.value if one and one.confidence >= 0.5 else None for one in names)


def test_a_label_centred_next_to_three_lines_labels_all_of_them():
    name, *place = "Haolan Medical Co., Ltd.", "No. 8 Donghai Road, Xinwu District,", "Wuxi, Jiangsu, China"
    lines = [line(text, 0.4, 0.2 + 0.014 * row) for row, text in enumerate((name, *place))]

    assert holder_fields(
        line("Reference", 0.1, 0.15), line("A-1", 0.4, 0.15), line("Manufacturer", 0.1, 0.214), *lines
    ) == (
        name,
        None,
        " ".join(place),
    )


def test_a_value_may_go_on_under_its_label():
    lines = (line("企业名称:无锡皓岚医用材料股份有限", 0.1, 0.2), line("公司", 0.1, 0.215), line("住所:江苏省无锡市新吴区滨河西街", 0.1, 0.25),
             line("8号2号楼", 0.1, 0.265), line("法定代表人:李文", 0.1, 0.28))  # fmt: skip

    assert holder_fields(*lines) == (None, "无锡皓岚医用材料股份有限公司", "江苏省无锡市新吴区滨河西街8号2号楼")


@pytest.mark.parametrize(
    "printed",
    [
        "The Manufacturer designates the Authorised Representative as its own",
        "Manufacturer: Same as applicant",
        "Name: Li Wen",
        "Velmund Cert GmbH audits for Kestrel Certification Limited",
    ],
)
def test_what_no_company_bears_is_no_holder(printed):
    assert holder_fields(printed)[0] is None


@pytest.mark.parametrize(
    "printed",
    [
        "This is to certify that Haolan Medical Co., Ltd.",
        "KNOW ALL MEN that Haolan Medical Co., Ltd., a company",
        "2. Name and address of the manufacturer: Haolan Medical Co., Ltd.",
        "between Haolan Medical Co., Ltd.",
    ],
)
def test_a_name_in_a_sentence_begins_behind_the_words_that_lead_to_it(printed):
    assert holder_fields(printed)[0] == "Haolan Medical Co., Ltd."


def test_the_end_of_a_name_that_a_line_break_cut_is_no_name():
    assert (
        holder_fields("Haolan Medical", "Devices Limited", "For and on behalf of Haolan Medical Devices Limited")[0]
        == "Haolan Medical Devices Limited"
    )


def test_an_address_in_the_footer_next_to_a_telephone_is_the_issuers():
    footer = "地址:江苏省无锡市新吴区东海路8号 电话:0510-80711100"

    assert (holder_fields(line(footer, 0.1, 0.9))[2], holder_fields(line(footer, 0.1, 0.3))[2]) == (
        None,
        "江苏省无锡市新吴区东海路8号",
    )
