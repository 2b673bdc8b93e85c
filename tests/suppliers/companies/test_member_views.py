from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from suppliers.models import Invitation, Membership
from tests.factories import MembershipFactory, UserFactory


@pytest.fixture
def owner(client, db):
    membership = MembershipFactory()
    client.force_login(membership.user)
    return membership


@pytest.fixture
def invitation(owner):
    return Invitation.objects.create(
        supplier=owner.supplier, email="lin@example.org", role="editor", invited_by=owner.user
    )


def url(name, *args):
    return reverse(f"suppliers:{name}", args=args)


def said(page):
    return [str(message) for message in page.context["messages"]]


def test_an_owner_invites(client, owner):
    page = client.post(url("invite", owner.supplier.pk), {"email": "Lin@example.org", "role": "viewer"}, follow=True)

    invitation = Invitation.objects.get()
    assert (invitation.email, invitation.role, invitation.invited_by) == ("lin@example.org", "viewer", owner.user)
    assert "lin@example.org" in page.content.decode()


@pytest.mark.parametrize(
    ("sent", "field"),
    [({"email": "no address", "role": "viewer"}, "email"), ({"email": "lin@example.org", "role": "king"}, "role")],
)
def test_a_mistake_is_reported_next_to_its_field(client, owner, sent, field):
    page = client.post(url("invite", owner.supplier.pk), sent)

    assert (page.status_code, list(page.context["form"].errors)) == (422, [field])
    assert not Invitation.objects.exists()


def test_a_member_cannot_be_invited(client, owner):
    page = client.post(url("invite", owner.supplier.pk), {"email": owner.user.email, "role": "viewer"})

    assert page.context["form"].errors == {"email": ["A person with this address belongs to the company already."]}


def test_the_last_owner_is_shown_why_it_stays(client, owner):
    demoted = client.post(url("member-role", owner.supplier.pk, owner.pk), {"role": "viewer"}, follow=True)
    removed = client.post(url("member-remove", owner.supplier.pk, owner.pk), follow=True)

    assert said(demoted) == said(removed) == ["A company always has an owner. Make somebody else an owner first."]
    assert Membership.objects.get().role == "owner"


def test_an_owner_changes_a_role_and_ends_a_membership(client, owner):
    other = MembershipFactory(supplier=owner.supplier, role="viewer")

    client.post(url("member-role", owner.supplier.pk, other.pk), {"role": "editor"})
    assert Membership.objects.get(pk=other.pk).role == "editor"

    client.post(url("member-remove", owner.supplier.pk, other.pk))
    assert list(owner.supplier.memberships.all()) == [owner]


def test_a_role_that_nobody_knows_changes_nothing(client, owner):
    page = client.post(url("member-role", owner.supplier.pk, owner.pk), {"role": "king"}, follow=True)

    assert said(page) == ["Choose one of the three roles."]
    assert Membership.objects.get().role == "owner"


def test_a_membership_of_another_company_is_not_found(client, owner):
    other = MembershipFactory(role="viewer")

    assert client.post(url("member-remove", owner.supplier.pk, other.pk)).status_code == 404
    assert client.post(url("member-role", owner.supplier.pk, other.pk), {"role": "owner"}).status_code == 404
    assert Membership.objects.get(pk=other.pk).role == "viewer"


def test_an_owner_withdraws_a_letter_once(client, owner, invitation):
    first = client.post(url("invitation-withdraw", owner.supplier.pk, invitation.pk), follow=True)
    second = client.post(url("invitation-withdraw", owner.supplier.pk, invitation.pk), follow=True)

    assert said(first) == ["Invitation withdrawn."]
    assert said(second) == ["The invitation was accepted or withdrawn before."]


def test_a_person_without_account_is_shown_the_way(client, owner, invitation):
    client.logout()

    words = client.get(url("invitation", invitation.token)).content.decode()

    back = f"?next={url('invitation', invitation.token)}"
    assert f"{reverse('account_signup')}{back}" in words
    assert f"{reverse('account_login')}{back}" in words


def test_the_addressee_accepts(client, owner, invitation):
    lin = UserFactory(email="lin@example.org")
    client.force_login(lin)

    response = client.post(url("invitation-accept", invitation.token))

    assert response.url == url("desk", owner.supplier.pk)
    assert Membership.objects.get(user=lin).role == "editor"


def test_another_person_is_shown_for_whom_it_is(client, owner, invitation):
    client.force_login(UserFactory(email="else@example.org"))

    page = client.post(url("invitation-accept", invitation.token), follow=True)

    assert "You are signed in as else@example.org." in page.content.decode()
    assert list(Membership.objects.all()) == [owner]


def test_an_old_letter_says_so(client, owner, invitation):
    Invitation.objects.update(created_at=timezone.now() - timedelta(days=15))
    client.logout()

    page = client.get(url("invitation", invitation.token))

    assert page.status_code == 410
    shown = page.content.decode()
    assert "This invitation is no longer open" in shown
    assert not [said for said in (str(owner.supplier), owner.user.name, invitation.email) if said in shown]


def test_a_token_that_nobody_sent_is_not_found(client, db):
    assert client.get(url("invitation", "guessed")).status_code == 404


@pytest.mark.parametrize("role", ["editor", "viewer"])
def test_only_owners_change_the_people(client, owner, invitation, role):
    other = MembershipFactory(supplier=owner.supplier, role=role)
    client.force_login(other.user)
    pk = owner.supplier.pk

    assert [
        client.post(url("invite", pk), {"email": "x@example.org", "role": "owner"}).status_code,
        client.post(url("member-role", pk, other.pk), {"role": "owner"}).status_code,
        client.post(url("member-remove", pk, owner.pk)).status_code,
        client.post(url("invitation-withdraw", pk, invitation.pk)).status_code,
    ] == [404] * 4
    words = client.get(url("members", pk)).content.decode()
    assert owner.user.email in words
    assert "lin@example.org" not in words


@pytest.mark.parametrize("count", [1, 3])
def test_the_members_cost_the_same_for_one_and_for_three(client, owner, count, django_assert_num_queries):
    MembershipFactory.create_batch(count - 1, supplier=owner.supplier)
    for number in range(count):
        Invitation.objects.create(supplier=owner.supplier, email=f"{number}@example.com", invited_by=owner.user)
    client.get(url("members", owner.supplier.pk))

    with django_assert_num_queries(6):
        page = client.get(url("members", owner.supplier.pk))

    assert (len(page.context["members"]), len(page.context["invitations"])) == (count, count)


def test_too_many_invitations_in_a_day_are_refused_next_to_the_form(client, owner, settings):
    cache.clear()
    settings.DAILY_LIMITS = {"invitations": 1}
    client.post(url("invite", owner.supplier.pk), {"email": "lin@example.org", "role": "viewer"})

    page = client.post(url("invite", owner.supplier.pk), {"email": "wu@example.org", "role": "viewer"})

    assert page.status_code == 422
    assert "as many invitations as one person may send" in page.text
    assert 'value="wu@example.org"' in page.text
    assert Invitation.objects.count() == 1
