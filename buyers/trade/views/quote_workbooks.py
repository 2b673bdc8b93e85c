"""The workbook of a request: downloaded, filled in elsewhere, uploaded, and then checked in the form before it is sent."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from buyers.models import EnquiryLine, Thread
from buyers.trade.models import QuoteDraft, QuoteRevision
from buyers.trade.services import quotes as services
from buyers.trade.services.quote_beginnings import beginning
from buyers.trade.services.quote_words import plan_choices
from buyers.trade.services.quote_workbook import key_of, make_workbook
from buyers.trade.services.quote_workbook_reading import MAX_BYTES, WorkbookRefused, read_workbook
from buyers.trade.views.supplier_quotes import editing, latest_of, thread_of
from kpmarket.accounts.requests import PersonRequest
from kpmarket.foundation.spreadsheets import CONTENT_TYPES
from suppliers.companies.scope import editable_company
from suppliers.models import Currency
from suppliers.models.supply import Incoterm, Unit


@require_http_methods(["GET", "HEAD", "POST"])
def quote_workbook(request: PersonRequest, supplier_pk: int, pk: int) -> HttpResponse:
    """A GET downloads it with what the form would say; a POST reads one into the draft."""
    supplier = editable_company(request, supplier_pk)
    thread = thread_of(supplier, pk)
    lines = list(thread.lines.all())
    if request.method == "POST":
        return upload(request, thread, lines)
    draft = QuoteDraft.objects.filter(thread=thread).first()
    values = beginning(thread, lines, draft, latest_of(thread))
    content = make_workbook(thread, lines, values, codes())
    response = HttpResponse(content, content_type=CONTENT_TYPES["xlsx"])
    response["Content-Disposition"] = f'attachment; filename="{key_of(thread).lower()}.xlsx"'
    response["Cache-Control"] = "private, no-store"
    return response


def codes() -> dict[str, list[str]]:
    """What the fields take that are choices."""
    plans = [plan for plan, _name in plan_choices()]
    modes = [str(mode) for mode in QuoteRevision.Mode.values]
    return {
        "currency": [str(code) for code in Currency.values],
        "incoterm": [str(code) for code in Incoterm.values],
        "mode": modes,
        "plan": plans,
        "unit": [str(code) for code in Unit.values],
    }


def upload(request: PersonRequest, thread: Thread, lines: Sequence[EnquiryLine]) -> HttpResponse:
    """Keep what the file says as the draft, and show it for checking; or say what is wrong with the file."""
    file = request.FILES.get("file")
    try:
        if file is None:
            raise WorkbookRefused(_("Choose the workbook that you filled in."))
        values = read_workbook(file, file.size or 0, thread, lines)
    except WorkbookRefused as refusal:
        context = {
            "supplier": thread.supplier,
            "thread": thread,
            "enquiry": thread.enquiry,
            "faults": refusal.sentences,
            "most": MAX_BYTES // 1024,
        }
        return render(request, "trade/quote_workbook.html", context, status=422)
    documents = beginning(thread, lines, None, latest_of(thread)).get("documents") or []
    services.keep_draft(thread, {**values, "documents": documents}, by=request.user, at=timezone.now())
    messages.success(request, _("Read from the file and kept as a draft. Check it here and send it."))
    return redirect(editing(thread))
