"""Other wordings of titles, in large type above normal text."""

import pytest

from suppliers.documents.fields import FieldName, Fields, KindFacts
from suppliers.documents.fields.kinds import propose
from tests.suppliers.documents.fields.sample_sheets import line, sheet_of

TITLE_HEIGHT = 0.022
TEXT = ("Suzhou Haolan Medical Co., Ltd.", "No. 8 Donghai Road, Wuzhong District", "Masks", "HL-95A, HL-95B", "Li Wen")
MDR, PPE = "Regulation (EU) 2017/745", "Regulation (EU) 2016/425"
TITLES = {
    "cn_nmpa_registration": [("Registration Certificate for Medical Devices", "Registration No. 粤械注准20242140517")],
    "iso13485": [("CERTIFICADO", "ISO 13485:2016, sistema de gestión de la calidad"), ("CERTYFIKAT", "ISO 13485:2016, system zarządzania jakością")],
    "iso9001": [("CERTIFICATO", "ISO 9001:2015, sistema di gestione per la qualità"), ("인증서", "ISO 9001:2015 품질경영시스템")],
    "cn_nmpa_filing": [("Filing Certificate for Class I Medical Devices", "No. 1")],
    "cn_production_licence": [("Medical Device Manufacturing Permit", "No. 1"), ("License for the Production of Medical Devices", "No. 1")],
    "test_report": [("Final Report", "ASTM F2101-19"), ("Report of Testing", "EN 13795-1:2019"), ("Prüfbericht", "EN 149:2001")],
    "eu_ar": [
        ("Designation of EU Authorised Representative", MDR), ("Certificate of EU Authorised Representative Service", MDR), ("EC REP Certificate", MDR),
        ("Mandate for an Authorised Representative", "Article 11 of 2017/745"), ("Letter of Designation", f"as authorised representative, {MDR}"),
        ("Authorised Representative Confirmation", MDR), ("Subject: Confirmation of our appointment as EU Authorised Representative,", MDR),
    ],
    "eu_nb_cert_mdr": [
        ("EU Product Verification Certificate", f"{MDR}, Annex XI Part B, Notified Body 1434"), ("Certificate", f"{MDR}, Annex IX, Notified Body 1434"),
        ("EU Quality Assurance Certificate", f"{MDR}, Annex XI Part A, Notified Body 1434"),
    ],
    "eu_ppe_module_b": [("Attestation d'examen UE de type", PPE)],
    "eu_ppe_module_c2": [("Production Surveillance Certificate", f"{PPE}, Module C2"), ("Certificate of Conformity", f"{PPE}, Module C2, checks at random intervals")],
    "loa": [("Distributor Authorization Letter", "we appoint"), ("产品授权书", "兹授权"), ("Certificate of Authorization", "exclusive distributor")],
    "mdsap": [("Certificate of Registration", "Medical Device Single Audit Program, ISO 13485:2016, quality management system")],
    "cn_gb_report": [("检验报告", "检验类别：委托检验")],
    "cfs": [("Certificate for Free Sale", "freely sold")],
    "us_est_registration": [("Certification of Registration", "FDA establishment registration"), ("Certificate of Compliance", "FDA establishment registration")],
    "gb_mhra_registration": [("Letter of Registration", "registered with the MHRA")],
}  # fmt: skip
OTHERS = (
    ("Emergency Use Authorization Letter", "emergency use"), ("Certificate of Compliance", f"{MDR}, voluntary certification"), ("Certificate of Analysis", "EN 14683:2019"),
    ("Medical Device Registration Certificate", "Ministry of Health, Viet Nam"), ("ISO 14001 Certificate", "environmental management system"), ("Final Report", "of the board"),
    ("Certificate of Incorporation", "Companies Act"), ("Commercial Invoice", "EU declaration of conformity enclosed"),
)  # fmt: skip
KNOWN = {kind: KindFacts(kind, kind) for kind in (*TITLES, "eu_doc_mdr", "gb_ukrp", "eu_srn_mf")}


def kinds(title, words):
    lines = [line(title, 0.2, 0.08, height=TITLE_HEIGHT)]
    lines += [line(text, 0.1, 0.25 + 0.03 * place) for place, text in enumerate((words, *TEXT))]
    return Fields.of(propose(sheet_of(*lines), KNOWN)).every(FieldName.KIND)


@pytest.mark.parametrize(("kind", "title", "words"), [(kind, *one) for kind, every in TITLES.items() for one in every])
def test_a_kind_is_identified_in_many_wordings_of_its_title(kind, title, words):
    found = kinds(title, words)

    assert found[0].value == kind
    assert found[0].confidence > 0.85


@pytest.mark.parametrize(("title", "words"), OTHERS)
def test_documents_with_a_similar_title_are_none_of_the_kinds(title, words):
    assert [one.value for one in kinds(title, words) if one.confidence >= 0.5] == []


def test_a_label_in_a_table_is_no_title():
    lines = [line("EU Declaration of Conformity", 0.3, 0.08, height=TITLE_HEIGHT), line(MDR, 0.3, 0.12)]
    lines += [
        line(text, left, 0.3 + 0.04 * place)
        for place, pair in enumerate((("SRN", "CN-MF-000074182"), ("UK Responsible Person", "None")))
        for text, left in zip(pair, (0.1, 0.4), strict=True)
    ]
    found = Fields.of(propose(sheet_of(*lines, *TEXT), KNOWN)).every(FieldName.KIND)

    assert [one.value for one in found if one.confidence >= 0.5] == ["eu_doc_mdr"]


def test_a_sentence_that_names_a_certificate_is_no_title():
    lines = [
        line("MODULE C2 - ANNUAL SURVEILLANCE OF PPE", 0.1, 0.08),
        line(f"supervised product checks, {PPE}, Annex VII", 0.1, 0.16),
    ]
    lines += [line("type-examination certificate PSA-61711/22-1.", 0.1, 0.24)]
    found = Fields.of(propose(sheet_of(*lines, *TEXT), KNOWN)).every(FieldName.KIND)

    assert found[0].value == "eu_ppe_module_c2"
    assert found[0].confidence > 0.85
