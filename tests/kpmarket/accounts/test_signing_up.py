"""Signing up tells nobody whether an address has an account: not by what is answered, not by how much is computed."""

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import hashers
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
GOOD = "Bamboo-ferry-1947"


@pytest.fixture(autouse=True)
def _no_earlier_tries():
    cache.clear()


@pytest.fixture
def hashes(monkeypatch):
    """How often a password was hashed."""
    calls = []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda *a, **kw: calls.append(1) or encode(*a, **kw))
    assert isinstance(hashers.get_hasher(), MD5PasswordHasher)
    return calls


@pytest.fixture
def known():
    person = UserFactory(email="li.na@example.org")
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person.email


def sign_up(email, password):
    facts = {"email": email, "password1": password, "name": "Li Na", "purpose": "buy"}
    return Client().post(reverse("account_signup"), facts)


@pytest.mark.parametrize("password", [GOOD, "short"])
def test_a_known_address_costs_as_many_hashes_as_an_unknown_one(known, hashes, password):
    sign_up("nobody@example.org", password)
    for_unknown = len(hashes)
    hashes.clear()

    for _ in range(2):
        sign_up(known, password)

    assert for_unknown == (1 if password == GOOD else 0)
    assert len(hashes) == 2 * for_unknown


def test_the_answer_is_the_same_for_a_known_address_as_for_an_unknown_one(known):
    first, second = sign_up("nobody@example.org", GOOD), sign_up(known, GOOD)

    assert (first.status_code, first["Location"]) == (second.status_code, second["Location"])
    assert set(first.cookies) == set(second.cookies)
