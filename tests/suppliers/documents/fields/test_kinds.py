import pytest

from suppliers.documents.fields import FieldName, Fields, KindFacts
from suppliers.documents.fields.kinds import propose
from tests.suppliers.documents.fields.sample_sheets import KINDS, line, sheet_of


def kinds(*lines):
    return Fields.of(propose(sheet_of(*lines), KINDS)).every(FieldName.KIND)


REGISTERED = {
    "gb_ukrp": KindFacts("UK Responsible Person mandate", "英国责任人授权"),
    "gb_ukca_doc": KindFacts("UK declaration of conformity", "英国符合性声明"),
}
DOCUMENTS = {
    "cn_nmpa_registration": ["中华人民共和国", "医疗器械注册证"],
    "cn_business_licence": ["营 业 执 照", "统一社会信用代码 1"],
    "cn_gb_report": ["检 测 报 告", "检验依据 GB 2626-2019"],
    "test_report": ["TEST REPORT", "Standard EN 149:2001+A1:2009"],
    "iso13485": ["CERTIFICATE", "certifies that the management system of", "ISO 13485:2016"],
    "iso9001": ["质量管理体系认证证书", "ISO 9001:2015"],
    "eu_doc_mdr": ["EU DECLARATION OF CONFORMITY", "in accordance with Regulation (EU) 2017/745"],
    "eu_doc_ppe": ["EUDECLARATIONOFCONFORMITY", "Regulation (EU) 2016/425", "performed by notified body 9417"],
    "eu_ppe_module_b": [
        "EU Type-Examination Certificate",
        "Regulation (EU) 2016/425, Module B",
        "counts only together with module C2 or D",
    ],
    "eu_nb_cert_mdr": [
        "EU Quality Management System Certificate",
        "Regulation (EU) 2017/745",
        "Annex IX, Chapters I and III",
    ],
    "cn_export_certificate_registered": ["医疗器械出口销售证明（I）", "兹证明下列产品已在中国注册"],
    "cn_export_certificate_export_only": ["医疗器械产品出口销售证明（二）", "仅供出口"],
    "us_510k": ["FDA 510(k) clearance", "We have determined that it is substantially equivalent"],
    "sa_mdma": ["SFDA Medical Device Marketing Authorisation", "沙特 SFDA 医疗器械上市许可（MDMA）"],
}


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_a_kind_is_known_by_its_title_and_the_law_it_names(kind):
    found = kinds(*DOCUMENTS[kind])

    assert found[0].value == kind
    assert found[0].confidence > 0.85


def test_the_place_of_a_kind_is_its_title():
    title = line("医疗器械注册证", 0.3, 0.1)

    assert (kinds(title)[0].printed, kinds(title)[0].box.top) == ("医疗器械注册证", 0.1)


@pytest.mark.parametrize(
    "printed",
    ["The representative verifies that the declaration of conformity has been prepared under Regulation (EU) 2017/745.", "Annex: 医疗器械注册证复印件一份及其他随附文件",
     "Invoice 2026", "审批"],
)  # fmt: skip
def test_a_document_that_merely_mentions_a_kind_is_not_of_that_kind(printed):
    assert kinds(printed) == ()


def test_a_document_that_cites_two_laws_has_low_confidence_in_each_kind():
    found = kinds("EU DECLARATION OF CONFORMITY", "Regulation (EU) 2017/745", "Regulation (EU) 2016/425")

    assert {one.value for one in found} == {"eu_doc_mdr", "eu_doc_ppe"}
    assert all(one.confidence < 0.7 for one in found)


def test_a_report_by_chinese_and_other_standards_has_low_confidence_in_each_kind():
    found = kinds("TEST REPORT", "Standard GB 2626-2019 and EN 149:2001")

    assert all(one.confidence < 0.8 for one in found)


def test_a_part_of_a_name_has_less_confidence_than_the_whole():
    whole, part = (
        kinds(printed)[0] for printed in ("沙特 SFDA 医疗器械上市许可（MDMA）", "沙特 SFDA 医疗器械上市许可")
    )

    assert (whole.value, part.value, part.confidence < whole.confidence) == ("sa_mdma", "sa_mdma", True)


def test_only_kinds_that_are_asked_for_are_proposed():
    assert list(propose(sheet_of("医疗器械注册证"), {})) == []


def test_a_label_with_a_value_to_its_right_is_no_title():
    document = ["UK DECLARATION OF CONFORMITY", "UK Medical Devices Regulations 2002"]
    label, value = line("UK Responsible Person", 0.1, 0.3), line("Thornley Regulatory Ltd", 0.33, 0.3)

    found = Fields.of(propose(sheet_of(*document, label, value), KINDS | REGISTERED)).every(FieldName.KIND)

    assert [(one.value, one.confidence > 0.9) for one in found] == [("gb_ukca_doc", True)]


@pytest.mark.parametrize(
    "words", ["尚未进入中国市场", "have not yet entered the Chinese market", "neither registered nor filed"]
)
def test_what_is_not_sold_at_home_is_for_export_only(words):
    assert kinds("医疗器械产品出口销售证明", words)[0].value == "cn_export_certificate_export_only"


def test_a_registration_that_speaks_of_changes_stays_a_registration():
    assert (
        kinds("中华人民共和国医疗器械注册证", "本文件与变更注册（备案）文件共同使用")[0].value == "cn_nmpa_registration"
    )
