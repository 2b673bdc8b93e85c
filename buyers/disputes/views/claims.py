"""Claims about an order: the list, opening one, and the page of one with what each side may do there."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from buyers.disputes.forms.claims import OpenForm
from buyers.disputes.models import Claim, ClaimPage
from buyers.disputes.services.claims.claim_page import held_for, view_of
from buyers.disputes.services.claims.claimable import claimable
from buyers.disputes.services.claims.opening import OPEN_TO_CLAIMS, open_claim
from buyers.disputes.services.claims.prefilling import prefilled
from buyers.disputes.services.claims.reading import Known, known_claim, read_claims
from buyers.disputes.services.claims.refusal_words import REFUSALS
from buyers.disputes.services.claims.refusals import ClaimRefused, NothingPaid, NotRunning, NotYourKind, TooMuch
from buyers.disputes.services.claims.sections import row_of
from buyers.disputes.views.claim_acts import ACTS, offered_forms, perform_act
from buyers.services.attachments import AttachmentRefused
from buyers.terms.disputes.claim_facts import Party
from buyers.terms.disputes.claim_rules import claim_rules
from buyers.trade.models import Order
from buyers.trade.services import parties
from buyers.trade.services.facts import order_facts
from buyers.trade.views.scope import acting_order, order_of, side_for
from buyers.views.uploads import uploads_within_limits
from kpmarket.accounts.requests import PersonRequest
from kpmarket.foundation.acts import sentence_of
from kpmarket.foundation.limits.daily import OverDailyLimit
from kpmarket.foundation.storage import files
from suppliers.sentences import reader as sentences

FIELDS = {TooMuch: "amount", NothingPaid: "parts", NotYourKind: "kind"}
"""The field next to which a refusal stands; others stand above the form."""


@require_safe
def claims(request: PersonRequest, pk: int) -> HttpResponse:
    """Every claim about the order, the oldest first."""
    order, now = order_of(request, pk), timezone.now()
    reader = _reader_of(order, request)
    rows = [row_of(one, reader, at=now) for one in read_claims(Claim.objects.filter(order=order), at=now)]
    may_open = side_for(order, request.user) is not None and order.status in OPEN_TO_CLAIMS
    return render(request, "disputes/claims.html", {"order": order, "rows": rows, "may_open": may_open})


@require_http_methods(["GET", "HEAD", "POST"])
def claim_open(request: PersonRequest, pk: int) -> HttpResponse:
    """Open a claim; a refusal keeps what was typed. The address may carry what is known already."""
    order = acting_order(request, pk)
    side, facts = side_for(order, request.user), order_facts(order, at=timezone.now())
    if side is None or order.status not in OPEN_TO_CLAIMS:
        messages.error(request, str(REFUSALS[NotRunning if side else parties.OnBothSides]))
        return redirect(order)
    is_sent = request.method == "POST"
    form = OpenForm(
        request.POST if is_sent else None,
        request.FILES if is_sent else None,
        facts=facts,
        side=side,
        initial=prefilled(facts, side, request.GET.dict()),
    )
    if is_sent and form.is_valid() and (claim := _open_with_files(request, order, form)):
        messages.success(request, _("The claim is open. The other side gets a letter with its last day to answer."))
        return redirect(claim)
    context = {
        "order": order,
        "form": form,
        "days": claim_rules().days("escalate_by_itself"),
        "can_claim": bool(claimable(facts, side)),
        "is_held": any(one.held for one in claimable(facts, side).values()),
        "case_url": f"?order={order.pk}",
    }
    return render(request, "disputes/claim_open.html", context, status=422 if is_sent else 200)


@require_safe
def claim(request: PersonRequest, pk: int) -> HttpResponse:
    """One claim: what is next, what was said, offered and decided, and the reader's own acts."""
    return _page(request, _claim(request, pk))


@require_http_methods(["GET", "HEAD", "POST"])
def claim_act(request: PersonRequest, pk: int, act: str) -> HttpResponse:
    """Do one thing in the claim; what was typed stays where it is refused.

    Who opens this address again, as a reload or a kept tab does, gets the page with the form of that act open.
    """
    found = _claim(request, pk)
    if act not in ACTS or side_for(found.claim.order, request.user) is None:
        raise Http404
    if request.method != "POST":
        return _page(request, found, opened=act)
    form = ACTS[act].form_of(found.claim, held_for(found.claim), request)
    if form.is_valid() and perform_act(request, found.claim, act, form):
        return redirect(found.claim)
    return _page(request, _claim(request, pk), {act: form}, status=422)


@require_safe
def claim_page(request: PersonRequest, token: str) -> HttpResponseBase:
    """The picture of one page of a file, for both sides of the order."""
    readable = Order.objects.of_members(request.user).values("pk")
    shown = get_object_or_404(ClaimPage.objects.filter(file__step__claim__order__in=readable), token=token)
    return files.show_image(shown.stored_name)


def _claim(request: PersonRequest, pk: int) -> Known:
    """The claim, if its order is one of the person's sides. Raises Http404."""
    readable = Order.objects.of_members(request.user).values("pk")
    rows = Claim.objects.filter(order__in=readable).select_related("order__buyer", "order__supplier", "order__holder")
    return known_claim(get_object_or_404(rows, pk=pk), at=timezone.now())


def _reader_of(order: Order, request: PersonRequest) -> Party:
    """The person's side; who belongs to both reads as the buyer, and acts for neither."""
    try:
        return Party(parties.side_of(order, request.user))
    except parties.OnBothSides:
        return Party.BUYER


def _page(
    request: PersonRequest,
    found: Known,
    refused: dict[str, forms.Form] | None = None,
    *,
    opened: str = "",
    status: int = 200,
) -> HttpResponse:
    order, now = found.claim.order, timezone.now()
    acting = side_for(order, request.user)
    reader = _reader_of(order, request)
    may = found.standing.may[reader] if acting else frozenset()
    context: dict[str, Any] = {
        "order": order,
        "view": view_of(found, reader, at=now),
        "acts": offered_forms(found.claim, may, held_for(found.claim), refused or {}, opened),
        "may_sign": "propose" in may,
        "crumbs": [
            {"label": order.number, "url": order.get_absolute_url()},
            {"label": _("Claims"), "url": reverse("disputes:claims", args=[order.pk])},
        ],
        "here": _("Claim %(number)s") % {"number": found.claim.number},
    }
    return render(request, "disputes/claim.html", context, status=status)


def _open_with_files(request: PersonRequest, order: Order, form: OpenForm) -> Claim | None:
    """The claim; None with the reason in the form."""
    try:
        with uploads_within_limits(request, form.cleaned_data["attachments"]) as stored:
            return open_claim(order.pk, form.opening(), by=request.user, at=timezone.now(), files=stored)
    except ClaimRefused as refusal:
        form.add_error(FIELDS.get(type(refusal)), str(sentence_of(refusal, REFUSALS)))
    except AttachmentRefused as refusal:
        form.add_error("attachments", f"{refusal.name}: {sentences.refusal(refusal.refused, refusal.name)}")
    except OverDailyLimit as over:
        form.add_error("attachments", str(over.sentence))
    return None
