import io

import pytest
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from kpmarket import files
from suppliers.documents import render
from suppliers.models import Certificate, Supplier
from tests.factories import BuyerFactory, CertificateFactory, CertificateFileFactory, CertificatePageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(db):
    drawn = io.BytesIO()
    Image.new("RGB", (400, 560), "white").save(drawn, "webp", lossless=True)
    stored = files.store_bytes(drawn.getvalue(), ".webp")
    certificate = CertificateFactory(status=Certificate.Status.APPROVED, is_shared=True)
    file = CertificateFileFactory(certificate=certificate)
    return CertificatePageFactory(file=file, stored_name=stored.name, sha256=stored.sha256)


@pytest.fixture
def texts(monkeypatch):
    """The watermarks that were drawn."""
    drawn, stamp = [], render.stamp

    def noted(source, text, **facts):
        drawn.append(text)
        return stamp(source, text, **facts)

    monkeypatch.setattr(render, "stamp", noted)
    return drawn


def url(page):
    return reverse("buyers:page-preview", args=[page.token])


def test_everybody_sees_a_shared_page_stamped_with_safe_headers(client, page, texts):
    response = client.get(url(page))

    assert response.status_code == 200
    assert texts == [f"KP Medical Supplies - preview - visitor - {timezone.localdate():%Y-%m-%d}"]
    assert response.content != files.path_of(page.stored_name).read_bytes()
    assert response["Content-Type"] == "image/webp"
    assert {name: response[name] for name in files.SAFE_HEADERS} == files.SAFE_HEADERS


@pytest.mark.parametrize(
    ("organisation", "named"), [("Clínica São João", "Clinica Sao Joao"), ("医院", "buyer {pk}"), ("市立 KP", "KP")]
)
def test_a_buyers_organisation_is_across_the_page(client, page, texts, organisation, named):
    buyer = BuyerFactory(organisation=organisation)
    client.force_login(buyer.user)

    client.get(url(page))

    assert texts[0].split(" - ")[2] == named.format(pk=buyer.pk)


@pytest.mark.parametrize("status", [one for one in Certificate.Status if one != Certificate.Status.APPROVED])
def test_a_paper_that_is_not_approved_does_not_exist(client, page, status):
    Certificate.objects.update(status=status)

    assert client.get(url(page)).status_code == 404


@pytest.mark.parametrize("status", [one for one in Supplier.Status if one != Supplier.Status.QUALIFIED])
def test_a_paper_of_a_company_that_is_not_qualified_does_not_exist(client, page, status):
    Supplier.objects.update(status=status)

    assert client.get(url(page)).status_code == 404


def test_a_paper_that_is_not_shared_does_not_exist(client, page):
    client.get(url(page))
    Certificate.objects.update(is_shared=False)

    assert client.get(url(page)).status_code == 404


def test_a_page_of_a_removed_file_does_not_exist(client, page):
    page.file.removed_at = timezone.now()
    page.file.save()

    assert client.get(url(page)).status_code == 404


@pytest.mark.parametrize("token", ["garbage", "..", "a" * 500])
def test_a_made_up_token_leads_nowhere(client, page, token):
    assert client.get(reverse("buyers:page-preview", args=[token])).status_code == 404


def test_a_page_that_cannot_be_stamped_is_not_shown_at_all(client, page):
    files.remove(page.stored_name)

    assert client.get(url(page)).status_code == 404
