"""Inspections as the two sides of an order see them: booking, answering, reading what was reported."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from buyers.delivery.forms.inspections import AnswerForm
from buyers.delivery.models import GuestLink, Inspection, InspectionPhoto, InspectionPhotoPage
from buyers.delivery.services.inspections import booking
from buyers.delivery.services.inspections.reading import InspectionState, Status, inspection_states
from buyers.delivery.services.inspections.refusals import REFUSALS
from buyers.delivery.services.inspections.words import (
    letter_words,
    limit_words,
    payer_words,
    reasons_of,
    result_words,
    sample_words,
    state_words,
)
from buyers.delivery.services.photo_words import words_of_photo
from buyers.terms.contract import Terms
from buyers.terms.delivery.sampling import SamplingPlan
from buyers.terms.delivery.verdict import Result
from buyers.trade.models import Order, Side
from buyers.trade.services.contracts import contract_in_force
from buyers.trade.views.scope import acting_order, order_of, side_for
from kpmarket.accounts.requests import PersonRequest
from kpmarket.foundation.acts import perform
from kpmarket.foundation.limits.daily import OverDailyLimit
from kpmarket.foundation.storage import files

ACT_REFUSALS: Any = {**REFUSALS, OverDailyLimit: lambda over: over.sentence}


@dataclass(frozen=True)
class PlanWords:
    """A plan explained: how many of how many, until how many defects, by which table, how sure."""

    line: int
    name: str
    sample: str
    limits: tuple[str, ...]
    source: str
    is_sure: bool


@require_safe
def inspections(request: PersonRequest, pk: int) -> HttpResponse:
    """All inspections of an order, the latest first."""
    order = order_of(request, pk)
    terms = terms_of(order)
    rows = [(state, *state_words(state)) for state in reversed(inspection_states(order, terms))]
    may_book = side_for(order, request.user) is not None and order.status == Order.Status.CONFIRMED
    return render(request, "delivery/inspections.html", {"order": order, "rows": rows, "may_book": may_book})


@require_safe
def inspection(request: PersonRequest, pk: int) -> HttpResponse:
    """A booking with its plan, its answer and its report, and what this side may do."""
    order, state = state_for(request, pk)
    side = side_for(order, request.user)
    words, tone = state_words(state)
    runs = order.status == Order.Status.CONFIRMED
    is_own = side == state.inspection.side
    context = {
        "order": order,
        "state": state,
        "words": words,
        "tone": tone,
        "plans": [plan_words(lot.plan, lot.line.number, lot.line.name) for lot in state.lots],
        "payer": payer_words(state.inspection),
        "found": [(lot, result_words(lot.result), reasons_of(lot)) for lot in state.lots],
        "photos": _photos(state),
        "answer_form": AnswerForm(),
        "may_answer": runs and side is not None and not is_own and state.status is Status.PROPOSED,
        "may_cancel": runs and side is not None and state.is_live and (is_own or state.status is Status.AGREED),
        "may_report": runs and is_own and state.status is Status.AGREED and not state.inspection.guest_email,
        "may_send_link": runs and is_own and state.status is Status.AGREED and bool(state.inspection.guest_email),
        "may_repeat": runs
        and side is not None
        and not state.is_repeated
        and state.result in (Result.FAILED, Result.VOID),
        "amend_url": _amend_url(order, state) if runs and side is not None else "",
        "links": _open_links(state.inspection, timezone.now()),
    }
    return render(request, "delivery/inspection.html", context)


@require_POST
def answer(request: PersonRequest, pk: int) -> HttpResponse:
    """The other side agrees or declines."""
    _order, state, side = _acting(request, pk)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say whether you agree."))
        return redirect("delivery:inspection", pk)
    agrees, note = form.cleaned_data["verdict"] == "agree", form.cleaned_data["note"]
    return _perform_and_return(
        request,
        pk,
        lambda: booking.answer(
            state.inspection, agrees=agrees, side=side, by=request.user, at=timezone.now(), note=note
        ),
        _("Booked. Both sides get a letter.") if agrees else _("Declined. The other side gets a letter."),
    )


@require_POST
def cancel(request: PersonRequest, pk: int) -> HttpResponse:
    """A side ends the booking."""
    _order, state, side = _acting(request, pk)
    note = request.POST.get("note", "")[:500]
    return _perform_and_return(
        request,
        pk,
        lambda: booking.cancel(state.inspection, side=side, by=request.user, at=timezone.now(), note=note),
        _("Cancelled. The other side gets a letter, and the inspector's link opens nothing any more."),
    )


@require_POST
def send_link(request: PersonRequest, pk: int) -> HttpResponse:
    """Another link for the inspector."""
    _order, state, side = _acting(request, pk)
    return _perform_and_return(
        request,
        pk,
        lambda: booking.send_new_link(state.inspection, side=side, by=request.user, at=timezone.now()),
        _("Another link was sent. Earlier ones open nothing any more."),
    )


@require_safe
def photo_page(request: PersonRequest, token: str) -> HttpResponseBase:
    """The picture of one page, for both sides of the order."""
    readable = Order.objects.of_members(request.user).values("pk")
    pages = InspectionPhotoPage.objects.filter(photo__inspection__order__in=readable)
    return files.show_image(get_object_or_404(pages, token=token).stored_name)


def state_for(request: PersonRequest, pk: int) -> tuple[Order, InspectionState]:
    """An inspection of an order of the person's sides, as it stands. Raises Http404."""
    row = get_object_or_404(Inspection, pk=pk)
    order = order_of(request, row.order_id)
    state = next(one for one in inspection_states(order, terms_of(order)) if one.inspection.pk == pk)
    state.inspection.order = order
    return order, state


def terms_of(order: Order) -> Terms:
    """The terms in force; those of an order that nobody signed have no inspections. Raises Http404."""
    contract = contract_in_force(order)
    if contract is None:
        raise Http404
    return contract.terms


def plan_words(plan: SamplingPlan, line: int, name: str) -> PlanWords:
    """A plan for whoever decides about it."""
    limits = tuple(limit_words(one, of_class) for one, of_class in plan.classes.items())
    return PlanWords(line, name, sample_words(plan), limits, letter_words(plan), plan.confidence == "high")


def _acting(request: PersonRequest, pk: int) -> tuple[Order, InspectionState, Side]:
    row = get_object_or_404(Inspection, pk=pk)
    order = acting_order(request, row.order_id)
    side = side_for(order, request.user)
    if side is None:
        raise Http404
    _order, state = state_for(request, pk)
    return order, state, side


def _perform_and_return(
    request: PersonRequest, pk: int, act: Callable[[], object], words: str | Promise
) -> HttpResponse:
    perform(request, act, words, ACT_REFUSALS)
    return redirect("delivery:inspection", pk)


def _photos(state: InspectionState) -> list[tuple[InspectionPhoto, bool, str]]:
    """Each file with its pages, whether it came after the report, and what is odd about its time."""
    rows = state.inspection.photos.prefetch_related("pages")
    received = state.report.received_at if state.report else None
    return [
        (photo, received is not None and photo.received_at > received, words_of_photo(photo, state.report))
        for photo in rows
    ]


def _amend_url(order: Order, state: InspectionState) -> str:
    """The form of an amendment with what is known of it; empty unless a lot failed."""
    failed = [lot.line.number for lot in state.lots if lot.result is Result.FAILED]
    if not failed:
        return ""
    reason = _("Inspection %(number)s failed; the goods are accepted at a lower price.") % {"number": state.inspection}
    query = urlencode([("reason", reason), *(("failed", line) for line in failed)])
    return f"{reverse('trade:order-amend', args=[order.pk])}?{query}"


def _open_links(row: Inspection, at: datetime) -> list[GuestLink]:
    return [link for link in row.guest_links.all() if link.revoked_at is None and at < link.ends_at]
