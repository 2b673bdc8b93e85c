"""Documents in the layouts of several invented bodies: fields are found by place and meaning, not by fixed words."""

import pytest

from suppliers.documents.fields import FieldName, extract_fields
from tests.suppliers.documents.fields.sample_sheets import KINDS, line, reading_of

BIG, SMALL = 0.022, 0.009


def values_under_label(left, top, label, *values):
    """A small label above its value, as designers set it."""
    below = (line(value, left, top + 0.014 + 0.016 * place) for place, value in enumerate(values))
    return [line(label, left, top, height=SMALL), *below]


def table_row(top, label, value):
    """One line of a ruled table: the label in its cell, the value in the next."""
    return [line(label, 0.08, top), line(value, 0.42, top)]


LETTERHEAD = [
    line("Brightwater Conformity B.V.", 0.1, 0.04), line("Notified Body 9731", 0.7, 0.04),
    line("EU Type-Examination", 0.3, 0.14, height=BIG), line("Certificate", 0.4, 0.175, height=BIG),
    line("Regulation (EU) 2016/425, Module B", 0.3, 0.22),
    *values_under_label(0.1, 0.28, "Certificate no.", "BW-PPE-2025-00417"),
    *values_under_label(0.1, 0.34, "Certificate holder", "Suzhou Haolan Medical Co., Ltd."),
    *values_under_label(0.1, 0.42, "Product type / model", "HL-95A, HL-95B"),
    *values_under_label(0.1, 0.80, "Issued on", "14 March 2025"), *values_under_label(0.4, 0.80, "Valid through", "13 March 2030"),
    *values_under_label(0.7, 0.80, "First issued", "2 May 2019"),
]  # fmt: skip
TABLE = [
    line("医疗器械注册证", 0.4, 0.08, height=BIG),
    *table_row(0.20, "注册证编号", "粤械注准20242140517"), *table_row(0.24, "注册人名称", "佛山海岚医疗用品有限公司"),
    *table_row(0.28, "型号、规格", "HL-301、HL-302、HL-303"), *table_row(0.32, "审批部门", "广东省药品监督管理局"),
    *table_row(0.36, "批准日期", "2024年6月3日"), *table_row(0.40, "生效日期", "2024年6月4日"), *table_row(0.44, "有效期至", "2029年6月3日"),
]  # fmt: skip
SENTENCES = [
    line("CERTIFICATE OF REGISTRATION", 0.3, 0.1, height=BIG),
    line("This is to certify that the quality management system of", 0.2, 0.18),
    line("Ningbo Yunhe Medical Devices Co., Ltd.", 0.25, 0.21, height=BIG),
    line("meets the requirements of ISO 13485:2016", 0.25, 0.25),
    line("Registration No.: QM/2024/88213", 0.1, 0.5), line("Original certification: 2018-05-09", 0.1, 0.53),
    line("Effective date: 2024-05-10", 0.1, 0.56), line("Expiry: 2027-05-09", 0.1, 0.59),
    line("Approved by: Stonehaven Registrars Limited", 0.1, 0.75),
]  # fmt: skip
TWO_LANGUAGES = [
    line("检测报告", 0.4, 0.06, height=BIG), line("TEST REPORT", 0.4, 0.09, height=BIG),
    line("报告编号", 0.1, 0.16), line("Report No.", 0.1, 0.175, height=SMALL), line("NC24-06115-2", 0.4, 0.165),
    line("委托单位", 0.1, 0.22), line("Client", 0.1, 0.235, height=SMALL), line("Qingdao Luyang Medical Co., Ltd.", 0.4, 0.225),
    line("规格型号", 0.1, 0.28), line("Model/Type", 0.1, 0.295, height=SMALL), line("LY-20A / LY-20B", 0.4, 0.285),
    line("检验依据", 0.1, 0.34), line("Standard", 0.1, 0.355, height=SMALL), line("EN 14683:2019", 0.4, 0.345),
    line("收样日期", 0.1, 0.40), line("Sample received", 0.1, 0.415, height=SMALL), line("2024-05-28", 0.4, 0.405),
    line("签发日期", 0.1, 0.46), line("Date of issue", 0.1, 0.475, height=SMALL), line("2024-06-19", 0.4, 0.465),
    line("检验机构", 0.1, 0.52), line("Laboratory", 0.1, 0.535, height=SMALL), line("北澜医用防护检测研究院", 0.4, 0.525),
]  # fmt: skip
SIGNED = [
    line("EU DECLARATION OF CONFORMITY", 0.25, 0.08, height=BIG), line("Document no. DC-0917/3", 0.1, 0.15),
    line("Manufacturer: Wuhan Qinghe Medical Co., Ltd.", 0.1, 0.2), line("Article numbers: QH-110, QH-120", 0.1, 0.25),
    line("The devices conform to Regulation (EU) 2017/745.", 0.1, 0.3),
    line("Place and date of issue: Wuhan, 22.11.2025", 0.1, 0.8), line("Name and function: Li Wen, director", 0.1, 0.83),
]  # fmt: skip
FAMILIES = {
    "a letterhead and a two-line title, a strip of days at the foot": (LETTERHEAD, {
        "kind": "eu_ppe_module_b", "number": "BW-PPE-2025-00417", "issuer": "Brightwater Conformity B.V.", "issuer_number": "9731",
        "holder_en": "Suzhou Haolan Medical Co., Ltd.", "issued_on": "2025-03-14", "valid_from": None, "valid_until": "2030-03-13",
        "model": {"HL-95A", "HL-95B"},
    }),
    "the ruled table of an authority": (TABLE, {
        "kind": "cn_nmpa_registration", "number": "粤械注准20242140517", "issuer": "广东省药品监督管理局",
        "issued_on": "2024-06-03", "valid_from": "2024-06-04", "valid_until": "2029-06-03", "model": {"HL-301", "HL-302", "HL-303"},
    }),
    "a certificate in sentences": (SENTENCES, {
        "kind": "iso13485", "number": "QM/2024/88213", "issuer": "Stonehaven Registrars Limited",
        "holder_en": "Ningbo Yunhe Medical Devices Co., Ltd.", "issued_on": None, "valid_from": "2024-05-10", "valid_until": "2027-05-09",
    }),
    "labels in two languages on two lines": (TWO_LANGUAGES, {
        "kind": "test_report", "number": "NC24-06115-2", "issuer": "北澜医用防护检测研究院",
        "holder_en": "Qingdao Luyang Medical Co., Ltd.", "issued_on": "2024-06-19", "valid_until": None, "model": {"LY-20A", "LY-20B"},
    }),
    "a declaration with place and day in one line": (SIGNED, {
        "kind": "eu_doc_mdr", "number": "DC-0917/3", "issuer": "Wuhan Qinghe Medical Co., Ltd.", "issued_on": "2025-11-22",
        "valid_until": None, "model": {"QH-110", "QH-120"},
    }),
}  # fmt: skip


def answers(lines):
    fields = extract_fields(reading_of(*lines), KINDS)
    sure = {field: [one for one in fields.every(field) if one.confidence >= 0.5] for field in FieldName}
    return {field: each[0].value if each else None for field, each in sure.items()} | {
        FieldName.MODEL: {one.value for one in sure[FieldName.MODEL]}
    }


@pytest.mark.parametrize("family", FAMILIES)
def test_a_layout_family_is_read(family):
    lines, stated = FAMILIES[family]
    read = answers(lines)

    assert {name: read[FieldName(name)] for name in stated} == stated


SAID = {
    "issuer": ("Stonehaven Registrars Limited", [
        "Laboratory", "Awarded by", "Licensing authority", "Body issuing this certificate", "Auditing organization", "Authority", "发证机构", "签发机关",
    ]),
    "issued_on": ("2025-03-14", [
        "Date of this certificate", "Date of reissue", "Current issue date", "Done at Suzhou on", "开具日期", "本次发证日期", "报告签发日期", "Issuance date",
        "Date of this letter", "Date of declaration", "Clearance date", "Agreement date", "Reported on", "Authorised on", "Place, date", "核准日期", "签订日期", "声明日期", "批 准 日 期",
    ]),
    "valid_from": ("2025-03-14", ["有效期起", "Commencement date", "In force from", "Certificate effective date", "Has effect from", "Term begins", "生效时间", "生 效 日 期"]),
    "valid_until": ("2025-03-14", ["有效期截止", "Not valid after", "Validity end date", "证书到期日期", "Effective through", "Expire date", "Termination date", "Registered until", "终止日期", "期满日期", "有 效 期 至"]),
    "model": ("HL-95A", ["Cat. No.", "Type(s)", "Models covered", "Specification and model", "Product code", "样品型号", "产品货号"]),
    "number": ("BW25-00417-3", ["Certificate identification", "Declaration no.", "证书注册号", "Our ref", "Doc. No.", "Declaration identification", "Certificate of free sale no.", "MHRA reference", "LOA No.", "Numéro de certificat", "证书编码", "批准号"]),
}  # fmt: skip
LABELS = [(field, label, value) for field, (value, labels) in SAID.items() for label in labels]
OF_OTHER_THINGS = (
    "Date of first issue", "Original certification date", "Previous issue date", "Transfer date", "首次发证日期", "上次发证日期", "检验日期", "收样日期",
    "Date of receipt", "Next audit due", "Revision date", "Previous expiry date", "Manufacturing date",
    "Product expiry date", "Accreditation valid until", "Expiry of previous certificate", "Effective date of the standard", "Sterile until", "Invoice date", "Dispatch Date", "Withdrawal date",
    "样品有效期至", "认可有效期至", "保质期至", "委托日期", "标准实施日期", "原证书有效期至", "使用期限", "End of test", "Founded", "Date first placed on the market",
)  # fmt: skip
NUMBERS_OF_OTHERS = (
    "Previous certificate no.", "Replaces certificate no.", "Technical file No.", "Company registration no.", "Audit report No.", "Single registration number", "Customer No.",
    "原注册证编号", "旧证书编号", "被替代证书编号", "身份证号", "查询编号", "样品编号",
)  # fmt: skip
NEED_A_COLON = {"Authority", "Type(s)"}
"""Words that begin names, too."""


def shapes(label, value):
    """A value right of its label, below it, after a colon, after a space, and in a row of values below a row of labels."""
    yield [line(label, 0.1, 0.7), line(value, 0.5, 0.7)]
    yield values_under_label(0.1, 0.7, label, value)
    yield [line(f"{label}: {value}", 0.1, 0.7)]
    if label not in NEED_A_COLON:
        yield [line(f"{label} {value}", 0.1, 0.7)]
    yield [*values_under_label(0.1, 0.7, "Remarks", "none"), *values_under_label(0.5, 0.7, label, value)]


@pytest.mark.parametrize(("field", "label", "value"), LABELS)
def test_a_label_announces_its_value_wherever_that_stands(field, label, value):
    found = [answers(lines)[FieldName(field)] for lines in shapes(label, value)]

    assert found == [{value} if field == "model" else value] * len(found)


@pytest.mark.parametrize("label", OF_OTHER_THINGS)
def test_days_of_other_things_are_no_days_of_the_document_wherever_they_stand(label):
    read = [answers(lines) for lines in shapes(label, "2025-03-14")]

    assert {one[day] for one in read for day in ("issued_on", "valid_from", "valid_until")} == {None}


@pytest.mark.parametrize("label", NUMBERS_OF_OTHERS)
def test_numbers_of_other_documents_are_none_of_this_one_wherever_they_stand(label):
    assert {answers(lines)[FieldName.NUMBER] for lines in shapes(label, "BW25-00417-3")} == {None}


@pytest.mark.parametrize("word", ["Administration", "Authority", "The Ministry", "Centre"])
def test_a_generic_word_names_no_body(word):
    assert answers([line(word, 0.1, 0.05)])[FieldName.ISSUER] is None
