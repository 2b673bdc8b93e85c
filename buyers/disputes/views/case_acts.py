"""What the side of a legal case does on its page: notes, days, documents, taking note of a day, closing."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from buyers.disputes.forms.cases import CaseDayForm, CaseFilesForm, CaseNoteForm
from buyers.disputes.models import LegalCase
from buyers.disputes.services.cases import documents, law_days, working
from buyers.disputes.views.case_pages import case_of, show_case
from buyers.services.attachments import AttachmentRefused
from buyers.views.uploads import uploads_within_limits
from kpmarket.accounts.requests import PersonRequest
from kpmarket.foundation.acts import Refusals, perform
from kpmarket.foundation.limits.daily import OverDailyLimit
from kpmarket.foundation.transitions import IllegalTransition
from suppliers.sentences import reader as sentences

REFUSALS: Refusals = {
    working.ClosedAlready: _("The case is closed: nothing is added to it any more."),
    documents.TooManyFiles: _("One case takes at most 50 documents."),
    law_days.AcknowledgedAlready: _("Somebody of your side acknowledged it before."),
    IllegalTransition: _("Somebody was quicker: look at the case again. Nothing was changed."),
}


@require_POST
def note(request: PersonRequest, pk: int) -> HttpResponse:
    """A private note of the client's side."""
    shown, form = case_of(request, pk), CaseNoteForm(request.POST, auto_id="id_note_%s")
    if not form.is_valid():
        return show_case(request, shown, note_form=form)
    text = form.cleaned_data["text"]
    return _perform_on_case(
        request,
        shown,
        lambda: working.note_of_client(shown, text, by=request.user, at=timezone.now()),
        _("Noted. Only your side and the person of the desk who works on the case read it."),
    )


@require_POST
def day(request: PersonRequest, pk: int) -> HttpResponse:
    """A day from which periods of law count."""
    shown, now = case_of(request, pk), timezone.now()
    asked = law_days.days_still_asked(shown, shown.steps.all(), at=now)
    form = CaseDayForm(request.POST, asked=asked, today=timezone.localdate(now), auto_id="id_day_%s")
    if not form.is_valid():
        return show_case(request, shown, day_form=form)
    typed = form.cleaned_data
    return _perform_on_case(
        request,
        shown,
        lambda: working.state_day(shown, typed["since"], typed["day"], typed["text"], by=request.user, at=now),
        _("Noted. The days of law that follow from it are computed."),
    )


@require_POST
def add(request: PersonRequest, pk: int) -> HttpResponse:
    """Documents, through the safe intake."""
    shown = case_of(request, pk)
    form = CaseFilesForm(request.POST, request.FILES, auto_id="id_files_%s")
    if form.is_valid():
        try:
            with uploads_within_limits(request, form.cleaned_data["documents"]) as stored:
                return _perform_on_case(
                    request,
                    shown,
                    lambda: documents.add_documents(shown, stored, by=request.user, at=timezone.now()),
                    _("Added to the case."),
                )
        except AttachmentRefused as refusal:
            form.add_error("documents", f"{refusal.name}: {sentences.refusal(refusal.refused, refusal.name)}")
        except OverDailyLimit as over:
            form.add_error("documents", str(over.sentence))
    return show_case(request, shown, files_form=form)


@require_POST
def acknowledge(request: PersonRequest, pk: int, deadline: int) -> HttpResponse:
    """Take note of a day of law."""
    shown = case_of(request, pk)
    row = get_object_or_404(shown.deadlines, pk=deadline)
    return _perform_on_case(
        request,
        shown,
        lambda: law_days.acknowledge(row, by=request.user, at=timezone.now()),
        _("Acknowledged. Letters before the day still come."),
    )


@require_POST
def close(request: PersonRequest, pk: int) -> HttpResponse:
    """The client closes its own case."""
    shown = case_of(request, pk)
    return _perform_on_case(
        request,
        shown,
        lambda: working.withdraw(shown, by=request.user, at=timezone.now()),
        _("The case is closed. Nobody watches its days of law any more."),
    )


def _perform_on_case(
    request: PersonRequest, shown: LegalCase, act: Callable[[], object], success: object
) -> HttpResponse:
    perform(request, act, success, REFUSALS)  # type: ignore[arg-type]
    return redirect(shown)
