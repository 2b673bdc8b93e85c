"""What changed is reported to each address of the organisation until it is taken, or three days are over."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from buyers.models import ProductNews, Webhook, WebhookMessage
from buyers.services import webhooks
from buyers.services.webhook_requests import NotSent
from kpmarket.accounts import factor_secrets
from tests.factories import BuyerFactory, ProductFactory

pytestmark = pytest.mark.django_db
NOW = timezone.now()
URL = "https://hooks.clinic.example/in"


class Clock:
    def __init__(self, at=NOW):
        self.at = at

    def __call__(self):
        return self.at


@pytest.fixture
def clinic():
    return BuyerFactory()


@pytest.fixture
def webhook(clinic):
    return webhooks.add_webhook(clinic, URL, by=clinic.user, at=NOW)[0]


@pytest.fixture
def answers(monkeypatch):
    """What addresses answer, one after the other; keeps the keys that were sent."""
    given, sent = [], []

    def post(url, body, *, key, secret, at):
        sent.append((url, key, json.loads(body), secret))
        answer = given.pop(0) if given else 204
        if isinstance(answer, Exception):
            raise answer
        return answer

    monkeypatch.setattr(webhooks, "post", post)
    return given, sent


def news_of(clinic, what="price"):
    return ProductNews.objects.create(
        buyer=clinic,
        product=ProductFactory(),
        destination="DE",
        what=what,
        before={"text": "US$0.10"},
        now={"text": "US$0.12"},
        on=timezone.localdate(NOW),
    )


def test_a_change_is_sent_to_each_address_with_what_was_and_what_is(clinic, webhook, answers):
    webhooks.add_webhook(clinic, f"{URL}/2", by=clinic.user, at=NOW)
    news = news_of(clinic)
    webhooks.announce(clinic, [news], at=NOW)

    assert webhooks.send_messages(clock=Clock()) == 2
    _given, sent = answers
    (url, _key, body, _secret), _other = sorted(sent, key=lambda one: one[0])
    assert (url, body["type"]) == (URL, "product.price")
    assert (body["data"]["before"], body["data"]["now"]) == ({"text": "US$0.10"}, {"text": "US$0.12"})
    assert body["data"]["product"] == news.product_id


def test_a_taken_message_is_sent_once(clinic, webhook, answers):
    webhooks.announce(clinic, [news_of(clinic)], at=NOW)
    webhooks.send_messages(clock=Clock())

    assert webhooks.send_messages(clock=Clock(NOW + timedelta(days=1))) == 0


@pytest.mark.parametrize("refusal", [500, 302, 404, NotSent("unreachable (ConnectTimeoutError)")])
def test_what_is_not_taken_is_sent_again_later_under_the_same_key(clinic, webhook, answers, refusal):
    given, sent = answers
    given.append(refusal)
    webhooks.announce(clinic, [news_of(clinic)], at=NOW)

    assert webhooks.send_messages(clock=Clock()) == 0
    assert webhooks.send_messages(clock=Clock(NOW + timedelta(seconds=30))) == 0
    assert webhooks.send_messages(clock=Clock(NOW + timedelta(minutes=2))) == 1
    assert len({key for _url, key, _body, _secret in sent}) == 1


def test_one_bad_address_does_not_hold_up_the_next(clinic, webhook, answers):
    given, _sent = answers
    given.append(NotSent("name not found"))
    webhooks.announce(clinic, [news_of(clinic), news_of(clinic)], at=NOW)

    assert webhooks.send_messages(clock=Clock()) == 1


def test_after_three_days_it_is_given_up_and_the_address_paused(clinic, webhook, answers):
    given, _sent = answers
    given.extend([500] * 100)
    webhooks.announce(clinic, [news_of(clinic)], at=NOW)
    clock = Clock()
    while clock.at < NOW + timedelta(days=4):
        webhooks.send_messages(clock=clock)
        clock.at += timedelta(hours=7)

    webhook.refresh_from_db()
    assert webhook.paused_at is not None
    assert WebhookMessage.objects.get().given_up_at is not None


def test_an_address_that_is_gone_is_paused_at_once(clinic, webhook, answers):
    answers[0].append(410)
    webhooks.announce(clinic, [news_of(clinic)], at=NOW)
    webhooks.send_messages(clock=Clock())

    webhook.refresh_from_db()
    assert webhook.paused_at == NOW


def test_going_on_sends_what_was_given_up(clinic, webhook, answers):
    answers[0].append(410)
    webhooks.announce(clinic, [news_of(clinic)], at=NOW)
    webhooks.send_messages(clock=Clock())
    webhooks.go_on(webhook, at=NOW + timedelta(hours=1))

    assert webhooks.send_messages(clock=Clock(NOW + timedelta(hours=1))) == 1


def test_a_paused_address_is_sent_nothing(clinic, webhook, answers):
    webhooks.pause(webhook, at=NOW)
    webhooks.announce(clinic, [news_of(clinic)], at=NOW)

    assert not WebhookMessage.objects.exists()


def test_a_message_whose_sender_died_is_free_again_after_the_lease(clinic, webhook, answers):
    webhooks.announce(clinic, [news_of(clinic)], at=NOW)
    WebhookMessage.objects.update(attempts=1, next_attempt_at=NOW + webhooks.LEASE)

    assert webhooks.send_messages(clock=Clock(NOW + timedelta(minutes=1))) == 0
    assert webhooks.send_messages(clock=Clock(NOW + webhooks.LEASE)) == 1


def test_the_secret_is_stored_encrypted_and_is_used_for_the_messages(clinic, answers):
    webhook, secret = webhooks.add_webhook(clinic, URL, by=clinic.user, at=NOW)
    webhooks.announce_test(webhook, at=NOW)
    webhooks.send_messages(clock=Clock())

    assert secret not in webhook.secret_token
    assert factor_secrets.decrypt(webhook.secret_token) == secret
    assert answers[1][0][3] == secret


def test_an_organisation_has_five_addresses_at_most(clinic):
    for number in range(Webhook.MOST):
        webhooks.add_webhook(clinic, f"{URL}/{number}", by=clinic.user, at=NOW)

    with pytest.raises(webhooks.TooManyWebhooks):
        webhooks.add_webhook(clinic, URL, by=clinic.user, at=NOW)
