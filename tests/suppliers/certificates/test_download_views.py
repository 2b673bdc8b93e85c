import pytest
from django.urls import reverse

from kpmarket.foundation.storage import files
from suppliers.models import Membership
from tests.factories import NOON, CertificateFactory, CertificateFileFactory, CertificatePageFactory, MembershipFactory

PICTURE = b"RIFF\x04\x00\x00\x00WEBP"


@pytest.fixture
def page(supplier_member):
    certificate = CertificateFactory(supplier=supplier_member.suppliers.get())
    stored = files.store_bytes(PICTURE, ".webp")
    return CertificatePageFactory(file=CertificateFileFactory(certificate=certificate), stored_name=stored.name)


def page_url(page):
    return reverse("suppliers:certificate-page", args=[page.token])


@pytest.mark.parametrize("role", Membership.Role)
def test_members_see_the_pictures_of_their_pages(client, page, role):
    client.force_login(MembershipFactory(supplier=page.file.certificate.supplier, role=role).user)

    response = client.get(page_url(page))

    assert b"".join(response.streaming_content) == PICTURE
    assert {name: response.headers[name] for name in ("Content-Type", "Cache-Control", "X-Content-Type-Options")} == {
        "Content-Type": "image/webp",
        "Cache-Control": "private, no-store",
        "X-Content-Type-Options": "nosniff",
    }
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"


@pytest.mark.parametrize("person", ["stranger", "buyer", "auditor", "superuser"])
def test_nobody_else_does_from_this_address(client, request, page, person, settings):
    settings.EASE_SECOND_FACTOR = True
    client.force_login(request.getfixturevalue(person))

    assert client.get(page_url(page)).status_code == 404


def test_without_signing_in_there_is_only_the_sign_in(client, page):
    assert client.get(page_url(page)).url == f"{reverse('account_login')}?next={page_url(page)}"


def test_a_page_of_a_file_that_was_taken_out_is_gone(client, supplier_member, page):
    page.file.removed_at = NOON
    page.file.save()
    client.force_login(supplier_member)

    assert client.get(page_url(page)).status_code == 404


def test_the_number_of_a_page_is_no_way_in(client, supplier_member, page):
    client.force_login(supplier_member)

    assert client.get(reverse("suppliers:certificate-page", args=[page.pk])).status_code == 404
