"""Where a payment institution says that something happened. What happened is asked for afterwards."""

from __future__ import annotations

import logging
from datetime import timedelta

from celery import current_app
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from buyers.trade.providers.interface import NotGenuine
from buyers.trade.services import provider_accounts
from kpmarket.foundation.limits.allowance import Allowance

logger = logging.getLogger(__name__)

MAX_BYTES = 64 * 1024
MESSAGES = Allowance("payment-messages", 600, timedelta(hours=1))
"""From one address. A message that finds none left is made up for by the next look at the account."""
TASK = "buyers.trade.tasks.sync_payments"


@csrf_exempt  # the sender has no session with us; its signature says who it is
@login_not_required
@require_POST
def payment_messages(request: HttpRequest) -> HttpResponse:
    """Take a message: 204 also for one that came before. Without an institution, or a right signature, there is no such page."""
    carrier, at = provider_accounts.provider(), timezone.now()
    if carrier is None:
        raise Http404
    if not MESSAGES.take(request.META.get("REMOTE_ADDR", ""), 1, at=at):
        return HttpResponse(status=429)
    if len(request.body) > MAX_BYTES:
        return HttpResponse(status=413)
    headers = {name.lower(): value for name, value in request.headers.items()}
    try:
        event = carrier.verify(request.body, headers, at=at)
    except NotGenuine as error:
        logger.warning("A message to the payments' address was not taken: %s.", error)
        raise Http404 from error
    if provider_accounts.note_message(event, at=at):
        transaction.on_commit(lambda: current_app.send_task(TASK, retry=False), robust=True)
    return HttpResponse(status=204)
