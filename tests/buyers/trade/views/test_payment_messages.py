"""The address for messages of a payment institution: by signature alone, and nothing of a message is believed."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from buyers.trade.models import Movement, ProviderMessage
from buyers.trade.views import payment_messages
from tests.buyers.trade.providers.fake_institution import KEY, SECRET, signed
from tests.factories.trade import BankAccountFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def account(settings):
    made = BankAccountFactory(number="KP-1")
    settings.PAYMENT_PROVIDER = {"holder": made.holder.name, "url": "https://pay.example", "key": KEY, "secret": SECRET}
    return made


@pytest.fixture
def sent_tasks(monkeypatch, django_capture_on_commit_callbacks):
    names = []
    monkeypatch.setattr(payment_messages.current_app, "send_task", lambda name, **_: names.append(name))
    return names


@pytest.fixture
def say(client, sent_tasks, django_capture_on_commit_callbacks):
    def send(body=b'{"account": "KP-1"}', *, key="evt_1", at=None, **changes):
        headers = signed(body, key=key, at=at or timezone.now()) | changes
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(
                reverse("trade:payment-messages"), body, content_type="application/json", headers=headers
            )

    return send


def test_a_genuine_message_has_the_account_looked_at_and_moves_nothing_itself(account, say, sent_tasks):
    answer = say(b'{"account": "KP-1", "type": "transaction.booked", "amount": 99999999}')

    assert answer.status_code == 204
    assert sent_tasks == ["buyers.trade.tasks.sync_payments"]
    assert ProviderMessage.objects.get().account == account
    assert not Movement.objects.exists()


def test_the_same_message_twice_is_one(account, say, sent_tasks):
    assert [say().status_code, say().status_code] == [204, 204]

    assert len(sent_tasks) == 1


def test_a_message_about_nobodys_account_is_taken_and_forgotten(account, say, sent_tasks):
    assert say(b'{"account": "KP-2"}').status_code == 204
    assert sent_tasks == []


@pytest.mark.parametrize("name", ["webhook-signature", "webhook-id", "webhook-timestamp"])
def test_strangers_find_nothing_there(account, say, sent_tasks, name):
    assert say(**{name: "v1,AAAA"}).status_code == 404
    assert (sent_tasks, ProviderMessage.objects.count()) == ([], 0)


def test_an_old_message_that_somebody_caught_is_worth_nothing(account, say, sent_tasks):
    assert say(at=timezone.now() - timedelta(minutes=10)).status_code == 404


def test_a_large_body_is_refused(account, say, sent_tasks):
    assert say(b"x" * (payment_messages.MAX_BYTES + 1)).status_code == 413


def test_too_many_messages_from_one_address_are_refused(account, say, sent_tasks, monkeypatch):
    monkeypatch.setattr(type(payment_messages.MESSAGES), "take", lambda *_, **__: False)

    assert say().status_code == 429


def test_it_needs_no_cookie_and_answers_nothing_but_posts(account, client, sent_tasks):
    client.handler.enforce_csrf_checks = True
    body = b'{"account": "KP-1"}'
    headers = signed(body, key="evt_1", at=timezone.now())

    sent = client.post(reverse("trade:payment-messages"), body, content_type="application/json", headers=headers)
    assert sent.status_code == 204
    assert client.get(reverse("trade:payment-messages")).status_code == 405


def test_without_an_institution_there_is_no_such_page(say, settings, sent_tasks):
    settings.PAYMENT_PROVIDER = {}

    assert say().status_code == 404
