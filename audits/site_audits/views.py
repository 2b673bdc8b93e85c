"""Site audits as the company sees them: the plan, the findings, and its answers."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from audits.models import SiteFindingFile, SiteFindingPage
from audits.site_audits.following import answer_finding
from audits.site_audits.forms import ActionForm
from audits.site_audits.reading import AuditState, audit_rows, state_of, states_of_company
from audits.site_audits.refusals import REFUSALS
from audits.site_audits.states import FindingState
from audits.site_audits.words import answered_questions, extent_words, level_words, standing_words
from kpmarket.accounts.requests import PersonRequest
from kpmarket.foundation.acts import perform
from kpmarket.foundation.limits.daily import DailyAct, OverDailyLimit, within_daily_limit
from kpmarket.foundation.monitoring.security_log import log_refused_upload
from kpmarket.foundation.storage.files import show_image
from suppliers.certificates.files import FileRefused, StoredUpload, store_and_render
from suppliers.companies import scope
from suppliers.models import Supplier
from suppliers.sentences import reader as sentences


@require_safe
def site_audits(request: PersonRequest, supplier_pk: int) -> HttpResponse:
    """All audits of the company."""
    supplier = scope.company(request, supplier_pk)
    states = states_of_company(supplier, on=timezone.localdate())
    context = {"supplier": supplier, "rows": [(one, level_words(one)) for one in states]}
    return render(request, "audits/site_audits.html", context)


@require_safe
def site_audit(request: PersonRequest, supplier_pk: int, pk: int) -> HttpResponse:
    """One audit: its plan, and once it is reported what was found."""
    supplier = scope.company(request, supplier_pk)
    return _page(request, supplier, _state(supplier, pk))


@require_POST
def site_finding(request: PersonRequest, supplier_pk: int, pk: int, number: int) -> HttpResponse:
    """Answer a finding, with files that prove it."""
    supplier = scope.editable_company(request, supplier_pk)
    state, now = _state(supplier, pk), timezone.now()
    standing = next((one for one in state.findings if one.finding.number == number), None)
    if standing is None or not state.is_reported:
        raise Http404
    form = ActionForm(request.POST, number=number, today=timezone.localdate(now))
    if not form.is_valid():
        return _page(request, supplier, state, form)
    uploads: Sequence[UploadedFile[bytes]] = request.FILES.getlist("file")
    if len(uploads) > SiteFindingFile.MOST:
        words = _("An answer takes %(count)s files. Put the rest into one PDF.") % {"count": SiteFindingFile.MOST}
        return _page(request, supplier, state, form, [words])
    with ExitStack() as stack:
        stored, refused = _store(request, stack, uploads)
        if refused:
            return _page(request, supplier, state, form, refused)
        perform(
            request,
            lambda: answer_finding(standing.finding, form.action_plan(), stored, by=request.user, at=now),
            _("Answered. An auditor reads it."),
            REFUSALS,
        )
    return redirect("audits:site-audit", supplier.pk, pk)


@require_safe
def site_page(request: PersonRequest, token: str) -> HttpResponseBase:
    """The picture of a page of a file that the company sent."""
    mine = Supplier.objects.for_user(request.user)
    pages = SiteFindingPage.objects.filter(file__step__finding__audit__supplier__in=mine)
    return show_image(get_object_or_404(pages, token=token).stored_name)


def _state(supplier: Supplier, pk: int) -> AuditState:
    """An audit of this company today. Raises Http404."""
    return state_of(get_object_or_404(audit_rows().filter(supplier=supplier), pk=pk), on=timezone.localdate())


def _store(
    request: PersonRequest, stack: ExitStack, uploads: Sequence[UploadedFile[bytes]]
) -> tuple[list[StoredUpload], list[str]]:
    """The files, stored for as long as ``stack`` is open, and why others were not taken."""
    stored, refused, now = [], [], timezone.now()
    for upload in uploads:
        try:
            stack.enter_context(
                within_daily_limit(DailyAct.UPLOADED_BYTES, request.user.pk, at=now, units=upload.size or 0)
            )
            stored.append(stack.enter_context(store_and_render(upload, request.user, now)))
        except FileRefused as refusal:
            log_refused_upload(request.user.pk, refusal.refused.code)
            refused.append(f"{upload.name}: {sentences.refusal(refusal.refused, upload.name or '')}")
        except OverDailyLimit as over:
            refused.append(str(over.sentence))
    return stored, refused


def _page(
    request: PersonRequest,
    supplier: Supplier,
    state: AuditState,
    refused: ActionForm | None = None,
    files_refused: Sequence[str] = (),
) -> HttpResponse:
    today = timezone.localdate()
    may_answer = scope.may_edit(supplier) and state.is_reported
    findings = []
    for one in state.findings if state.is_reported else ():
        number = one.finding.number
        form = None
        if may_answer and one.state == FindingState.OPEN:
            is_refused = refused is not None and refused.prefix == f"finding-{number}"
            form = refused if is_refused else ActionForm(number=number, today=today)
        findings.append((one, standing_words(one, today), form))
    context = {
        "supplier": supplier,
        "state": state,
        "standard": state.standard.words(get_language() or ""),
        "level": level_words(state),
        "extent": extent_words(state),
        "findings": findings,
        "questions": answered_questions(state),
        "files_refused": files_refused,
    }
    return render(request, "audits/site_audit.html", context, status=422 if refused else 200)
