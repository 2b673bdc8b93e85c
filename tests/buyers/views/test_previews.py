import io

import pytest
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from kpmarket.foundation.storage import files
from suppliers.documents import render
from suppliers.documents.results import EncodedImage
from suppliers.models import Certificate, CertificateFile, Supplier
from tests.factories import (
    BuyerFactory,
    CertificateFactory,
    CertificateFileFactory,
    CertificatePageFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

SIZES = ["page-preview", "page-preview-small"]


@pytest.fixture
def page(db):
    picture = io.BytesIO()
    Image.new("RGB", (1000, 1400), "white").save(picture, "webp", lossless=True)
    stored = files.store_bytes(picture.getvalue(), ".webp")
    certificate = CertificateFactory(status=Certificate.Status.APPROVED, is_shared=True)
    file = CertificateFileFactory(certificate=certificate)
    return CertificatePageFactory(file=file, stored_name=stored.name, sha256=stored.sha256)


@pytest.fixture
def texts(monkeypatch):
    """The watermarks that were rendered."""
    picture, stamp = [], render.stamp

    def noted(source, text, **facts):
        picture.append(text)
        return stamp(source, text, **facts)

    monkeypatch.setattr(render, "stamp", noted)
    return picture


@pytest.fixture
def _watermark_without_sandbox(monkeypatch):
    """For tests of who sees a page, not of what it shows: every page is the same picture."""
    monkeypatch.setattr(render, "stamp", lambda source, text, **facts: EncodedImage(1, 1, b"stamped"))


@pytest.fixture(params=SIZES)
def url(request):
    """The address of a page, large and small: the same rules hold for both."""
    return lambda page: reverse(f"buyers:{request.param}", args=[page.token])


def test_everybody_sees_a_shared_page_stamped_with_safe_headers(client, page, texts, url):
    response = client.get(url(page))

    assert response.status_code == 200
    assert texts == [f"KP Medical Supplies - preview - visitor - {timezone.localdate():%Y-%m-%d}"]
    assert response.content != files.read(page.stored_name)
    assert response["Content-Type"] == "image/webp"
    assert {name: response[name] for name in files.SAFE_HEADERS} == files.SAFE_HEADERS


@pytest.mark.parametrize(
    ("organisation", "named"), [("Clínica São João", " - Clinica Sao Joao"), ("医院", ""), ("市立 KP", " - KP")]
)
def test_a_buyers_account_and_organisation_are_across_the_page(client, page, texts, organisation, named, url):
    buyer = BuyerFactory(organisation=organisation)
    client.force_login(buyer.user)

    client.get(url(page))

    expected = f"KP Medical Supplies - preview - account {buyer.user.pk}{named} - {timezone.localdate():%Y-%m-%d}"
    assert texts == [expected]


def test_whoever_is_signed_in_without_being_a_buyer_is_named_by_the_account(client, page, texts, url):
    user = UserFactory()
    client.force_login(user)

    client.get(url(page))

    assert texts[0].split(" - ")[2] == f"account {user.pk}"


def assert_hides_page(client, address, hide):
    """The page is shown until ``hide`` is called; then it does not exist."""
    before = client.get(address)
    hide()
    after = client.get(address)

    assert (before.status_code, before["Content-Type"]) == (200, "image/webp")
    assert (after.status_code, after["Content-Type"]) == (404, "text/html; charset=utf-8")


@pytest.mark.usefixtures("_watermark_without_sandbox")
@pytest.mark.parametrize("status", [status for status in Certificate.Status if status != Certificate.Status.APPROVED])
def test_a_document_that_is_not_approved_does_not_exist(client, page, status, url):
    assert_hides_page(client, url(page), lambda: Certificate.objects.update(status=status))


@pytest.mark.usefixtures("_watermark_without_sandbox")
@pytest.mark.parametrize("status", [status for status in Supplier.Status if status != Supplier.Status.QUALIFIED])
def test_a_document_of_a_company_that_is_not_qualified_does_not_exist(client, page, status, url):
    assert_hides_page(client, url(page), lambda: Supplier.objects.update(status=status))


@pytest.mark.usefixtures("_watermark_without_sandbox")
def test_a_document_that_is_not_shared_does_not_exist(client, page, url):
    assert_hides_page(client, url(page), lambda: Certificate.objects.update(is_shared=False))


@pytest.mark.usefixtures("_watermark_without_sandbox")
def test_a_page_of_a_removed_file_does_not_exist(client, page, url):
    assert_hides_page(client, url(page), lambda: CertificateFile.objects.update(removed_at=timezone.now()))


@pytest.mark.parametrize("token", ["garbage", "..", "a" * 500])
@pytest.mark.parametrize("name", SIZES)
def test_a_made_up_token_leads_nowhere(client, page, name, token):
    assert client.get(reverse(f"buyers:{name}", args=[token])).status_code == 404


def test_a_page_that_cannot_be_stamped_is_not_shown_at_all(client, page, url):
    files.remove(page.stored_name)

    answer = client.get(url(page))

    assert (answer.status_code, answer["Content-Type"]) == (404, "text/html; charset=utf-8")


@pytest.mark.parametrize(("name", "size"), [("page-preview", (857, 1200)), ("page-preview-small", (300, 420))])
def test_each_address_has_its_own_size(client, page, texts, name, size):
    address = reverse(f"buyers:{name}", args=[page.token])

    answers = [client.get(address), client.get(address)]

    assert [Image.open(io.BytesIO(one.content)).size for one in answers] == [size, size]
    assert len(texts) == 1


def test_a_list_shows_small_pages_that_lead_to_the_large_ones(client, page):
    document = page.file.certificate

    shown = client.get(reverse("buyers:supplier", args=[document.supplier_id])).content.decode()

    large, small = (reverse(f"buyers:{name}", args=[page.token]) for name in SIZES)
    assert f'<a href="{large}"><img src="{small}"' in shown
