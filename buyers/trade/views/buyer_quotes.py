"""The buyer's side of quotes: all of a request side by side, one with its revisions, and declining."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from buyers.catalogue.rates import Rates, currency_of, rates
from buyers.models import BuyerMembership, Enquiry
from buyers.services.delivery_terms import notes_on
from buyers.terms.incoterms import widest
from buyers.trade.forms.decisions import ComparisonForm, DeclineForm
from buyers.trade.models import Quote
from buyers.trade.models.quote import CHINA
from buyers.trade.services import quotes as services
from buyers.trade.services.importers import is_settled_for
from buyers.trade.services.quote_comparison import Group, Measure, compare_quotes
from buyers.trade.services.quote_histories import ShownQuote, shown_quotes
from buyers.trade.services.quote_states import arrival_of_revision, states_of_revisions
from buyers.trade.services.who_does_what import deal_of_revision, who_does_what
from buyers.views.enquiries import lines as asked_lines
from buyers.views.sheets import sheet
from kpmarket.accounts.requests import PersonRequest
from kpmarket.foundation import spreadsheets
from kpmarket.foundation.acts import Refusals, sentence_of

DECIDED = {
    Quote.Status.ACCEPTED: gettext_lazy("This quote was accepted in the meantime."),
    Quote.Status.DECLINED: gettext_lazy("A colleague declined this quote in the meantime."),
    Quote.Status.WITHDRAWN: gettext_lazy("The supplier withdrew this quote in the meantime."),
}
REFUSALS: Refusals = {services.NotOpen: lambda refusal: DECIDED[refusal.status]}


@require_safe
def quotes(request: PersonRequest, pk: int) -> HttpResponse:
    """The quotes of a request side by side, as a page or as a file where ``format`` asks for one."""
    mine = Enquiry.objects.for_user(request.user).select_related("buyer")
    enquiry = get_object_or_404(mine.prefetch_related(asked_lines(), "lines__product__product_type", "threads"), pk=pk)
    found = shown_quotes(enquiry.threads.all())
    known = rates()
    form = ComparisonForm(request.GET or None, currencies=known.currencies)
    measure = measure_of(enquiry, form, found, known)
    groups = compare_quotes(enquiry, enquiry.lines.all(), found, measure)
    if kind := spreadsheets.kind_of(request.GET.get("format", "")):
        return sheet(table(enquiry, groups, measure), kind, name=f"quotes-{enquiry.pk}")
    context = {
        "enquiry": enquiry,
        "groups": groups,
        "quotes": len(found),
        "measure": measure,
        "form": ComparisonForm(
            initial={"basis": measure.basis, "currency": measure.currency}, currencies=known.currencies
        ),
        "query": urlencode({"basis": measure.basis, "currency": measure.currency}),
        "url": request.build_absolute_uri(),
    }
    return render(request, "trade/quotes.html", context)


def measure_of(enquiry: Enquiry, form: ComparisonForm, found: dict[int, ShownQuote], known: Rates) -> Measure:
    """What was chosen; else the rule that the buyer wanted, or the widest quoted, and the buyer's own currency."""
    chosen = form.cleaned_data if form.is_valid() else {}
    quoted = [one.current.revision.incoterm for one in found.values()]
    basis = chosen.get("basis") or enquiry.incoterm or (widest(quoted) if quoted else "FCA")
    currency = chosen.get("currency") or currency_of(enquiry.buyer.country, known)
    return Measure(currency, known, basis, timezone.now())


def table(enquiry: Enquiry, groups: Sequence[Group], measure: Measure) -> Iterator[list[spreadsheets.Cell]]:
    """The comparison as rows of a file, each product type below the one before."""
    yield [_("Enquiry"), enquiry.pk]
    yield [_("Destination"), enquiry.destination]
    yield [_("Needed by"), enquiry.needed_by.isoformat()]
    yield [_("Basis of delivery"), measure.basis]
    day = measure.rates.day
    yield [_("Currency"), measure.currency, date_format(day) if day else _("no reference rate is held")]
    for group in groups:
        yield []
        yield [group.title, *(one.asked.thread.supplier.display_name for one in group.columns)]
        yield [_("Product"), *(f"{one.asked.product.display_name} {one.asked.product.model}" for one in group.columns)]
        for section in group.sections:
            for row in section.rows:
                yield [row.label, *(cell.in_words for cell in row.cells)]


@require_safe
def quote(request: PersonRequest, pk: int) -> HttpResponse:
    """One quote: what it says, what changed, what stands against it, and what may be decided."""
    return quote_page(request, get_object_or_404(Quote.objects.asked_by(request.user), pk=pk), DeclineForm())


def quote_page(request: PersonRequest, row: Quote, form: DeclineForm) -> HttpResponse:
    shown = shown_quotes([row.thread])[row.thread_id]
    revision, now = shown.current.revision, timezone.now()
    states = states_of_revisions([revision], on=now.astimezone(CHINA).date())
    may_decide = row.role_held in BuyerMembership.PURCHASING_ROLES  # type: ignore[attr-defined]  # by asked_by
    there = revision.deadline.read_in(row.thread.enquiry.buyer.zone)
    context: dict[str, Any] = {
        "quote": shown.quote,
        "shown": shown,
        "revision": revision,
        "enquiry": row.thread.enquiry,
        "rows": [(line, states.get(line.pk)) for line in revision.lines.all()],
        "arrives": arrival_of_revision(revision),
        "notes": notes_on(
            revision.incoterm,
            revision.place,
            revision.mode,
            has_importer=is_settled_for(revision, row.thread.enquiry.destination),
        ),
        "table": who_does_what(deal_of_revision(revision, row.thread)),
        "may_decide": may_decide and shown.is_sent,
        "is_valid": revision.is_valid(now),
        "ends_here": date_format(there, "DATETIME_FORMAT") if there else "",
        "zone": row.thread.enquiry.buyer.zone.key,
        "form": form,
    }
    return render(request, "trade/quote.html", context, status=422 if form.is_bound else 200)


@require_POST
def quote_decline(request: PersonRequest, pk: int) -> HttpResponse:
    """Say no, with a reason."""
    row = get_object_or_404(Quote.objects.decided_by(request.user), pk=pk)
    form = DeclineForm(request.POST)
    if not form.is_valid():
        return quote_page(request, row, form)
    said = form.cleaned_data
    try:
        services.decline_quote(row, said["refusal"], said["note"], by=request.user, at=timezone.now())
    except services.NotOpen as refusal:
        messages.error(request, sentence_of(refusal, REFUSALS))
    else:
        messages.success(request, _("Declined. The supplier reads your reason."))
    return redirect(row)
