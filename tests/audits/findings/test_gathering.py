"""From tables to a case, in a fixed number of queries."""

from datetime import date

import pytest

from audits.desk.page_fingerprints import store_fingerprints, store_new_fingerprints
from audits.findings.gathering import gather
from audits.models import RegisterCheck
from audits.registers.question import Outcome
from tests.audits.findings.cases import law
from tests.audits.findings.rows import NEARLY, OTHER, REPORT, ROTATIONS, submitted, with_page
from tests.factories import (
    NOON,
    TODAY,
    CertificateFileFactory,
    CertificateReadingFactory,
    ProductFactory,
)


def case_of(certificate):
    return gather(certificate, on=TODAY, law=law())


@pytest.mark.django_db
def test_the_claim_the_company_and_the_products_stand_in_the_case():
    certificate = submitted(
        issuer_number="0598", valid_until=date(2027, 5, 1), stated={"standard": ["EN 149", "EN 14683"], "class": "II"}
    )
    certificate.products.add(ProductFactory(supplier=certificate.supplier, model="LH-95"))
    case, _matches = case_of(certificate)

    assert (case.claim.number, case.claim.issuer_number, case.claim.last_day) == (
        "DOC-2026-1",
        "0598",
        date(2027, 5, 1),
    )
    assert (case.claim.standards, case.claim.classes) == (("EN 149", "EN 14683"), ("II",))
    assert case.company.name_zh == certificate.supplier.name_zh
    assert case.kind.id == certificate.certificate_type_id
    assert [item.model for item in case.items] == ["LH-95"]
    assert case.on == TODAY


@pytest.mark.django_db
def test_a_file_that_is_not_read_yet_or_was_taken_back_says_nothing():
    certificate = submitted()
    waiting = CertificateFileFactory(certificate=certificate)
    CertificateReadingFactory(file=waiting)
    with_page(certificate, removed_at=NOON)
    case, _matches = case_of(certificate)

    assert [(document.file, document.reading) for document in case.documents] == [(waiting.pk, None)]


@pytest.mark.django_db
def test_the_latest_answer_of_a_register_counts_even_when_it_was_unreachable_later():
    certificate = submitted()
    for hour, outcome in enumerate(["confirmed", "contradicted", "unreachable"]):
        RegisterCheck.objects.create(
            certificate=certificate, register="nando", outcome=outcome, taken_at=NOON.replace(hour=hour)
        )
    case, _matches = case_of(certificate)

    assert case.registers == {"nando": Outcome.CONTRADICTED}


@pytest.mark.django_db
@pytest.mark.parametrize("number", ["doc20261", "DOC-2026/1", "ＤＯＣ.2026.1", "Doc 2026-1"])
def test_the_same_number_at_another_company_is_found_however_it_is_written(number):
    certificate, other = submitted(number=number), submitted(number="DOC-2026 1")
    case, matches = case_of(certificate)

    assert case.reuse.number
    assert matches.number == {other.pk}


@pytest.mark.django_db
def test_a_number_with_letters_of_another_alphabet_is_found_too():
    certificate, other = submitted(number="рзн 2026/9001"), submitted(number="рзн 2026/9001")

    assert case_of(certificate)[1].number == {other.pk}


@pytest.mark.django_db
def test_ones_own_documents_drafts_of_others_and_short_numbers_are_no_match():
    certificate = submitted(number="A-1")
    submitted(number="A-1")
    own = submitted()
    submitted(supplier=own.supplier)
    submitted(status="draft")

    assert not case_of(certificate)[0].reuse.number
    assert not case_of(own)[0].reuse.number


@pytest.mark.django_db
def test_the_same_file_at_another_company_is_found():
    certificate, other = submitted(), submitted(number="DOC-2")
    file = CertificateFileFactory(certificate=certificate, sha256="a" * 64)
    CertificateFileFactory(certificate=other, sha256="a" * 64)
    case, matches = case_of(certificate)

    assert case.reuse.files == {file.pk}
    assert matches.files == {file.pk: {other.pk}}


@pytest.mark.django_db
def test_a_page_that_looks_almost_the_same_at_another_company_is_found():
    certificate, other = submitted(), submitted(number="DOC-2")
    file = with_page(certificate)
    with_page(other, NEARLY)
    store_new_fingerprints()
    case, matches = case_of(certificate)

    assert case.reuse.same_image == {(file.pk, 1)}
    assert matches.same_image == {(file.pk, 1): {other.pk}}


@pytest.mark.django_db
def test_other_pages_empty_ones_and_those_of_ones_own_company_are_no_match():
    certificate = submitted()
    with_page(certificate)
    with_page(certificate, "0" * 64)
    with_page(submitted(supplier=certificate.supplier, number="DOC-2"))
    with_page(submitted(number="DOC-3"), OTHER)
    with_page(submitted(number="DOC-4"), "0" * 64)
    with_page(submitted(number="DOC-5"), removed_at=NOON)
    with_page(submitted(number="DOC-6", status="draft"))
    store_new_fingerprints()

    assert case_of(certificate)[0].reuse.same_image == frozenset()


@pytest.mark.django_db
@pytest.mark.parametrize("steps", range(4))
def test_a_cropped_and_rotated_page_is_found_by_its_content(steps):
    certificate, other = submitted(), submitted(number="DOC-2")
    file = with_page(certificate, rotations=ROTATIONS)
    with_page(other, OTHER, rotations=ROTATIONS[steps:] + ROTATIONS[:steps])
    store_new_fingerprints()

    assert case_of(certificate)[1].same_image == {(file.pk, 1): {other.pk}}


@pytest.mark.django_db
def test_a_page_with_the_same_figures_is_found_whatever_its_image():
    certificate, other = submitted(), submitted(number="DOC-2")
    file = with_page(certificate, words=REPORT)
    with_page(other, OTHER, words=REPORT.replace("\n", " ") + " SPECIMEN")
    store_new_fingerprints()
    case, matches = case_of(certificate)

    assert (case.reuse.same_figures, case.reuse.same_image) == ({(file.pk, 1)}, frozenset())
    assert matches.same_figures == {(file.pk, 1): {other.pk}}


@pytest.mark.django_db
def test_another_document_on_the_same_form_is_no_match_though_its_picture_is_the_same():
    certificate, other = submitted(), submitted(number="DOC-2")
    with_page(certificate, words=REPORT, rotations=ROTATIONS)
    with_page(other, words="No. JC-2025-03177\nModel QH-1200, lot 250101\n91.17 %, 12 March 2025", rotations=ROTATIONS)
    store_new_fingerprints()

    assert (case_of(certificate)[1].same_figures, case_of(certificate)[1].same_image) == ({}, {})
    assert case_of(other)[1].same_image == {}


@pytest.mark.django_db
def test_a_letter_on_the_same_form_of_another_day_is_no_match():
    certificate, other, copy = submitted(), submitted(number="DOC-2"), submitted(number="DOC-3")
    with_page(certificate, words="Of 12 March 2026", rotations=ROTATIONS)
    with_page(other, words="Of 30 April 2025", rotations=ROTATIONS)
    with_page(copy, OTHER, words="Of 12 March 2026", rotations=ROTATIONS[2:] + ROTATIONS[:2])
    store_new_fingerprints()

    assert set().union(*case_of(certificate)[1].same_image.values()) == {copy.pk}


@pytest.mark.django_db
@pytest.mark.parametrize("files", [1, 4])
def test_the_number_of_queries_does_not_grow_with_what_a_certificate_holds(files, django_assert_num_queries):
    certificate = submitted()
    for _number in range(files):
        store_fingerprints(with_page(certificate, rotations=ROTATIONS).reading)
        store_fingerprints(with_page(certificate, words=REPORT).reading)
        with_page(submitted(number="DOC-2"), NEARLY)
        with_page(submitted(number="DOC-2"), words=REPORT)
        certificate.products.add(ProductFactory(supplier=certificate.supplier))
    store_new_fingerprints()

    with django_assert_num_queries(7):
        case, _matches = case_of(certificate)
    assert (len(case.reuse.same_image), len(case.reuse.same_figures)) == (files, files)
