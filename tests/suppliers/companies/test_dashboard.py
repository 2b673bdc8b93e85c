import pytest
from django.core.cache import cache
from django.urls import reverse

from kpmarket.accounts.models import Notice
from suppliers.models import Supplier
from tests.factories import NOON, TODAY, CertificateFactory, ContactFactory, MembershipFactory, UserFactory


@pytest.fixture
def membership(client, db):
    membership = MembershipFactory(supplier__status="draft", supplier__submitted_at=None)
    client.force_login(membership.user)
    return membership


def url(name, *args):
    return reverse(f"suppliers:{name}", args=args)


def test_a_newcomer_is_led_to_the_beginning(client, db):
    client.force_login(UserFactory(purpose="supply"))
    MembershipFactory()

    page = client.get(url("dashboard"), follow=True)

    assert page.redirect_chain == [(url("start"), 302)]


def test_the_member_of_one_company_is_led_to_its_desk(client, membership):
    MembershipFactory()

    assert client.get(url("dashboard")).url == url("desk", membership.supplier.pk)


def test_the_member_of_two_companies_chooses(client, membership):
    other = MembershipFactory(user=membership.user).supplier
    MembershipFactory()

    page = client.get(url("dashboard"), follow=True)

    assert set(page.context["companies"]) == {membership.supplier, other}


def test_two_names_open_a_draft(client, db):
    person = UserFactory(purpose="supply")
    client.force_login(person)

    response = client.post(url("start"), {"name_zh": "蓝禾医疗", "name_en": ""})

    supplier = Supplier.objects.get()
    assert response.url == url("company", supplier.pk)
    assert supplier.memberships.get().user == person


def test_a_name_that_is_too_long_keeps_what_was_typed(client, membership):
    name = "苏州Lanhe" * 50

    page = client.post(url("start"), {"name_zh": name})

    assert page.status_code == 422
    assert page.context["form"].errors == {"name_zh": ["Use at most 200 characters; there are 350."]}
    assert name in page.content.decode()


def test_the_desk_says_what_comes_next(client, membership):
    supplier = membership.supplier
    ContactFactory(supplier=supplier)

    page = client.get(url("desk", supplier.pk))

    assert [(step["state"], step["missing"]) for step in page.context["steps"][:4]] == [
        ("now", ["unified social credit code"]),
        ("done", []),
        ("todo", ["one product at least"]),
        ("todo", ["the business licence, uploaded and submitted"]),
    ]
    assert page.context["steps"][4]["state"] == "todo"


def test_the_desk_shows_the_reasons_of_the_auditors(client, membership):
    supplier = membership.supplier
    Supplier.objects.update(status="information_requested", submitted_at=NOON)
    supplier.history.create(
        before="in_review",
        after="information_requested",
        at=NOON,
        reasons=["address_mismatch"],
        note="Which of the two?",
        by=UserFactory(name="Auditor Unnamed"),
    )

    words = client.get(url("desk", supplier.pk)).content.decode()

    assert "The address on the document is not the company&#x27;s address. Which of the two?" in words
    assert "Auditor Unnamed" not in words


def test_the_desk_counts_certificates_and_what_waits(client, membership):
    for status in ["draft", "approved", "approved", "revision_requested"]:
        CertificateFactory(supplier=membership.supplier, status=status, valid_until=TODAY.replace(year=2999))
    CertificateFactory(status="draft")

    certificates = client.get(url("desk", membership.supplier.pk)).context["certificates"]

    assert [(status, count) for status, _, count in certificates["counts"]] == [
        ("draft", 1),
        ("revision_requested", 1),
        ("approved", 2),
    ]
    assert (certificates["revisions"], certificates["drafts"], certificates["ending"]) == (1, 1, 0)


def test_the_desk_shows_unread_notices_of_this_person_alone(client, membership):
    for recipient, person in [(membership.user, "Lin Chen"), (UserFactory(), "Somebody Else")]:
        Notice.objects.create(recipient=recipient, kind="suppliers/member_joined", params={"person": person})

    words = client.get(url("desk", membership.supplier.pk)).content.decode()

    assert "Lin Chen accepted your invitation" in words
    assert "Somebody Else" not in words


@pytest.mark.parametrize("count", [1, 3])
def test_the_desk_costs_the_same_for_one_and_for_three(client, membership, count, django_assert_num_queries):
    supplier = membership.supplier
    CertificateFactory.create_batch(count, supplier=supplier, status="approved")
    ContactFactory.create_batch(count, supplier=supplier)
    for _ in range(count):
        supplier.history.create(before="draft", after="submitted", at=NOON)
        Notice.objects.create(recipient=membership.user, kind="suppliers/member_joined", params={"person": "Lin"})
    client.get(url("desk", supplier.pk))

    with django_assert_num_queries(11):
        client.get(url("desk", supplier.pk))


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_companies_costs_the_same_for_one_and_for_three(client, db, count, django_assert_num_queries):
    person = UserFactory()
    MembershipFactory.create_batch(count, user=person)
    client.force_login(person)
    client.get(url("start"))

    with django_assert_num_queries(4):
        client.get(url("start"))


def test_too_many_companies_in_a_day_keep_what_was_typed(client, db, settings):
    cache.clear()
    settings.DAILY_LIMITS = {"companies": 1}
    client.force_login(UserFactory())
    client.post(url("start"), {"name_zh": "蓝禾医疗", "name_en": ""})

    page = client.post(url("start"), {"name_zh": "红禾医疗", "name_en": ""})

    assert page.status_code == 422
    assert "as many companies as one person may start" in page.text
    assert 'value="红禾医疗"' in page.text
    assert Supplier.objects.count() == 1
