"""Only keys of an organisation read the API, each as often as it may."""

import pytest
from django.test import Client
from django.utils import timezone

from buyers.api import access
from buyers.models import ApiKey
from buyers.services.api_keys import revoke

TYPES = "/api/v1/types"


def asked_with(header):
    return Client(headers={"authorization": header}).get(TYPES) if header else Client().get(TYPES)


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer kpm_", "Bearer kpm_wrong", "Basic a3BtOg==", "kpm_x", "Bearer \x00"]
)
def test_without_a_key_nothing_is_read(db, header):
    response = asked_with(header)

    assert response.status_code == 401
    assert response["WWW-Authenticate"] == "Bearer"
    assert response["Content-Type"] == "application/problem+json"


def test_a_person_who_is_signed_in_is_no_program(client, buyer):
    client.force_login(buyer)

    assert client.get(TYPES).status_code == 401


def test_a_revoked_key_opens_nothing(program):
    assert program.get(TYPES).status_code == 200
    key = ApiKey.objects.get()
    revoke(key, by=key.made_by, at=timezone.now())

    assert program.get(TYPES).status_code == 401


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_changed(program, method):
    assert getattr(program, method)(TYPES).status_code == 405


def test_the_description_is_open_to_everybody(client):
    assert client.get("/api/v1/openapi.json").json()["openapi"].startswith("3.1")


def test_a_key_that_asks_too_often_learns_when_to_come_back(program, monkeypatch):
    few = access.Allowance("api-test", 2, access.timedelta(minutes=1))
    monkeypatch.setattr(access, "ALLOWANCES", (few,))

    statuses = [program.get(TYPES).status_code for _ in range(3)]
    refused = program.get(TYPES)

    assert statuses == [200, 200, 429]
    assert 1 <= int(refused["Retry-After"]) <= 60


def test_a_day_of_use_writes_once(program, django_assert_num_queries):
    program.get(TYPES)

    assert ApiKey.objects.get().last_used_on == timezone.localdate()
    with django_assert_num_queries(1):
        program.get(TYPES)
