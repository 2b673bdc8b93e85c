"""Owners add, try, pause and remove the addresses of their organisation's systems."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from buyers.models import BuyerMembership, Webhook, WebhookMessage
from buyers.services import webhook_requests, webhooks
from tests.factories import BuyerFactory, UserFactory

pytestmark = pytest.mark.django_db
PAGE = reverse("buyers:webhooks")
URL = "https://hooks.clinic.example/in"


@pytest.fixture(autouse=True)
def _names_are_found(monkeypatch):
    """Every name but an inner one leads to a public address, without asking anybody."""

    def found(host, _port, **_options):
        address = "10.0.0.7" if host.endswith(".internal") or host == "localhost" else "93.184.216.34"
        return [(0, 0, 0, "", (address, 443))]

    monkeypatch.setattr(webhook_requests.socket, "getaddrinfo", found)


@pytest.fixture
def clinic():
    return BuyerFactory()


@pytest.fixture
def owner(client, clinic):
    client.force_login(clinic.user)
    return client


def act(client, webhook, name):
    return client.post(reverse("buyers:webhook-change", args=[webhook.pk, name]))


def test_the_secret_is_shown_once(owner):
    made = owner.post(PAGE, {"url": URL})

    (secret,) = set(re.findall(r"whsec_[A-Za-z0-9+/=]{40,}", made.text))
    assert secret not in owner.get(PAGE).text
    assert URL in owner.get(PAGE).text


@pytest.mark.parametrize(
    "url",
    [
        "",
        "nonsense",
        "http://hooks.clinic.example/",
        "https://localhost/",
        "https://db.internal/",
        "https://a:b@x.example/",
    ],
)
def test_an_address_to_which_nothing_may_be_sent_is_a_field_error(owner, url):
    response = owner.post(PAGE, {"url": url})

    assert response.status_code == 422
    assert not Webhook.objects.exists()
    assert response.context["form"]["url"].value() == url


def test_the_same_address_twice_is_a_field_error(owner):
    owner.post(PAGE, {"url": URL})

    assert owner.post(PAGE, {"url": URL}).status_code == 422


def test_an_address_is_tried_paused_and_removed(owner, clinic):
    webhook, _secret = webhooks.add_webhook(clinic, URL, by=clinic.user, at=timezone.now())

    act(owner, webhook, "test")
    assert WebhookMessage.objects.get().kind == "test"
    act(owner, webhook, "pause")
    assert "paused since" in owner.get(PAGE).text
    act(owner, webhook, "go-on")
    assert "in use" in owner.get(PAGE).text
    act(owner, webhook, "remove")
    assert not Webhook.objects.exists()


def test_an_act_that_does_not_exist_is_no_page(owner, clinic):
    webhook, _secret = webhooks.add_webhook(clinic, URL, by=clinic.user, at=timezone.now())

    assert act(owner, webhook, "explode").status_code == 404


@pytest.mark.parametrize("role", ["purchaser", "viewer"])
def test_only_owners_see_that_there_are_addresses(client, clinic, role):
    webhook, _secret = webhooks.add_webhook(clinic, URL, by=clinic.user, at=timezone.now())
    colleague = UserFactory()
    BuyerMembership.objects.create(buyer=clinic, user=colleague, role=role)
    client.force_login(colleague)

    assert client.get(PAGE).status_code == 404
    assert act(client, webhook, "remove").status_code == 404
    assert Webhook.objects.exists()


def test_nobody_reaches_the_address_of_others(owner):
    other = BuyerFactory()
    webhook, _secret = webhooks.add_webhook(other, URL, by=other.user, at=timezone.now())

    assert [act(owner, webhook, name).status_code for name in ("test", "pause", "remove")] == [404, 404, 404]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_takes_the_same_queries_however_many_there_are(owner, clinic, rows, django_assert_num_queries):
    for number in range(rows):
        webhook, _secret = webhooks.add_webhook(clinic, f"{URL}/{number}", by=clinic.user, at=timezone.now())
        for _message in range(rows):
            webhooks.announce_test(webhook, at=timezone.now())
    owner.get(PAGE)

    with django_assert_num_queries(6):
        owner.get(PAGE)
