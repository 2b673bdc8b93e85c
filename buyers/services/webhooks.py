"""Messages to buyers' own systems: written with the change that they tell, sent until they are taken or three days are over."""

from __future__ import annotations

import base64
import json
import secrets
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from buyers.guides.addresses import absolute
from buyers.models import Buyer, ProductNews, Webhook, WebhookMessage
from buyers.services.webhook_requests import MARK, TAKEN, NotSent, post
from kpmarket.accounts import factor_secrets
from kpmarket.accounts.models import User
from kpmarket.foundation.monitoring.security_log import log_event

LEASE, RUN = timedelta(minutes=2), timedelta(seconds=50)
FIRST_RETRY, LONGEST_RETRY = timedelta(minutes=1), timedelta(hours=6)
GIVE_UP_AFTER = timedelta(days=3)
GONE = 410
"""The receiver says that it wants no more (RFC 9110, 15.5.11)."""
SECRET_BYTES = 32
TEST = "test"
Clock = Callable[[], datetime]


class TooManyWebhooks(Exception):
    """The organisation has as many addresses as it may have."""


@transaction.atomic
def add_webhook(buyer: Buyer, url: str, *, by: User, at: datetime) -> tuple[Webhook, str]:
    """A new address with the secret for the signatures of its messages, which nobody can show again. Raises TooManyWebhooks."""
    Buyer.objects.select_for_update().get(pk=buyer.pk)
    if buyer.webhooks.count() >= Webhook.MOST:
        raise TooManyWebhooks
    secret = MARK + base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()
    webhook = Webhook.objects.create(
        buyer=buyer, url=url, secret_token=factor_secrets.encrypt(secret), made_by=by, made_at=at
    )
    log_event("webhook_added", account=by.pk, subject=f"webhook:{webhook.pk}")
    return webhook, secret


def announce(buyer: Buyer, news: Sequence[ProductNews], *, at: datetime) -> None:
    """Write a message of each change to each address that is not paused; in the transaction of the changes."""
    for webhook in buyer.webhooks.filter(paused_at=None):
        WebhookMessage.objects.bulk_create(_message(webhook, f"product.{one.what}", _data_of(one), at) for one in news)


def announce_test(webhook: Webhook, *, at: datetime) -> None:
    """Write a message that says nothing, so that a receiver can be tried."""
    _message(webhook, TEST, {}, at).save()


def _message(webhook: Webhook, kind: str, said: dict[str, Any], at: datetime) -> WebhookMessage:
    body = json.dumps({"type": kind, "timestamp": at.isoformat(), "data": said}, ensure_ascii=False)
    return WebhookMessage(webhook=webhook, kind=kind, body=body, made_at=at, next_attempt_at=at)


def _data_of(news: ProductNews) -> dict[str, Any]:
    """The change as a receiver reads it; the product's page and the API say the rest."""
    return {
        "product": news.product_id,
        "destination": news.destination,
        "on": news.on.isoformat(),
        "before": news.before,
        "now": news.now,
        "url": absolute(f"{news.product.get_absolute_url()}?to={news.destination}"),
    }


def send_messages(*, clock: Clock) -> int:
    """Send what is due, the message that waits longest first; how many were taken."""
    ends_at, taken = clock() + RUN, 0
    while clock() < ends_at and (message := _take(at=clock())):
        taken += _send(message, clock)
    return taken


@transaction.atomic
def _take(*, at: datetime) -> WebhookMessage | None:
    """The next message, now held by the caller for the length of the lease; the attempt counts from here."""
    due = WebhookMessage.objects.due(at).select_related("webhook").select_for_update(skip_locked=True, of=("self",))
    message = due.first()
    if message:
        message.attempts += 1
        message.next_attempt_at = at + LEASE
        message.save(update_fields=["attempts", "next_attempt_at"])
    return message


def _send(message: WebhookMessage, clock: Clock) -> bool:
    """Whether the address took it. Whatever is wrong with one address, the next message is sent."""
    status = 0
    try:
        secret = factor_secrets.decrypt(message.webhook.secret_token)
        status = post(message.webhook.url, message.body, key=str(message.key), secret=secret, at=clock())
        message.answer = str(status)
    except (NotSent, factor_secrets.NoKeyFits) as error:
        message.answer = str(error)[:80]
    _note(message, status, at=clock())
    return message.taken_at is not None


def _note(message: WebhookMessage, status: int, *, at: datetime) -> None:
    """Write down how it went; an address that is gone, or took nothing for three days, is paused."""
    is_over = at - message.made_at >= GIVE_UP_AFTER
    if status in TAKEN:
        message.taken_at = at
    elif is_over or status == GONE:
        message.given_up_at = at
    else:
        message.next_attempt_at = at + min(FIRST_RETRY * 2 ** min(message.attempts - 1, 10), LONGEST_RETRY)
    message.save(update_fields=["answer", "taken_at", "given_up_at", "next_attempt_at"])
    if message.given_up_at:
        Webhook.objects.filter(pk=message.webhook_id, paused_at=None).update(paused_at=at)


def go_on(webhook: Webhook, *, at: datetime) -> None:
    """End a pause: what was given up is tried again."""
    Webhook.objects.filter(pk=webhook.pk).update(paused_at=None)
    again = webhook.messages.filter(taken_at=None)
    again.update(given_up_at=None, attempts=0, next_attempt_at=at, made_at=at)


def pause(webhook: Webhook, *, at: datetime) -> None:
    """Send nothing to it, and write nothing for it."""
    Webhook.objects.filter(pk=webhook.pk, paused_at=None).update(paused_at=at)
