"""An address that mail cannot write is a field error, and what was typed stays in the form."""

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse

from kpmarket.accounts.models import User
from kpmarket.foundation.outbox.models import Letter
from tests.factories import PASSWORD, MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db
ODD = ['"ann\x0bBcc:x"@example.org', "ſam@example.org", "x" * 65 + "@example.org"]
"""Django's own validator takes them."""
SENTENCE = "Mail cannot be sent to this address."


@pytest.mark.parametrize("address", ODD)
def test_signing_up(client, address):
    facts = {"email": address, "password1": "correct horse battery", "name": "Ann", "purpose": "buy"}

    page = client.post(reverse("account_signup"), facts)

    assert SENTENCE in page.context["form"].errors["email"][0]
    assert page.context["form"]["name"].value() == "Ann"
    assert not User.objects.exists()


@pytest.mark.parametrize("address", ODD)
def test_asking_for_a_new_password(client, address):
    page = client.post(reverse("account_reset_password"), {"email": address})

    assert SENTENCE in page.context["form"].errors["email"][0]
    assert not Letter.objects.exists()


@pytest.mark.parametrize("address", ODD)
def test_changing_the_address(client, address):
    client.force_login(UserFactory())

    page = client.post(reverse("account_email"), {"action_add": "", "email": address})

    assert SENTENCE in page.context["form"].errors["email"][0]
    assert page.context["form"]["email"].value() == address


@pytest.mark.parametrize("address", ODD)
def test_inviting_somebody(client, address):
    member = MembershipFactory()
    client.force_login(member.user)

    page = client.post(reverse("suppliers:invite", args=[member.supplier_id]), {"email": address, "role": "editor"})

    assert SENTENCE in page.text
    assert not Letter.objects.exists()


def test_a_name_of_two_lines_is_refused_when_signing_up(client):
    facts = {"email": "ann@example.org", "password1": "correct horse battery", "name": "Ann\x0bEve", "purpose": "buy"}

    page = client.post(reverse("account_signup"), facts)

    assert "Line breaks and invisible characters" in page.context["form"].errors["name"][0]
    assert not User.objects.exists()


def test_letters_of_allauth_wait_in_the_outbox(client):
    facts = {"email": "ann@example.org", "password1": "correct horse battery", "name": "Ann", "purpose": "buy"}

    client.post(reverse("account_signup"), facts)

    letter = Letter.objects.get()
    assert (letter.address, letter.sent_at) == ("ann@example.org", None)
    assert "<html" in letter.html


def test_the_address_changes_only_after_the_password_was_given_again(client):
    person = UserFactory()
    person.set_password(PASSWORD)
    person.save()
    client.force_login(person)
    change = {"action_add": "", "email": "another@example.org"}

    answer = client.post(reverse("account_email"), change)

    assert answer["Location"].startswith(reverse("account_reauthenticate"))
    assert not EmailAddress.objects.filter(email="another@example.org").exists()
    assert not Letter.objects.exists()

    client.post(answer["Location"], {"password": PASSWORD, "next": reverse("account_email")})
    client.post(reverse("account_email"), change)
    assert Letter.objects.filter(address="another@example.org").exists()
