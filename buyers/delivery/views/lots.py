"""Lots and recall lists: for a buyer its own lots, for a supplier those that it shipped, on a page and as XLSX."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from buyers.delivery.models import RecallDecision, RecallQuestion
from buyers.delivery.services.recalls.acknowledging import answers_to
from buyers.delivery.services.recalls.lists import LONGEST, make_workbook, recall_list, workbook_headers
from buyers.trade.models import Order
from buyers.views.people import buyer_of
from kpmarket.accounts.requests import PersonRequest
from suppliers.companies.scope import company

MOST_RECALLS = 20
"""Recalls whose answers the page of a supplier shows: the newest."""


@require_safe
def lots(request: PersonRequest) -> HttpResponse:
    """The lots of the organisation that the person acts for; of one order with ``order``."""
    buyer = buyer_of(request)
    orders = Order.objects.filter(buyer=buyer) if buyer else Order.objects.none()
    wanted = request.GET.get("order", "")
    if wanted.isdecimal() and len(wanted) < LONGEST:
        orders = orders.filter(pk=int(wanted) % 2**63)
    return _page(request, orders, {"buyer": buyer, "order": wanted if wanted.isdecimal() else ""})


@require_safe
def supplier_lots(request: PersonRequest, supplier_pk: int) -> HttpResponse:
    """The lots that a company shipped, and who bought them."""
    supplier = company(request, supplier_pk)
    orders = Order.objects.filter(supplier=supplier, status__in=Order.SHOWN_TO_SUPPLIER)
    confirmed = RecallQuestion.objects.filter(supplier=supplier, decision__verdict=RecallDecision.Verdict.CONFIRMED)
    questions = list(confirmed.select_related("notice")[:MOST_RECALLS])
    answers = answers_to(questions)
    recalls = [(one.notice, answers[one.pk]) for one in questions if answers[one.pk]]
    return _page(request, orders, {"supplier": supplier, "recalls": recalls})


def _page(request: PersonRequest, orders: QuerySet[Order], context: dict[str, Any]) -> HttpResponse:
    found = recall_list(request.GET.get("q", ""), orders)
    if request.GET.get("as") == "xlsx":
        return HttpResponse(make_workbook(found), headers=workbook_headers(timezone.localdate()))
    return render(request, "delivery/lots.html", {"found": found, "printed_at": timezone.now(), **context})
