"""A quote as a document, for both sides of it."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from buyers.delivery.services.issued.documents import issue_quote
from buyers.delivery.services.issued.quotes import draft_of_quote
from buyers.trade.models import Quote, QuoteRevision
from kpmarket.accounts.requests import PersonRequest


@require_http_methods(["GET", "HEAD", "POST"])
def quote_document(request: PersonRequest, pk: int) -> HttpResponse:
    """The revisions of a quote, each with its file; POST makes the file of ``revision``, once."""
    theirs = Q(pk__in=Quote.objects.asked_by(request.user).values("pk"))
    theirs |= Q(thread__supplier__memberships__user=request.user)
    quote = get_object_or_404(Quote.objects.filter(theirs).select_related("thread__supplier").distinct(), pk=pk)
    if request.method == "POST":
        typed = request.POST.get("revision", "")
        number = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 5 else 0
        revision = get_object_or_404(_with_lines(quote), number=number)
        made = issue_quote(revision, draft_of_quote(revision), by=request.user, at=timezone.now())
        return redirect("delivery:issued-pdf", made.pk)
    revisions = quote.revisions.prefetch_related("issued_documents").order_by("-number")
    return render(request, "delivery/quote_document.html", {"quote": quote, "revisions": revisions})


def _with_lines(quote: Quote) -> QuerySet[QuoteRevision]:
    related = "quote__thread__enquiry__buyer", "quote__thread__supplier"
    return quote.revisions.select_related(*related).prefetch_related("lines__line__product")
