"""Taking the evidence of an order, a claim or a case along as one archive. Both sides may; each makes its own."""

from __future__ import annotations

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from buyers.disputes.models import Claim
from buyers.disputes.services.bundles.making import Subject, make_bundle
from buyers.disputes.views.case_pages import case_of
from buyers.trade.models import Order, Side
from buyers.trade.views.scope import acting_order, side_for
from kpmarket.accounts.requests import PersonRequest
from kpmarket.foundation.limits.daily import DailyAct, OverDailyLimit, within_daily_limit


@require_POST
def of_order(request: PersonRequest, pk: int) -> HttpResponseBase:
    """Everything about an order."""
    order = acting_order(request, pk)
    return _send(request, Subject(_side(order, request), order=order), order.get_absolute_url())


@require_POST
def of_claim(request: PersonRequest, pk: int) -> HttpResponseBase:
    """Everything about the order of a claim, under the claim's name."""
    claim = get_object_or_404(Claim, pk=pk)
    order = acting_order(request, claim.order_id)
    return _send(request, Subject(_side(order, request), order=order, claim=claim), order.get_absolute_url())


@require_POST
def of_case(request: PersonRequest, pk: int) -> HttpResponseBase:
    """Everything about the order of a case, with the documents of the case."""
    case = case_of(request, pk)
    return _send(request, Subject(case.side, order=case.order, claim=case.claim, case=case), case.get_absolute_url())


def _side(order: Order, request: PersonRequest) -> Side:
    side = side_for(order, request.user)
    if side is None:
        raise Http404
    return side


def _send(request: PersonRequest, subject: Subject, back: str) -> HttpResponseBase:
    now = timezone.now()
    try:
        with within_daily_limit(DailyAct.BUNDLES, request.user.pk, at=now):
            _made, archive = make_bundle(subject, by=request.user, at=now)
    except OverDailyLimit as over:
        messages.error(request, str(over.sentence))
        answer: HttpResponse = redirect(back)
        return answer
    name = f"{subject.title.replace(' ', '-')}-{now:%Y%m%d-%H%M}.zip"
    response = FileResponse(archive, as_attachment=True, filename=name, content_type="application/zip")
    response.headers["Cache-Control"] = "private, no-store"
    return response
