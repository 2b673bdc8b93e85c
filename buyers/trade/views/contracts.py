"""A version of an order's contract: read, compared with the one before, and signed on the same page."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from buyers.trade.forms.order_changes import DeclineForm
from buyers.trade.mail.deadlines import deadline_words, minor_words
from buyers.trade.mail.orders import zone_of
from buyers.trade.models import Contract, Order, Side
from buyers.trade.services import amendments, contract_words, orders
from buyers.trade.services.change_words import changes_in_words
from buyers.trade.services.order_actions import actions_of
from buyers.trade.services.order_deadlines import confirm_by, sign_by
from buyers.trade.views.order_refusals import REFUSALS
from buyers.trade.views.scope import acting_order, contract_of, order_of, side_for
from kpmarket.accounts.requests import PersonRequest
from kpmarket.foundation.acts import perform

TO_SIGN = ("approve", "answer", "sign")
"""Actions that are done on this page."""


@require_safe
def contract(request: PersonRequest, pk: int, version: int) -> HttpResponse:
    """One version, with what may be done about it."""
    return show_contract(request, order_of(request, pk), version)


def show_contract(request: PersonRequest, order: Order, version: int, form: DeclineForm | None = None) -> HttpResponse:
    shown = contract_of(order, version)
    side = side_for(order, request.user)
    acts = {one.code for one in actions_of(order, request.user, at=timezone.now()) if one.code in TO_SIGN}
    latest = order.contracts.order_by("-version").values_list("version", flat=True).first()
    context = {
        "order": order,
        "contract": shown,
        "lines": contract_words.lines_in_words(shown.terms),
        "sections": contract_words.sections_of(shown.terms),
        "total": minor_words(shown.terms.total, order.currency),
        "changed": changes_in_words(before.terms, shown.terms) if (before := _before(order, shown)) else [],
        "acts": acts if shown.version == latest else set(),
        "deadline": _deadline(order, shown, side, acts),
        "is_latest": shown.version == latest,
        "form": form or DeclineForm(),
    }
    return render(request, "trade/contract.html", context, status=422 if form else 200)


@require_POST
def approve(request: PersonRequest, pk: int) -> HttpResponse:
    """A second member agrees."""
    order = acting_order(request, pk, Side.BUYER)
    perform(
        request,
        lambda: orders.approve(order.pk, by=request.user, at=timezone.now()),
        _("Approved. The supplier has to confirm now; the page says until when."),
        REFUSALS,
    )
    return redirect(order)


@require_POST
def confirm(request: PersonRequest, pk: int) -> HttpResponse:
    """The supplier signs what it was shown."""
    order, digest = acting_order(request, pk, Side.SUPPLIER), request.POST.get("digest", "")
    perform(
        request,
        lambda: orders.confirm(order.pk, digest, by=request.user, at=timezone.now()),
        _("Signed and confirmed. The page of the order says what comes next."),
        REFUSALS,
    )
    return redirect(order)


@require_POST
def decline(request: PersonRequest, pk: int) -> HttpResponse:
    """The supplier does not take the order."""
    order, form = acting_order(request, pk, Side.SUPPLIER), DeclineForm(request.POST)
    if not form.is_valid():
        return show_contract(request, order, 1, form)
    perform(
        request,
        lambda: orders.decline(order.pk, form.cleaned_data["reason"], by=request.user, at=timezone.now()),
        _("Declined. The buyer gets a letter with your reason."),
        REFUSALS,
    )
    return redirect(order)


@require_POST
def sign(request: PersonRequest, pk: int, version: int) -> HttpResponse:
    """The other side signs a change."""
    order, digest = acting_order(request, pk), request.POST.get("digest", "")
    perform(
        request,
        lambda: amendments.sign_amendment(order.pk, version, digest, by=request.user, at=timezone.now()),
        _("Signed. This version of the contract holds from now on."),
        REFUSALS,
    )
    return redirect(order)


def _before(order: Order, shown: Contract) -> Contract | None:
    """The version that held, or was proposed, before this one."""
    signed = [
        one for one in order.contracts.filter(version__lt=shown.version).prefetch_related("signatures") if one.is_signed
    ]
    return max(signed, key=lambda one: one.version, default=None)


def _deadline(order: Order, shown: Contract, side: Side | None, acts: set[str]) -> str:
    """Until when the act of this page is possible, in words; empty where nothing is waited for."""
    zone = zone_of(order, side or Side.BUYER)
    if order.status == Order.Status.PLACED and shown.version == 1:
        return deadline_words(confirm_by(order), zone)
    return deadline_words(sign_by(shown), zone) if "sign" in acts else ""
