"""Freight quotes of an order or a quote next to each other, typing one, and the landed cost of the goods."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from buyers.catalogue.rates import rates
from buyers.delivery.forms.costs import BasisForm, FreightForm, RateForm
from buyers.delivery.services.costs import quoting
from buyers.delivery.services.costs.cost_words import CostRow, cost_rows, rate_rows
from buyers.delivery.services.costs.landing import BASES, QuoteSum, landed_cost, quote_sums, weights_of
from buyers.delivery.services.costs.subjects import Subject, subject_of_order, subject_of_revision
from buyers.delivery.services.shipments.authors import Author
from buyers.delivery.views.costs.guest_freight import QUOTED_FOR
from buyers.models import BuyerMembership
from buyers.terms.delivery.freight import chargeable_source
from buyers.terms.delivery.landed import Landed
from buyers.trade.models import Quote, Side
from buyers.trade.services.contracts import contract_in_force
from buyers.trade.services.words import money_words
from buyers.trade.views.scope import order_of, side_for
from buyers.views.sheets import sheet
from kpmarket.accounts.requests import PersonRequest
from kpmarket.foundation.spreadsheets import Kind
from suppliers.models import Membership

USUAL_BASIS = "DAP"
FORMATS: dict[str, Kind] = {"csv": "csv", "xlsx": "xlsx"}


@dataclass(frozen=True)
class Scope:
    """The goods of one page, who may write there, and its addresses."""

    subject: Subject
    side: Side | None
    title: str
    back: str
    kind: str
    key: int

    @property
    def pages(self) -> tuple[str, ...]:
        """What may be typed here; a forwarder gets a link for an order alone, as long as it runs."""
        order = self.subject.order
        return ("new", "rate", "link") if order and order.status in QUOTED_FOR else ("new", "rate")

    def url(self, name: str) -> str:
        return reverse(f"delivery:{self.kind}{name}", args=[self.key])


@require_safe
def order_freight(request: PersonRequest, pk: int) -> HttpResponse:
    """Of an order."""
    return _page(request, _of_order(request, pk))


@require_safe
def quote_freight(request: PersonRequest, pk: int) -> HttpResponse:
    """Of a quote, before there is an order."""
    return _page(request, _of_quote(request, pk))


@require_http_methods(["GET", "HEAD", "POST"])
def order_freight_new(request: PersonRequest, pk: int) -> HttpResponse:
    """Type a freight quote for an order."""
    return _new(request, _of_order(request, pk))


@require_http_methods(["GET", "HEAD", "POST"])
def quote_freight_new(request: PersonRequest, pk: int) -> HttpResponse:
    """Type a freight quote for goods that are not ordered yet."""
    return _new(request, _of_quote(request, pk))


@require_http_methods(["GET", "HEAD", "POST"])
def order_rate(request: PersonRequest, pk: int) -> HttpResponse:
    """Type a rate of duty or tax for an order."""
    return _rate(request, _of_order(request, pk))


@require_http_methods(["GET", "HEAD", "POST"])
def quote_rate(request: PersonRequest, pk: int) -> HttpResponse:
    """Type a rate of duty or tax for a quote."""
    return _rate(request, _of_quote(request, pk))


def _of_order(request: PersonRequest, pk: int) -> Scope:
    order = order_of(request, pk)
    contract = contract_in_force(order) or order.contracts.order_by("-version").first()
    if contract is None:
        raise Http404
    subject = subject_of_order(order, contract.terms)
    title = _("Order %(number)s") % {"number": order.number}
    return Scope(subject, side_for(order, request.user), title, order.get_absolute_url(), "freight", pk)


def _of_quote(request: PersonRequest, pk: int) -> Scope:
    user = request.user
    of_buyer = Q(thread__enquiry__buyer__memberships__user=user)
    of_supplier = Q(thread__supplier__memberships__user=user)
    found = Quote.objects.filter(of_buyer | of_supplier).select_related("thread__supplier", "thread__enquiry__buyer")
    quote = get_object_or_404(found.distinct(), pk=pk)
    revision = quote.revisions.order_by("-number").first()
    if revision is None:
        raise Http404
    revision.quote = quote
    side = _side_of_quote(quote, request)
    back = quote.get_absolute_url()
    if quote.thread.supplier.memberships.filter(user=user).exists():
        back = reverse("buyers:inbox-thread", args=[quote.thread.supplier_id, quote.thread_id])
    return Scope(subject_of_revision(revision), side, str(quote), back, "quote-freight", pk)


def _side_of_quote(quote: Quote, request: PersonRequest) -> Side | None:
    """The side for which the person may write; None for who only reads or belongs to both."""
    buyer, supplier = quote.thread.enquiry.buyer, quote.thread.supplier
    roles = {
        Side.BUYER: buyer.memberships.filter(user=request.user, role__in=BuyerMembership.PURCHASING_ROLES).exists(),
        Side.SUPPLIER: supplier.memberships.filter(user=request.user, role__in=Membership.EDITING_ROLES).exists(),
    }
    sides = [side for side, is_there in roles.items() if is_there]
    return sides[0] if len(sides) == 1 else None


def _page(request: PersonRequest, scope: Scope) -> HttpResponse:
    """The quotes side by side, and the landed cost on the chosen basis; ``format`` csv or xlsx downloads it."""
    subject, known, now = scope.subject, rates(), timezone.now()
    language = get_language() or "en"
    sums = quote_sums(subject, known, on=timezone.localdate(now), language=language)
    quotes = [(one.quote.pk, str(one.quote)) for one in sums]
    form = BasisForm(request.GET or None, quotes=quotes)
    typed = form.cleaned_data if form.is_bound and form.is_valid() else {}
    chosen = _chosen_quote(sums, typed.get("with_quote"), is_asked="with_quote" in request.GET)
    basis = typed.get("basis") or (USUAL_BASIS if subject.rule not in BASES else subject.rule)
    found = landed_cost(subject, basis, chosen, subject.rates, known)
    rows = cost_rows(subject, found, chosen)
    if kind := FORMATS.get(request.GET.get("format", "")):
        return sheet(_sheet_rows(scope, found, rows), kind, name=f"landed-{scope.kind}-{scope.key}")
    weights = weights_of(subject, subject.mode)
    context = {
        "scope": scope,
        "subject": subject,
        "urls": {name: scope.url(f"-{name}") for name in scope.pages},
        "sums": sums,
        "chosen": chosen,
        "form": BasisForm(quotes=quotes, initial={"basis": basis, "with_quote": chosen.quote.pk if chosen else ""}),
        "landed": found,
        "rows": rows,
        "total": money_words(found.total, subject.currency),
        "estimated": money_words(found.estimated, subject.currency) if found.estimated else "",
        "rates": rate_rows(subject.rates),
        "weights": weights,
        "weight_source": chargeable_source(subject.mode),
        "query": request.GET.urlencode(),
    }
    return render(request, "delivery/freight.html", context)


def _chosen_quote(sums: list[QuoteSum], key: Any, *, is_asked: bool) -> QuoteSum | None:
    """The quote that was chosen, or none; before anything was chosen the last one that is still valid."""
    if is_asked:
        return next((one for one in sums if one.quote.pk == key), None)
    return next((one for one in reversed(sums) if one.is_valid), None)


def _sheet_rows(scope: Scope, found: Landed, rows: list[CostRow]) -> Iterator[list[str]]:
    yield [scope.title, f"{scope.subject.rule} {scope.subject.place}", found.basis]
    yield [_("Part"), _("Sum"), _("Per piece"), _("Who says it"), _("Missing")]
    for row in rows:
        yield [row.label, row.amount, row.per_piece, row.mark, row.missing]
    yield [_("Total"), money_words(found.total, scope.subject.currency), "", "", ""]


def _new(request: PersonRequest, scope: Scope) -> HttpResponse:
    if scope.side is None:
        raise Http404
    is_sent = request.method == "POST"
    subject = scope.subject
    proposed = {"mode": subject.mode, "origin": subject.place, "currency": subject.currency}
    form = FreightForm(request.POST if is_sent else None, initial=proposed)
    if is_sent and form.is_valid():
        author = Author(scope.side, person=request.user)
        try:
            quoting.submit_freight_quote(subject, form.head, form.lines, author=author, at=timezone.now())
        except quoting.TooManyQuotes:
            form.add_error(None, _("There are %(most)s freight quotes already.") % {"most": quoting.MOST_QUOTES})
        else:
            messages.success(request, _("Kept. Both sides see it; it is not changed any more."))
            return redirect(scope.url(""))
    context = {"scope": scope, "form": form, "back": scope.url("")}
    return render(request, "delivery/freight_new.html", context, status=422 if form.errors else 200)


def _rate(request: PersonRequest, scope: Scope) -> HttpResponse:
    if scope.side is None:
        raise Http404
    is_sent, now = request.method == "POST", timezone.now()
    form = RateForm(request.POST if is_sent else None, subject=scope.subject, today=timezone.localdate(now))
    if is_sent and form.is_valid():
        quoting.type_rate(scope.subject, form.rate(), by=request.user, at=now)
        messages.success(request, _("Kept, with its source and day."))
        return redirect(scope.url(""))
    context = {"scope": scope, "form": form, "back": scope.url("")}
    return render(request, "delivery/rate_new.html", context, status=422 if form.errors else 200)
