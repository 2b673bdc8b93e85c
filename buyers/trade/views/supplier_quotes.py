"""The supplier's side of quotes: the form, its workbook, sending and withdrawing. Editors only; viewers read in the inbox."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from buyers.models import EnquiryLine, Thread
from buyers.trade.forms.quote import QuoteForm, typed_by
from buyers.trade.models import Quote, QuoteDraft, QuoteRevision
from buyers.trade.models.quote import CHINA
from buyers.trade.services import quotes as services
from buyers.trade.services.importers import has_importer
from buyers.trade.services.quote_beginnings import beginning
from buyers.trade.services.quote_states import Warned, warnings_of
from buyers.trade.services.quote_words import sum_words
from buyers.views.enquiries import lines as asked_lines
from kpmarket.accounts.requests import PersonRequest
from kpmarket.foundation.acts import Refusals, perform, sentence_of
from kpmarket.foundation.limits.daily import DailyAct, OverDailyLimit, within_daily_limit
from suppliers.companies.scope import editable_company
from suppliers.models import Supplier

DECIDED = {
    Quote.Status.ACCEPTED: gettext_lazy("The buyer has accepted this quote: an order came of it."),
    Quote.Status.DECLINED: gettext_lazy("The buyer has declined this quote in the meantime."),
    Quote.Status.WITHDRAWN: gettext_lazy("A colleague has withdrawn this quote in the meantime."),
}
REFUSALS: Refusals = {
    services.NotOpen: lambda refusal: DECIDED[refusal.status],
    services.RequestOver: gettext_lazy("This enquiry is over: its days to answer have passed."),
    services.NothingOffered: gettext_lazy("Offer at least one line. To say no to all of it, write a message."),
    services.SentAlready: gettext_lazy("You sent this a moment ago. Nothing was sent a second time."),
    services.NothingChanged: gettext_lazy("This says the same as the quote that the buyer has. Nothing was sent."),
    services.Lapsed: gettext_lazy("Choose a day from tomorrow on, so that the buyer has time to decide."),
    OverDailyLimit: lambda refusal: refusal.sentence,
}


@require_http_methods(["GET", "HEAD", "POST"])
def quote_edit(request: PersonRequest, supplier_pk: int, pk: int) -> HttpResponse:
    """The form. A POST keeps what was typed; with ``act=send`` it is sent where nothing speaks against it."""
    supplier = editable_company(request, supplier_pk)
    thread = thread_of(supplier, pk)
    lines, latest = list(thread.lines.all()), latest_of(thread)
    if latest and latest.quote.status == Quote.Status.ACCEPTED and not services.came_to_nothing(latest.quote):
        messages.info(request, str(DECIDED[Quote.Status.ACCEPTED]))
        return redirect(conversation(thread))
    today = timezone.now().astimezone(CHINA).date()
    draft = QuoteDraft.objects.filter(thread=thread).select_related("saved_by").first()
    if request.method != "POST":
        form = QuoteForm(lines=lines, today=today, initial=beginning(thread, lines, draft, latest))
        return page(request, thread, form, latest, draft)
    services.keep_draft(thread, typed_by(request.POST, lines), by=request.user, at=timezone.now())
    if request.POST.get("act") not in ("send", "check"):
        return draft_kept(request, thread)
    on_file = has_importer(supplier.pk, thread.enquiry.destination)
    form = QuoteForm(request.POST, lines=lines, today=today, has_importer=on_file)
    if not form.is_valid():
        return page(request, thread, form, latest, draft)
    warned = warnings_of(thread.enquiry, form.offer, on=today)
    unseen = {one.key for one in warned}.difference(request.POST.get("noted", "").split())
    if unseen or request.POST["act"] == "check":
        return page(request, thread, form, latest, draft, warned=warned, is_checked=True)
    return send(request, thread, form, latest)


def draft_kept(request: PersonRequest, thread: Thread) -> HttpResponse:
    """The draft is stored: nothing more to a script, the page again to a person."""
    if request.htmx:
        return HttpResponse(status=204)
    messages.success(request, _("The draft is kept. The buyer does not see it."))
    return redirect(editing(thread))


def send(request: PersonRequest, thread: Thread, form: QuoteForm, latest: QuoteRevision | None) -> HttpResponse:
    """Send it; where it was refused, the same page with the reason, and what was typed."""
    number, now = request.POST.get("based_on", ""), timezone.now()
    try:
        with within_daily_limit(DailyAct.REPLIES, request.user.pk, at=now):
            sent = services.send_quote(
                thread, form.offer, based_on=int(number) if number.isdecimal() else 0, by=request.user, at=now
            )
    except services.NewerRevision as newer:
        form.add_error(None, newer_words(newer.revision))
        return page(request, thread, form, newer.revision, None)
    except tuple(REFUSALS) as refusal:
        if isinstance(refusal, services.SentAlready):
            messages.info(request, sentence_of(refusal, REFUSALS))
            return redirect(conversation(thread))
        form.add_error(None, sentence_of(refusal, REFUSALS))
        return page(request, thread, form, latest, None)
    words = _("Sent: revision %(number)s, %(total)s, valid until %(day)s.")
    facts = {"number": sent.number, "total": sum_words(sent.total, sent.currency), "day": date_format(sent.valid_until)}
    messages.success(request, words % facts)
    return redirect(conversation(thread))


def newer_words(revision: QuoteRevision) -> str:
    """That a colleague was quicker; what was typed is kept."""
    words = _(
        "%(person)s sent revision %(number)s at %(time)s. Compare it with yours; sending now makes yours the next one."
    )
    time = date_format(timezone.localtime(revision.sent_at), "DATETIME_FORMAT")
    return words % {"person": revision.sent_by, "number": revision.number, "time": time}


@require_POST
def quote_withdraw(request: PersonRequest, supplier_pk: int, pk: int) -> HttpResponse:
    """Take the quote back."""
    supplier = editable_company(request, supplier_pk)
    thread = thread_of(supplier, pk)
    quote = get_object_or_404(Quote, thread=thread)
    perform(
        request,
        lambda: services.withdraw_quote(
            quote, by=request.user, at=timezone.now(), note=request.POST.get("note", "")[:1000].strip()
        ),
        _("The quote is withdrawn. The buyer cannot accept it any more."),
        REFUSALS,
    )
    return redirect(conversation(thread))


def thread_of(supplier: Supplier, pk: int) -> Thread:
    """A conversation of this company, with the lines that it is asked about."""
    threads = Thread.objects.filter(supplier=supplier).select_related("enquiry__buyer", "supplier")
    return get_object_or_404(threads.prefetch_related(asked_lines(), "lines__product__price_tiers"), pk=pk)


def latest_of(thread: Thread) -> QuoteRevision | None:
    quote = Quote.objects.filter(thread=thread).first()
    return services.latest_of(quote) if quote else None


def conversation(thread: Thread) -> str:
    return reverse("buyers:inbox-thread", args=[thread.supplier_id, thread.pk])


def editing(thread: Thread) -> str:
    return reverse("trade:quote-edit", args=[thread.supplier_id, thread.pk])


def page(
    request: PersonRequest,
    thread: Thread,
    form: QuoteForm,
    latest: QuoteRevision | None,
    draft: QuoteDraft | None,
    *,
    warned: Sequence[Warned] = (),
    is_checked: bool = False,
) -> HttpResponse:
    """The form with the request next to it, and with what speaks against sending."""
    context: dict[str, Any] = {
        "supplier": thread.supplier,
        "thread": thread,
        "enquiry": thread.enquiry,
        "form": form,
        "rows": [(line, form.fields_of(line), of_line(warned, line)) for line in thread.lines.all()],
        "warned": [one for one in warned if one.line is None],
        "noted": " ".join(one.key for one in warned),
        "is_to_confirm": is_checked and bool(warned),
        "is_checked": is_checked,
        "total": total_of(form) if is_checked else "",
        "latest": latest,
        "draft": draft,
    }
    return render(request, "trade/quote_edit.html", context, status=422 if form.is_bound and form.errors else 200)


def of_line(warned: Sequence[Warned], line: EnquiryLine) -> list[Warned]:
    return [one for one in warned if one.line == line]


def total_of(form: QuoteForm) -> str:
    """What the buyer would read as the total."""
    offer = form.offer
    lines = sum(one.amount_in(offer.currency) for one in offer.lines)
    return sum_words(lines + (offer.freight or 0) + (offer.tooling or 0), offer.currency)
