from datetime import date

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from suppliers.certificates.page_parts import Value
from suppliers.models import Certificate, CertificateEvent, Membership
from tests.factories import (
    NOON,
    CertificateFactory,
    CertificateFileFactory,
    CertificatePageFactory,
    CertificateTypeFactory,
    MembershipFactory,
    ProductFactory,
)

Status = Certificate.Status
ACTS = ["certificate-retract", "certificate-reopen", "certificate-renew", "certificate-delete"]


@pytest.fixture
def draft(supplier_member):
    certificate = CertificateFactory(
        supplier=supplier_member.suppliers.get(), submitted_at=None, certificate_type=None, number="", valid_from=None
    )
    CertificatePageFactory(file=CertificateFileFactory(certificate=certificate))
    return certificate


@pytest.fixture
def viewer(supplier_member):
    return MembershipFactory(supplier=supplier_member.suppliers.get(), role=Membership.Role.VIEWER).user


def filled(**changes):
    return {
        "act": "submit",
        "certificate_type": CertificateTypeFactory().pk,
        "number": "DOC-1",
        "issuer": "Nordlys Zertifizierung",
        "valid_from": "2026-01-01",
        "valid_until": "2027-12-31",
        **changes,
    }


def flashed(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def certificate_url(certificate, name="certificate"):
    return reverse(f"suppliers:{name}", args=[certificate.pk])


def test_a_draft_may_be_incomplete(client, supplier_member, draft):
    client.force_login(supplier_member)

    response = client.post(certificate_url(draft), {"act": "save", "number": "ＤＯＣ－１２３"})

    draft.refresh_from_db()
    assert response.status_code == 302
    assert (draft.status, draft.number) == (Status.DRAFT, "DOC-123")


def test_a_complete_certificate_is_saved_and_submitted(client, supplier_member, draft):
    covered = ProductFactory(supplier=draft.supplier)
    client.force_login(supplier_member)

    client.post(certificate_url(draft), filled(stated_standard="EN 149", products=[covered.pk], is_shared="on"))

    draft.refresh_from_db()
    assert (draft.status, draft.number, draft.valid_until) == (Status.SUBMITTED, "DOC-1", date(2027, 12, 31))
    assert (draft.stated, draft.is_shared, list(draft.products.all())) == ({"standard": "EN 149"}, True, [covered])


def test_what_is_missing_is_reported_next_to_the_field_and_what_was_typed_is_kept(client, supplier_member, draft):
    client.force_login(supplier_member)

    response = client.post(certificate_url(draft), filled(issuer="", number="KEPT-77", valid_until=""))

    draft.refresh_from_db()
    assert response.status_code == 422
    assert set(response.context["form"].errors) == {"issuer", "valid_until"}
    assert 'value="KEPT-77"' in response.content.decode()
    assert (draft.status, draft.number) == (Status.DRAFT, "")


def test_days_swapped_are_noticed_in_words(client, supplier_member, draft):
    client.force_login(supplier_member)

    response = client.post(
        certificate_url(draft), {"act": "save", "valid_from": "2027-01-01", "valid_until": "2026-01-01"}
    )

    assert response.context["form"].errors["valid_until"] == ["This is before “valid from”. Are the two days swapped?"]


def test_without_a_file_nothing_is_submitted_and_what_was_typed_is_kept(client, supplier_member, draft):
    draft.files.update(removed_at=NOON)
    client.force_login(supplier_member)

    response = client.post(certificate_url(draft), filled())

    draft.refresh_from_db()
    assert response.context["form"].non_field_errors() == ["Add at least one file of the document before you submit."]
    assert (draft.status, draft.number) == (Status.DRAFT, "")


def test_a_product_of_another_company_cannot_be_covered(client, supplier_member, stranger, draft):
    theirs = ProductFactory(supplier=stranger.suppliers.get())
    client.force_login(supplier_member)

    response = client.post(certificate_url(draft), filled(products=[theirs.pk]))

    assert list(response.context["form"].errors) == ["products"]


def test_the_second_of_two_tabs_is_refused_and_changes_nothing(client, supplier_member, draft):
    client.force_login(supplier_member)
    client.post(certificate_url(draft), filled(number="FIRST"))

    response = client.post(certificate_url(draft), filled(number="SECOND"))

    draft.refresh_from_db()
    assert (draft.status, draft.number) == (Status.SUBMITTED, "FIRST")
    assert "submitted in the meantime" in flashed(response)[-1]
    assert CertificateEvent.objects.filter(subject=draft).count() == 1


def test_a_session_that_ended_leads_through_the_sign_in_back_to_the_certificate(client, supplier_member, draft):
    client.force_login(supplier_member)
    client.post(certificate_url(draft), {"act": "save", "number": "SAVED-1"})
    client.logout()

    response = client.post(certificate_url(draft), filled(number="LATER"))

    draft.refresh_from_db()
    assert response.url == f"{reverse('account_login')}?next={certificate_url(draft)}"
    assert (draft.status, draft.number) == (Status.DRAFT, "SAVED-1")


def test_choosing_a_type_brings_the_entries_that_fit_it(client, supplier_member, draft):
    CertificateTypeFactory(id="us_510k", market="US")
    client.force_login(supplier_member)

    url = certificate_url(draft, "certificate-stated")
    page = client.get(url, {"certificate_type": "us_510k", "stated_standard": "EN 149"}).content.decode()

    assert 'name="stated_product_codes"' in page
    assert 'value="EN 149"' in page
    assert 'name="stated_scope"' not in page


def test_a_frozen_certificate_has_no_form(client, supplier_member):
    certificate = CertificateFactory(supplier=supplier_member.suppliers.get(), status=Status.IN_REVIEW, scope="Masks")
    client.force_login(supplier_member)

    response = client.get(certificate_url(certificate))

    assert response.context["form"] is None
    assert Value("Scope", "Masks") in response.context["rows"]


def test_a_retracted_certificate_is_worked_on_again(client, supplier_member):
    certificate = CertificateFactory(supplier=supplier_member.suppliers.get(), status=Status.SUBMITTED)
    client.force_login(supplier_member)

    client.post(certificate_url(certificate, "certificate-retract"))
    client.post(certificate_url(certificate, "certificate-reopen"))

    assert list(certificate.history.values_list("after", flat=True)) == ["retracted", "draft"]


def test_retracting_what_was_decided_meanwhile_explains_itself(client, supplier_member):
    certificate = CertificateFactory(supplier=supplier_member.suppliers.get(), status=Status.APPROVED)
    client.force_login(supplier_member)

    response = client.post(certificate_url(certificate, "certificate-retract"))

    assert "moved on" in flashed(response)[0]


def test_renewing_opens_the_draft_that_supersedes(client, supplier_member):
    certificate = CertificateFactory(supplier=supplier_member.suppliers.get(), status=Status.APPROVED)
    client.force_login(supplier_member)

    response = client.post(certificate_url(certificate, "certificate-renew"))

    renewal = certificate.successors.get()
    assert response.url == certificate_url(renewal)
    assert client.get(certificate_url(certificate)).context["successor"] == renewal


def test_what_is_not_approved_is_not_renewed(client, supplier_member, draft):
    client.force_login(supplier_member)

    response = client.post(certificate_url(draft, "certificate-renew"))

    assert flashed(response) == ["Only an approved certificate can be renewed."]
    assert not draft.successors.exists()


def test_a_draft_is_deleted_and_a_submitted_one_is_not(client, supplier_member, draft):
    stays = CertificateFactory(supplier=draft.supplier, status=Status.SUBMITTED)
    draft.files.all().delete()
    client.force_login(supplier_member)

    client.post(certificate_url(draft, "certificate-delete"))
    response = client.post(certificate_url(stays, "certificate-delete"))

    assert list(Certificate.objects.all()) == [stays]
    assert "stays on record" in flashed(response)[-1]


@pytest.mark.parametrize("name", ["certificate", "certificate-stated"])
def test_a_viewer_reads(client, viewer, draft, name):
    client.force_login(viewer)

    assert client.get(certificate_url(draft, name)).status_code == 200
    assert client.get(certificate_url(draft)).context["form"] is None


@pytest.mark.parametrize("name", ["certificate", *ACTS])
def test_a_viewer_changes_nothing(client, viewer, draft, name):
    client.force_login(viewer)

    response = client.post(certificate_url(draft, name), filled())

    draft.refresh_from_db()
    assert (response.status_code, draft.status, draft.number) == (404, Status.DRAFT, "")


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("name", ["certificate", "certificate-stated", *ACTS])
def test_strangers_find_nothing(client, stranger, draft, method, name):
    client.force_login(stranger)

    response = getattr(client, method)(certificate_url(draft, name))

    read_only = {"get": ACTS, "post": ["certificate-stated"]}[method]
    assert response.status_code == (405 if name in read_only else 404)
    assert Certificate.objects.filter(pk=draft.pk, status=Status.DRAFT).exists()


def test_strangers_find_no_list(client, stranger, draft):
    client.force_login(stranger)

    assert client.get(reverse("suppliers:certificates", args=[draft.supplier_id])).status_code == 404
