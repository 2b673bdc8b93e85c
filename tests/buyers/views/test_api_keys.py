"""Owners make and revoke their organisation's keys of the API."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from buyers.models import ApiKey, BuyerMembership
from buyers.services.api_keys import make_key
from tests.factories import BuyerFactory, UserFactory

pytestmark = pytest.mark.django_db
PAGE = reverse("buyers:api-keys")


@pytest.fixture
def clinic():
    return BuyerFactory()


@pytest.fixture
def owner(client, clinic):
    client.force_login(clinic.user)
    return client


def test_a_key_is_shown_once(owner, clinic):
    made = owner.post(PAGE, {"name": "Our purchasing system"})
    (text,) = set(re.findall(r"kpm_[\w-]{40,}", made.text))

    assert made["Cache-Control"] == "private, no-store"
    assert owner.get("/api/v1/types", headers={"authorization": f"Bearer {text}"}).status_code == 200
    assert text not in owner.get(PAGE).text
    assert "Our purchasing system" in owner.get(PAGE).text


@pytest.mark.parametrize("name", ["", "   ", "x" * 61, "line\x0bfeed"])
def test_a_name_that_cannot_be_is_a_field_error(owner, name):
    response = owner.post(PAGE, {"name": name})

    assert response.status_code == 422
    assert not ApiKey.objects.exists()


def test_the_eleventh_key_is_refused_with_a_sentence(owner, clinic):
    for number in range(ApiKey.MOST):
        make_key(clinic, str(number), by=clinic.user, at=timezone.now())

    response = owner.post(PAGE, {"name": "one more"})

    assert response.status_code == 422
    assert "as many keys as it may have" in response.text
    assert "one more" in response.text


def test_a_revoked_key_is_shown_as_such(owner, clinic):
    key, _text = make_key(clinic, "Old", by=clinic.user, at=timezone.now())

    owner.post(reverse("buyers:api-key-revoke", args=[key.pk]))

    assert "revoked on" in owner.get(PAGE).text
    assert not ApiKey.objects.active().exists()


@pytest.mark.parametrize("role", ["purchaser", "viewer"])
def test_only_owners_see_that_there_are_keys(client, clinic, role):
    colleague = UserFactory()
    BuyerMembership.objects.create(buyer=clinic, user=colleague, role=role)
    key, _text = make_key(clinic, "Old", by=clinic.user, at=timezone.now())
    client.force_login(colleague)

    assert client.get(PAGE).status_code == 404
    assert client.post(PAGE, {"name": "mine"}).status_code == 404
    assert client.post(reverse("buyers:api-key-revoke", args=[key.pk])).status_code == 404
    assert ApiKey.objects.active().count() == 1


def test_nobody_revokes_the_key_of_others(owner):
    other = BuyerFactory()
    key, _text = make_key(other, "Theirs", by=other.user, at=timezone.now())

    assert owner.post(reverse("buyers:api-key-revoke", args=[key.pk])).status_code == 404
    assert ApiKey.objects.active().filter(pk=key.pk).exists()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_takes_the_same_queries_however_many_keys_there_are(owner, clinic, rows, django_assert_num_queries):
    for number in range(rows):
        make_key(clinic, str(number), by=clinic.user, at=timezone.now())
    owner.get(PAGE)

    with django_assert_num_queries(5):
        owner.get(PAGE)
