"""Who is not of the company gets 404 for every page of it; a viewer reads, and changes nothing."""

import pytest
from django.urls import reverse
from django.utils import timezone

from suppliers.accounts.services import Account, submit_account
from suppliers.models import Invitation, Supplier
from suppliers.urls import company_urls
from tests.factories import ContactFactory, MembershipFactory, ProductFactory, ProductPictureFactory

POST_ONLY = {
    *("contact-remove", "submit", "retract", "reopen", "product-listing", "picture-add", "picture-change"),
    *("invite", "member-role", "member-remove", "invitation-withdraw", "account-stop"),
}
ACCOUNT = Account("某医疗", "Some Medical", "Bank of China", "CN", "457371998020", "", "104100000004", "CNY")
OF_A_COMPANY = [pattern for pattern in company_urls if "supplier_pk" in pattern.pattern.converters]
READING = [pattern for pattern in OF_A_COMPANY if pattern.name not in POST_ONLY]


GET_ONLY = {"desk", "members", "products", "product-type"}


def _is_no_method(pattern, method):
    """Whether the page has no such method, for anybody: 405 says nothing about the company."""
    if pattern.name in POST_ONLY:
        return method != "post"
    return method not in ({"get", "head"} if pattern.name in GET_ONLY else {"get", "head", "post"})


@pytest.fixture
def things(db):
    """A company with one of everything; the viewer is the last to join."""
    supplier = MembershipFactory(supplier__status="draft").supplier
    product = ProductFactory(supplier=supplier)
    return {
        "supplier_pk": supplier.pk,
        "contact": ContactFactory(supplier=supplier).pk,
        "product": product.pk,
        "picture_pk": ProductPictureFactory(product=product).pk,
        "member": supplier.memberships.get().pk,
        "invitation": Invitation.objects.create(
            supplier=supplier, email="lin@example.org", invited_by=supplier.members.get()
        ).pk,
        "type_pk": product.product_type_id,
        "account": submit_account(supplier, ACCOUNT, by=supplier.members.get(), at=timezone.now()).pk,
    }


def address(pattern, things):
    subject = pattern.name.split("-")[0].replace("picture", "product")
    known = {**things, "pk": things.get(subject)}
    return reverse(f"suppliers:{pattern.name}", kwargs={name: known[name] for name in pattern.pattern.converters})


@pytest.mark.parametrize("pattern", OF_A_COMPANY, ids=lambda pattern: pattern.name)
@pytest.mark.parametrize("method", ["get", "post", "put", "patch", "delete", "head", "options"])
def test_a_stranger_finds_nothing(client, stranger, things, pattern, method):
    client.force_login(stranger)
    before = Supplier.objects.values().get(pk=things["supplier_pk"])

    response = getattr(client, method)(address(pattern, things))

    assert response.status_code == (405 if _is_no_method(pattern, method) else 404)
    assert Supplier.objects.values().get(pk=things["supplier_pk"]) == before


@pytest.mark.parametrize("pattern", OF_A_COMPANY, ids=lambda pattern: pattern.name)
def test_nobody_in_particular_is_asked_to_sign_in(client, things, pattern):
    response = client.post(address(pattern, things))

    assert response.url.startswith(reverse("account_login"))


@pytest.mark.parametrize("pattern", OF_A_COMPANY, ids=lambda pattern: pattern.name)
def test_a_viewer_changes_nothing(client, things, pattern):
    viewer = MembershipFactory(supplier_id=things["supplier_pk"], supplier=None, role="viewer").user
    client.force_login(viewer)

    assert client.post(address(pattern, things)).status_code in {404, 405}


@pytest.mark.parametrize("pattern", READING, ids=lambda pattern: pattern.name)
def test_a_member_opens_every_page(client, things, pattern):
    client.force_login(Supplier.objects.get(pk=things["supplier_pk"]).members.get())

    assert client.get(address(pattern, things)).status_code == 200


def test_the_role_is_that_of_the_person_who_asks(client, things):
    MembershipFactory(supplier_id=things["supplier_pk"], supplier=None, role="viewer")
    client.force_login(Supplier.objects.get(pk=things["supplier_pk"]).memberships.get(role="owner").user)

    page = client.get(reverse("suppliers:desk", args=[things["supplier_pk"]]))

    assert page.context["supplier"].my_role == "owner"
