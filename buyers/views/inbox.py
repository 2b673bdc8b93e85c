"""The supplier's side of enquiries: the company's inbox. Viewers read, editors answer."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from buyers.models import Thread
from buyers.services import enquiries as services
from buyers.views.enquiries import PAGE, empty_form, letters, lines, message_form, states_of, write
from kpmarket.accounts.requests import PersonRequest
from suppliers.companies.scope import company, editable_company, may_edit


@require_safe
def inbox(request: PersonRequest, supplier_pk: int) -> HttpResponse:
    """Who asked this company, the latest first."""
    supplier = company(request, supplier_pk)
    threads = (
        Thread.objects.filter(supplier=supplier)
        .with_latest()
        .select_related("enquiry__buyer")
        .prefetch_related(lines())
    )
    threads = threads.order_by("-latest_at", "-pk")  # type: ignore[misc]  # annotated by with_latest
    page = Paginator(threads, PAGE).get_page(request.GET.get("page"))
    rows = [(thread, state(thread)) for thread in page]
    return render(request, "buyers/inbox.html", {"supplier": supplier, "page": page, "rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
def inbox_thread(request: PersonRequest, supplier_pk: int, pk: int) -> HttpResponse:
    """One conversation; a POST answers."""
    supplier = company(request, supplier_pk)
    thread = get_object_or_404(
        Thread.objects.filter(supplier=supplier)
        .with_latest()
        .select_related("enquiry__buyer", "enquiry__sent_by")
        .prefetch_related(lines(), letters()),
        pk=pk,
    )
    form = message_form(request) if request.method == "POST" else empty_form(request, thread)
    if form.is_bound and form.is_valid():
        onward = reverse("buyers:inbox-thread", args=[supplier.pk, thread.pk])
        if answer := write(request, thread, form, is_from_buyer=False, onward=onward):
            return answer
    written, states = list(thread.messages.all()), states_of(thread.enquiry, thread.lines.all())
    context = {
        "supplier": supplier,
        "thread": thread,
        "enquiry": thread.enquiry,
        "rows": [(line, states.get(line.product_id)) for line in thread.lines.all()],
        "letters": written,
        "attachments": thread.enquiry.attachments.filter(message=None).prefetch_related("pages"),
        "form": form,
        "may_edit": may_edit(supplier),
        "is_closed": not written and not thread.enquiry.is_open(timezone.localdate()),
        "has_news": is_unread(thread),
    }
    return render(request, "buyers/inbox_thread.html", context, status=422 if form.is_bound else 200)


@require_POST
def inbox_read(request: PersonRequest, supplier_pk: int, pk: int) -> HttpResponse:
    """The company has read what the buyer wrote."""
    supplier = editable_company(request, supplier_pk)
    thread = get_object_or_404(Thread.objects.filter(supplier=supplier), pk=pk)
    services.mark_read(thread, is_buyer=False, by=request.user, at=timezone.now())
    if request.htmx:
        return HttpResponse(status=204)
    return redirect("buyers:inbox-thread", supplier.pk, thread.pk)


def is_unread(thread: Thread) -> bool:
    """Whether the buyer wrote since the company last looked."""
    read_at, latest = thread.supplier_read_at, thread.latest_at  # type: ignore[attr-defined]
    return thread.latest_is_from_buyer and (read_at is None or latest > read_at)  # type: ignore[attr-defined]


def state(thread: Thread) -> str:
    """Where the conversation stands: new, open (the buyer waits), replied, or over."""
    if not thread.latest_is_from_buyer:  # type: ignore[attr-defined]
        return "replied"
    is_first = thread.latest_at == thread.enquiry.sent_at  # type: ignore[attr-defined]
    if is_first and not thread.enquiry.is_open(timezone.localdate()):
        return "over"
    return "new" if is_unread(thread) else "open"
