"""Tests of bodies that are known by name or address, and of issuers without a label."""

from suppliers.documents.fields import FieldName, extract_fields
from suppliers.documents.fields.bodies import KNOWN, bodies_at, mentions
from suppliers.documents.fields.layout import Sheet
from suppliers.documents.reading import Barcode, Box, Page, Reading
from suppliers.documents.sniff import Kind
from tests.suppliers.documents.fields.sample_sheets import KINDS, line, reading_of

TITLE = line("Certificate of Compliance", 0.3, 0.1, height=0.03)
HOLDER = line("Holder: Jiaxing Yunlan Glove Co., Ltd.", 0.1, 0.3)


def issuer_of(reading):
    best = extract_fields(reading, KINDS).best(FieldName.ISSUER)
    return best.value if best and best.confidence >= 0.5 else None


def named(text):
    return [one.part.text for one in mentions(Sheet.of(reading_of(text)))]


def test_no_name_address_or_number_belongs_to_two_bodies():
    for kept in ("names", "web", "numbers"):
        values = [value for body in KNOWN for value in getattr(body, kept)]
        assert len(values) == len(set(values))


def test_a_name_takes_its_branch_and_legal_form_along():
    assert named("SGS-CSTC Standards Technical Services (Shanghai) Co., Ltd. on the sample") == [
        "SGS-CSTC Standards Technical Services (Shanghai) Co., Ltd."
    ]


def test_ocr_may_lose_the_spaces_of_a_name():
    assert named("TÜVRheinland LGA ProductsGmbH") == ["TÜVRheinland LGA ProductsGmbH"]


def test_an_abbreviation_is_a_whole_word_in_capitals():
    assert named("Basis BSIX and icim, EN 149") == []
    assert named("BSI") == ["BSI"]


def test_a_body_in_the_footer_issues():
    assert issuer_of(reading_of(TITLE, HOLDER, line("Ente Certificazione Macchine Srl", 0.3, 0.93))) == (
        "Ente Certificazione Macchine Srl"
    )


def test_an_address_in_a_code_leads_to_its_body():
    code = Barcode("QRCode", "https://www.qrocert.org/verify?id=305", Box(0.8, 0.1, 0.9, 0.2))
    reading = reading_of(TITLE, HOLDER)
    page = Page(1, 1000, 1400, lines=reading.pages[0].lines, barcodes=(code,))

    assert [body.names[0] for body in bodies_at(code.content)] == ["QRO Certification LLP"]
    assert issuer_of(Reading(Kind.PDF, 1000, (page,))) == "QRO Certification LLP"


def test_a_site_of_a_similar_name_is_nobodys():
    assert bodies_at("https://www.notqrocert.org.example/") == []


def test_who_accredits_does_not_issue():
    accredited = line("Accredited by UAF", 0.1, 0.5)
    unknown = [line("KVTA CERTIFICATION PRIVATE LIMITED", 0.3, 0.9), line("www.kvtacertification.com", 0.3, 0.92)]

    assert issuer_of(reading_of(TITLE, HOLDER, accredited)) is None
    assert issuer_of(reading_of(TITLE, HOLDER, accredited, *unknown)) == "KVTA CERTIFICATION PRIVATE LIMITED"


def test_the_maker_issues_a_declaration_that_names_a_laboratory_and_a_body():
    reading = reading_of(
        line("EU Declaration of Conformity", 0.2, 0.08, height=0.03),
        line("Manufacturer: Jiaxing Yunlan Glove Co., Ltd.", 0.1, 0.2),
        line("Test report issued by: Shenzhen BCTC Testing Co., Ltd.", 0.1, 0.5),
        line("Notified Body: PHOENIX TESTLAB GmbH", 0.1, 0.55),
    )

    assert issuer_of(reading) == "Jiaxing Yunlan Glove Co., Ltd."


def test_the_company_of_a_business_licence_does_not_issue_it():
    reading = reading_of(line("营业执照", 0.4, 0.1, height=0.06), line("名称 宁波某某医疗科技有限公司", 0.1, 0.3))

    assert issuer_of(reading) is None
