"""A shared document on a page of its own: its pages, what was checked of it, and nothing of one that is not shared."""

from datetime import UTC, datetime

import pytest
from django.utils import timezone

from audits.models import Decision
from buyers.views.products import shared_documents
from suppliers.models import Certificate, Product, Supplier
from tests.audits.dossiers import add, product_with
from tests.factories import CertificateFileFactory, CertificatePageFactory, UserFactory

pytestmark = pytest.mark.usefixtures("law")


@pytest.fixture
def mask(law):
    mask = product_with("doc", "report", is_listed=True)
    Certificate.objects.update(is_shared=True, issuer="Hohenstein Prüfstelle")
    for certificate in Certificate.objects.all():
        file = CertificateFileFactory(certificate=certificate)
        CertificatePageFactory(file=file, number=1)
        CertificatePageFactory(file=file, number=2)
    return mask


@pytest.fixture
def report(mask):
    return Certificate.objects.get(certificate_type="report")


def show(client, product, certificate, **headers):
    return client.get(f"/products/{product.pk}/documents/{certificate.pk}/", {"to": "DE"}, headers=headers)


def test_its_pages_stand_there_without_scripts_with_title_issuer_and_a_way_back(client, mask, report):
    text = show(client, mask, report).text

    for page in report.files.get().pages.all():
        assert f'src="/previews/{page.token}/"' in text
    assert f"Test report {report.number}" in text
    assert "Hohenstein Prüfstelle" in text
    assert f'href="{mask.get_absolute_url()}?to=DE#proof"' in text
    assert f'href="/report/?number={report.number}"' in text


def test_next_to_the_table_it_is_a_part_without_frame_and_scripts(client, mask, report):
    text = show(client, mask, report, **{"HX-Request": "true"}).text

    assert "<html" not in text
    assert "<script" not in text
    assert text.count("data-page>") == 2


def test_it_says_when_an_auditor_approved_it_and_not_which(client, mask, report):
    at = datetime(2026, 4, 2, 9, tzinfo=UTC)
    by = UserFactory(name="Mallory Audit")
    Decision.objects.create(supplier=mask.supplier, certificate=report, outcome="approved", by=by, at=at)

    text = show(client, mask, report).text

    assert "approved by an auditor on 2 April 2026" in text
    assert "Mallory" not in text


@pytest.mark.parametrize(
    "change",
    [
        lambda mask, report: Certificate.objects.update(is_shared=False),
        lambda mask, report: Certificate.objects.update(status="revoked"),
        lambda mask, report: report.products.clear(),
        lambda mask, report: report.files.update(removed_at=timezone.now()),
        lambda mask, report: Product.objects.update(is_listed=False),
        lambda mask, report: Supplier.objects.update(status="suspended"),
    ],
    ids=["not shared", "revoked", "of other products", "no pages", "not listed", "suspended"],
)
def test_what_is_not_for_buyers_does_not_exist(client, mask, report, change):
    change(mask, report)

    assert show(client, mask, report).status_code == 404


def test_a_document_of_another_company_does_not_exist_here(client, mask):
    other = product_with()
    theirs = add(other, "report", is_shared=True)
    CertificatePageFactory(file=CertificateFileFactory(certificate=theirs))

    assert show(client, other, theirs).status_code == 200
    assert show(client, mask, theirs).status_code == 404
    today = timezone.localdate()
    assert shared_documents(other.supplier_id, None, on=today, at=timezone.now()) == [theirs]
    assert theirs not in shared_documents(mask.supplier_id, None, on=today, at=timezone.now())


@pytest.mark.parametrize("pages", [1, 3])
def test_its_query_count(client, mask, report, pages, django_assert_num_queries):
    file = report.files.get()
    for number in range(pages):
        CertificatePageFactory(file=file, number=10 + number)
    show(client, mask, report)

    with django_assert_num_queries(6):
        show(client, mask, report)
