"""Documents of a product that contradict what it is stated to be, as the answer says it."""

from datetime import date

import pytest

from audits.answers.clearance_panel import panel
from audits.clearances.evidence import documents_on_record
from audits.law.current import load_rulebook, rulebook_of
from audits.models import FindingAnswer
from tests.audits import small_law
from tests.audits.conftest import LONG_AGO
from tests.audits.dossiers import product_with
from tests.audits.findings.cases import page, reading
from tests.factories import NOON, CertificateFileFactory, CertificateReadingFactory, UserFactory

TODAY = date(2026, 11, 22)
STANDARDS = small_law.FILES["standards.yaml"].replace(
    "    title: Masks\n", "    title: Masks\n    specifies: mask\n"
) + ("  - {id: YY 9, publisher: NMPA, title: Masks of China, specifies: mask}\n")


@pytest.fixture(autouse=True)
def _law(db, tmp_path):
    rulebook_of.cache_clear()
    load_rulebook(small_law.write(tmp_path / "law", standards=STANDARDS), by=None, at=LONG_AGO)


def sentences(product, market="EU"):
    return panel(product, documents_on_record(product), market=market, on=TODAY, today=TODAY).contradictions


def read(product, *texts):
    """The product's declaration, read with these lines."""
    certificate = product.certificates.get(certificate_type="doc")
    CertificateReadingFactory(
        file=CertificateFileFactory(certificate=certificate),
        content=reading(page(*texts)).as_json(),
        finished_at=NOON,
        state="done",
    )
    return certificate


def dismiss(certificate, code, answer="dismissed"):
    FindingAnswer.objects.create(
        certificate=certificate, code=code, answer=answer, reason="Looked into.", by=UserFactory(), at=NOON
    )


def test_a_report_to_another_standard_than_the_products_own_is_said():
    product = product_with("doc", "report", "licence", standards=["YY 9-2011"])

    assert sentences(product) == ("A document is for EN 1; the product is stated as YY 9.",)
    dismiss(product.certificates.get(certificate_type="report"), "class_of_product_differs")
    assert sentences(product) == ()


@pytest.mark.parametrize("standards", [["YY 9-2011", "EN 1:2019"], ["EN 1"], [], ["ISO 10993-5"]])
def test_a_report_to_a_standard_that_the_product_meets_too_is_none(standards):
    assert sentences(product_with("doc", "report", "licence", standards=standards)) == ()


def test_a_sterile_product_whose_document_speaks_of_others_is_said():
    product = product_with("doc", "licence", attributes={"sterile": True})
    certificate = read(product, "Declaration of conformity", "Surgical mask, non-sterile, single use")

    assert sentences(product, "US") == (
        "A document says “Surgical mask, non-sterile, single use”; the product is stated as sterile.",
    )
    dismiss(certificate, "sterility_differs")
    assert sentences(product, "US") == ()
    dismiss(certificate, "sterility_differs", answer="accepted")
    assert len(sentences(product, "US")) == 1


@pytest.mark.parametrize(
    ("sterile", "text"), [(False, "non-sterile"), (True, "Sterilised with ethylene oxide"), (True, "Single use")]
)
def test_what_agrees_on_sterility_says_nothing(sterile, text):
    product = product_with("doc", "licence", attributes={"sterile": sterile})
    read(product, text)

    assert sentences(product, "US") == ()


def test_a_document_of_another_manufacturer_is_said_and_one_of_the_whole_company_is_not():
    product = product_with(
        ("doc", {"manufacturer": "Ningbo Example Devices Co., Ltd."}), "licence", manufacturer_en="Factory of Hubei"
    )
    seller = product.supplier.display_name

    assert sentences(product) == (
        "A document belongs to Ningbo Example Devices Co., Ltd.; the manufacturer of the product is Factory of Hubei.",
    )
    own = product_with("doc", "licence", manufacturer_en="Factory of Hubei", supplier=product.supplier)
    assert sentences(own) == (f"A document belongs to {seller}; the manufacturer of the product is Factory of Hubei.",)
    dismiss(own.certificates.get(certificate_type="doc"), "manufacturer_of_product_differs")
    assert sentences(own) == ()
