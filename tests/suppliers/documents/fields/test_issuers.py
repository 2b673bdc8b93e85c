import pytest

from suppliers.documents.fields import FieldName, Fields, Proposal
from suppliers.documents.fields.issuers import propose
from suppliers.documents.reading import Box
from tests.suppliers.documents.fields.sample_sheets import line, sheet_of

HOLDER = Proposal(FieldName.HOLDER_EN, "Lanyu Medical Co., Ltd.", "Lanyu Medical Co., Ltd.", 1, Box(0, 0, 1, 1), 0.96)


def issuer_fields(*lines, kind="iso13485", number=""):
    return Fields.of(propose(sheet_of(*lines), kind, number, [HOLDER]))


def issuer(*lines, kind="iso13485"):
    found = issuer_fields(*lines, kind=kind).best(FieldName.ISSUER)
    return found.value if found else None


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("审批部门：江苏省药品监督管理局", "江苏省药品监督管理局"),
        ("登记机关  城阳区市场监督管理局", "城阳区市场监督管理局"),
        ("发证机关 Issued by Harrowmere Certification Ltd", "Harrowmere Certification Ltd"),
        ("Nordlys Zertifizierung GmbH hereby certifies that", "Nordlys Zertifizierung GmbH"),
        ("Saudi Food and Drug Authority", "Saudi Food and Drug Authority"),
        ("Medicines and Healthcare products Regulatory Agency", "Medicines and Healthcare products Regulatory Agency"),
        ("Issued by Certivalle S.r.I.", "Certivalle S.r.l."),
        ("Issued by Tarnbrook", "Tarnbrook"),
        ("检验机构：南湾医疗检验研究院", "南湾医疗检验研究院"),
    ],
)
def test_the_issuer_is_known_by_label_sentence_or_letterhead(printed, name):
    assert issuer(line(printed, 0.1, 0.05)) == name


def test_a_declaration_is_issued_by_its_maker():
    assert issuer(line("Nordlys Zertifizierung GmbH", 0.1, 0.05), kind="eu_doc_mdr") == "Lanyu Medical Co., Ltd."


def test_the_holder_is_hardly_the_issuer_of_a_bodys_certificate():
    found = issuer_fields(
        line("Lanyu Medical Co., Ltd.", 0.1, 0.05), line("发证机关 Harrowmere Certification Ltd", 0.1, 0.6)
    )

    assert [one.value for one in found.every(FieldName.ISSUER)] == [
        "Harrowmere Certification Ltd",
        "Lanyu Medical Co., Ltd.",
    ]
    assert found.every(FieldName.ISSUER)[1].confidence < 0.5


@pytest.mark.parametrize(
    ("lines", "number"),
    [
        ([line("performed by notified body 9417, certificate named in the file")], "9417"),
        ([line("公告机构编号：9608")], "9608"),
        ([line("9846", 0.8, 0.06, height=0.02), line("Notified body", 0.78, 0.085)], "9846"),
        ([line("CE 9523", 0.4, 0.5)], "9523"),
        ([line("CNAS L99042", 0.8, 0.05)], "CNAS L99042"),
    ],
)
def test_the_number_of_the_body_is_read(lines, number):
    assert issuer_fields(*lines).best(FieldName.ISSUER_NUMBER).value == number


@pytest.mark.parametrize(
    "printed",
    ["Regulation (EU) 2016/425, notified body", "Notified body certificate of 22.11.2026", "Annex 2026", "PRICE 1234"],
)
def test_years_and_laws_are_no_numbers_of_bodies(printed):
    assert issuer_fields(line(printed)).best(FieldName.ISSUER_NUMBER) is None


def test_the_documents_own_number_is_not_its_bodys():
    assert (
        issuer_fields(line("Agreement No. DE-AR-950512692"), number="DE-AR-950512692").best(FieldName.ISSUER_NUMBER)
        is None
    )


def test_a_letterhead_over_two_lines_is_one_authority():
    head = line("Brightland Food & Medicines", 0.1, 0.05), line("Regulatory Agency", 0.1, 0.064)

    assert issuer(*head) == "Brightland Food & Medicines Regulatory Agency"


def test_an_authority_issues_and_not_what_it_is_made_of():
    head = (
        line("U.S. FOOD & DRUG ADMINISTRATION", 0.1, 0.05),
        line("Center for Devices and Radiological Health", 0.6, 0.05),
    )

    assert issuer(*head, kind="us_510k") == "U.S. FOOD & DRUG ADMINISTRATION"


def test_a_representative_that_is_named_issues_only_documents_of_its_own():
    named = line("Authorised Representative: Costa Regulatoria S.L.", 0.1, 0.4)

    assert (
        issuer(line("Altavera Certificación S.L.", 0.1, 0.05), named, kind="eu_nb_cert_mdr")
        == "Altavera Certificación S.L."
    )
    assert issuer(named, kind="eu_ar") == "Costa Regulatoria S.L."


@pytest.mark.parametrize(
    "office",
    ["Manager", "General Manager", "MANAGER OF THE ISTANBUL CERTIFICATION OFFICE", "Head of Certification Body"],
)
def test_the_office_of_who_signs_names_no_body(office):
    assert issuer("Certificate of Registration", f"Issued by: {office}", kind="iso9001") is None


@pytest.mark.parametrize(
    "role", ["MDSAP Recognized Auditing Organization", "Laboratory Services", "The Competent Authority"]
)
def test_a_role_names_no_body(role):
    assert issuer(line(role, 0.1, 0.05)) is None


@pytest.mark.parametrize(("kind", "number"), [("eu_ar", "DE-AR-999000117"), ("eu_doc_mdr", None)])
def test_the_number_of_a_representative_is_the_issuers_on_its_own_documents_alone(kind, number):
    found = issuer_fields("林登霍夫医疗代表公司 DE-AR-999000117", kind=kind).best(FieldName.ISSUER_NUMBER)

    assert (found.value if found else None) == number
