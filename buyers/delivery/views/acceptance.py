"""Goods that arrived: what became of them for both sides, and the form on which the buyer accepts and rejects by quantity."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from buyers.catalogue.prices import number
from buyers.delivery.forms.checks import CheckForm, rows_for
from buyers.delivery.models import CheckPage, ShipmentLot
from buyers.delivery.services.acceptance import checking
from buyers.delivery.services.acceptance.expiring import expiring_lots
from buyers.delivery.services.acceptance.sections import goods_of
from buyers.delivery.services.acceptance.states import lines_of
from buyers.delivery.services.acceptance.words import basis_words, line_name, quantity_words, refusal_sentence
from buyers.delivery.services.photo_words import words_of_file
from buyers.services.attachments import AttachmentRefused
from buyers.terms.errors import TermsError
from buyers.trade.models import Order, Side
from buyers.trade.services import evidence as proofs
from buyers.trade.services.evidence_words import refusal_words
from buyers.trade.services.fact_rows import OrderFacts
from buyers.trade.services.facts import order_facts
from buyers.trade.services.order_sections import Reader
from buyers.trade.views.scope import acting_order, order_of, side_for
from buyers.views.uploads import uploads_within_limits
from kpmarket.accounts.requests import PersonRequest
from kpmarket.foundation.limits.daily import OverDailyLimit
from kpmarket.foundation.storage import files
from suppliers.sentences import reader as sentences


@require_safe
def acceptance(request: PersonRequest, pk: int) -> HttpResponse:
    """What arrived, what was accepted and rejected, the lots on record, and every check that was made."""
    order = order_of(request, pk)
    facts = order_facts(order, at=timezone.now())
    acting = side_for(order, request.user)
    reader = Reader(request.user, acting or Side.SUPPLIER, may_act=acting is not None)
    names = {line.number: line_name(line) for line in facts.terms.lines} if facts.terms else {}
    made = order.delivery_checks.select_related("checked_by", "order__buyer").prefetch_related(
        "quantities__lot", "files__pages"
    )
    checks = [
        (
            one,
            [quantity_words(row, names) for row in one.quantities.all()],
            [(file, words_of_file(file, one)) for file in one.files.all()],
        )
        for one in made.order_by("-checked_at", "-pk")
    ]
    goods = goods_of(facts, reader)
    return render(request, "delivery/acceptance.html", {"order": order, "goods": goods, "checks": checks})


@require_http_methods(["GET", "HEAD", "POST"])
def check(request: PersonRequest, pk: int) -> HttpResponse:
    """The buyer accepts and rejects; a refusal keeps what was typed."""
    order = acting_order(request, pk, Side.BUYER)
    facts = order_facts(order, at=timezone.now())
    if side_for(order, request.user) is None or facts.terms is None or order.status != Order.Status.CONFIRMED:
        raise Http404
    is_sent = request.method == "POST"
    lots = list(ShipmentLot.objects.filter(shipment__order=order).order_by("line", "pk"))
    form = CheckForm(
        request.POST if is_sent else None,
        request.FILES if is_sent else None,
        rows=rows_for(lines_of(facts), lots, expiring_lots(facts, lots)),
        today=facts.on,
    )
    if is_sent and form.is_valid() and _is_taken(request, order, facts, form):
        return redirect("delivery:acceptance", order.pk)
    context = {"order": order, "form": form, "basis": basis_words(facts.terms), "states": lines_of(facts)}
    return render(request, "delivery/check.html", context, status=422 if is_sent else 200)


@require_safe
def check_page(request: PersonRequest, token: str) -> HttpResponseBase:
    """The picture of a photograph, for both sides of the order."""
    readable = Order.objects.of_members(request.user).values("pk")
    shown = get_object_or_404(CheckPage.objects.filter(file__check_made__order__in=readable), token=token)
    return files.show_image(shown.stored_name)


def _is_taken(request: PersonRequest, order: Order, facts: OrderFacts, form: CheckForm) -> bool:
    """Whether the check was taken in; the reason stands in the form where it was not."""
    typed = form.cleaned_data
    names = {line.number: line_name(line) for line in facts.terms.lines} if facts.terms else {}
    goods = checking.Goods(form.checked, typed["looked_on"], typed["note"])
    try:
        with uploads_within_limits(request, typed["photos"] or []) as stored:
            checking.submit_check(order, goods, by=request.user, at=timezone.now(), files=stored)
    except TermsError as refusal:
        form.add_error(None, refusal_sentence(refusal, names))
    except checking.MoreThanLot as refusal:
        words = _("Lot %(lot)s: at most %(most)s are left to check.")
        form.add_error(None, words % {"lot": refusal.lot.lot, "most": number(refusal.most)})
    except checking.UnknownLot:
        raise Http404 from None
    except proofs.Refused as refusal:
        form.add_error(None, refusal_words(refusal))
    except AttachmentRefused as refusal:
        form.add_error("photos", f"{refusal.name}: {sentences.refusal(refusal.refused, refusal.name)}")
    except OverDailyLimit as over:
        form.add_error("photos", str(over.sentence))
    else:
        messages.success(
            request, _("Your check is kept. What you accepted counts now; the supplier reads what you rejected.")
        )
        return True
    return False
