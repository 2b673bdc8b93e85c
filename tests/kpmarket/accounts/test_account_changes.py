"""What a person signs in with changes: the log says so, and whoever is signed in elsewhere signs in again."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from kpmarket.foundation.monitoring.security_log import NAME
from kpmarket.foundation.outbox.models import Letter
from tests.factories import PASSWORD, UserFactory
from tests.sessions import note_authentication

pytestmark = pytest.mark.django_db
NEW_ADDRESS = "m.oyelaran@clinic.example"


@pytest.fixture
def person():
    cache.clear()
    person = UserFactory(name="Modupe Oyelaran")
    person.set_password(PASSWORD)
    person.save()
    EmailAddress.objects.create(user=person, email=person.email, primary=True, verified=True)
    return person


@pytest.fixture
def elsewhere(person):
    """Another session of this person, in use."""
    client = Client()
    client.force_login(person)
    client.get(reverse("accounts:notices"))
    return client


@pytest.fixture
def events(caplog):
    caplog.set_level("INFO", NAME)
    return lambda: [record.event for record in caplog.records if record.name == NAME]


def is_signed_in(client):
    return client.get(reverse("accounts:notices")).status_code == 200


def change_address(client, person):
    client.force_login(person)
    note_authentication(client, person, "password")
    session = client.session
    session["account_authentication_methods"][-1]["reauthenticated"] = True
    session.save()
    client.post(reverse("account_email"), {"action_add": "", "email": NEW_ADDRESS})
    letter = Letter.objects.get(address=NEW_ADDRESS)
    code = re.search(r"^[A-Z0-9]{4}-[A-Z0-9]{4}$", letter.text, re.MULTILINE)
    client.post(reverse("account_email_verification_sent"), {"code": code[0]})


def test_a_new_address_ends_the_sessions_elsewhere_and_is_a_line_without_either_address(
    client, person, elsewhere, events, caplog
):
    old = person.email

    change_address(client, person)

    person.refresh_from_db()
    assert person.email == NEW_ADDRESS
    assert is_signed_in(client)
    assert not is_signed_in(elsewhere)
    assert "address_changed" in events()
    assert old not in caplog.text
    assert NEW_ADDRESS not in caplog.text


def test_a_new_password_ends_the_sessions_elsewhere_and_is_a_line(client, person, elsewhere, events):
    client.force_login(person)
    facts = {"oldpassword": PASSWORD, "password1": "quite another long one", "password2": "quite another long one"}

    client.post(reverse("account_change_password"), facts)

    assert not is_signed_in(elsewhere)
    assert "password_changed" in events()


def test_signing_in_is_a_line_and_so_is_a_sign_in_that_was_tried_too_often(client, person, events):
    address = reverse("account_login")
    client.post(address, {"login": person.email, "password": PASSWORD})
    client.logout()
    for _ in range(6):
        client.post(address, {"login": person.email, "password": "nobody knows"})

    assert events() == ["signed_in", *["password_refused"] * 5, "sign_in_locked"]
