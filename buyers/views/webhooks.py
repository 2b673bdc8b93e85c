"""Addresses of the organisation's own systems: an owner adds, tries, pauses and removes them."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Prefetch
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from buyers.models import Buyer, BuyerMembership, Webhook, WebhookMessage
from buyers.program_forms import WebhookForm
from buyers.services import webhooks as services
from buyers.views.people import ask_who, buyer_of
from kpmarket.accounts.requests import PersonRequest
from kpmarket.foundation.monitoring.security_log import log_event

SHOWN = 10
"""Messages that are listed with each address."""


@require_http_methods(["GET", "HEAD", "POST"])
def webhooks(request: PersonRequest) -> HttpResponse:
    """The addresses and what was sent to them, and one more; the answer to its form alone shows the secret."""
    buyer = buyer_of(request)
    if buyer is None:
        return ask_who(request.get_full_path())
    _refuse_all_but_owners(buyer)
    form = WebhookForm(request.POST if request.method == "POST" else None, instance=Webhook(buyer=buyer))
    secret = ""
    if form.is_valid():
        try:
            _webhook, secret = services.add_webhook(buyer, form.cleaned_data["url"], by=request.user, at=timezone.now())
            form = WebhookForm()
        except services.TooManyWebhooks:
            form.add_error(None, _("Your organisation has as many addresses as it may have. Remove one first."))
    latest = Prefetch("messages", queryset=WebhookMessage.objects.order_by("-pk")[:SHOWN], to_attr="latest")
    context = {"buyer": buyer, "webhooks": buyer.webhooks.prefetch_related(latest), "form": form, "secret": secret}
    response = render(request, "buyers/webhooks.html", context, status=422 if form.errors else 200)
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
def webhook_change(request: PersonRequest, pk: int, act: str) -> HttpResponse:
    """Try, pause, go on with or remove an address of one's organisation."""
    buyer = buyer_of(request)
    if buyer is None or act not in ("test", "pause", "go-on", "remove"):
        raise Http404
    _refuse_all_but_owners(buyer)
    webhook = get_object_or_404(buyer.webhooks, pk=pk)
    now = timezone.now()
    if act == "test":
        services.announce_test(webhook, at=now)
        messages.success(request, _("A test message is on its way. What the address answers stands here in a minute."))
    elif act == "pause":
        services.pause(webhook, at=now)
    elif act == "go-on":
        services.go_on(webhook, at=now)
    else:
        webhook.delete()
    log_event(f"webhook_{act}", account=request.user.pk, subject=f"webhook:{pk}")
    return redirect("buyers:webhooks")


def _refuse_all_but_owners(buyer: Buyer) -> None:
    if buyer.my_role != BuyerMembership.Role.OWNER:
        raise Http404
