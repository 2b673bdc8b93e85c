"""Report a doubtful document: open to strangers, a few times a day from one address."""

from __future__ import annotations

from datetime import timedelta

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from audits.desk.doubt_forms import DoubtForm
from audits.desk.doubt_reports import AlreadyAnswered, EnoughFiles, keep_file, report_doubt
from audits.models import DoubtFile, DoubtReport
from buyers.forms import FilesField
from buyers.guides.head import Head
from buyers.views.indexed import asked_language, in_asked_language
from kpmarket.accounts.models import User
from kpmarket.foundation.limits.allowance import Allowance
from kpmarket.foundation.monitoring.security_log import NOBODY, log_refused_upload
from kpmarket.foundation.serving.wsgi_bridge import client_address
from kpmarket.foundation.storage.files import safe_name
from kpmarket.site.trust import report_links
from suppliers.certificates.files import AlreadyThere, FileRefused, store_and_render
from suppliers.sentences import reader as sentences

REPORTS_OF_ADDRESS = Allowance("doubt-reports", 10, timedelta(days=1))
REPORTS_OF_ALL = Allowance("doubt-reports-of-all", 500, timedelta(days=1))
"""So that many addresses together cannot bury the desk either."""
BYTES_OF_REPORT = Allowance("doubt-files", 40 * 1024**2, timedelta(days=1))
BYTES_OF_ALL = Allowance("doubt-files-of-all", 2 * 1024**3, timedelta(days=1))
INVALID = 422
TOO_MANY = 429


class ReportFilesForm(forms.Form):
    """What shows the doubt."""

    attached = FilesField(
        label=gettext_lazy("Files"),
        help_text=gettext_lazy(
            "PDF or pictures, at most five, 20 MB each: the document, or what the body that it names wrote to you."
        ),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_not_required
@in_asked_language
def report(request: HttpRequest) -> HttpResponse:
    """The form; a page that links here may say which document is meant."""
    known = {name: request.GET.get(name, "")[:300] for name in ("number", "company", "found_at")}
    form = DoubtForm(request.POST) if request.method == "POST" else DoubtForm(initial=known)
    status = 200
    if form.is_bound:
        status = INVALID
        if form.is_valid():
            if kept := keep(request, form):
                return redirect(report_links.address(kept.pk))
            form.add_error(
                None, _("Many reports came from your address today. Send this one tomorrow, or write to us.")
            )
            status = TOO_MANY
    about = _(
        "A certificate looks forged, was withdrawn, or belongs to somebody else? Tell our auditors; no account is needed."
    )
    head = Head(
        _("Report a doubtful document"), about, request.path, kind="website", asked_language=asked_language(request)
    )
    return render(request, "trust/report.html", {"form": form, "head": head}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@login_not_required
def report_files(request: HttpRequest, token: str) -> HttpResponse:
    """What happens now, and files for the report: for a day, while nobody answered it."""
    report = get_object_or_404(DoubtReport.objects.open(), pk=report_links.report_at(token))
    form = ReportFilesForm(request.POST, request.FILES) if request.method == "POST" else ReportFilesForm()
    if form.is_bound and form.is_valid():
        for upload in form.cleaned_data["attached"]:
            if problem := take_file(report, upload):
                form.add_error("attached", f"{safe_name(upload.name or '')}: {problem}")
        if form.is_valid():
            messages.success(request, _("The files were taken in."))
            return redirect(request.path)
    context = {"form": form, "files": report.files.all(), "may_add": report.files.count() < DoubtFile.MOST}
    return render(request, "trust/report_files.html", context, status=INVALID if form.errors else 200)


def take_file(report: DoubtReport, upload: UploadedFile[bytes]) -> str:
    """Why a file was not taken; empty where it was, now or before."""
    now, payer, size = timezone.now(), f"report-{report.pk}", upload.size or 0
    if not BYTES_OF_REPORT.take(payer, size, at=now) or not BYTES_OF_ALL.take("all", size, at=now):
        return _("More than we take in a day. Describe it in the report, or write to us.")
    try:
        with store_and_render(upload, payer, now) as stored:
            if not keep_file(report, stored, at=now):
                raise AlreadyThere
    except AlreadyThere:
        return ""
    except FileRefused as refusal:
        log_refused_upload(NOBODY, refusal.refused.code)
        return str(sentences.refusal(refusal.refused, upload.name or ""))
    except EnoughFiles:
        return _("A report takes at most %(most)s files.") % {"most": DoubtFile.MOST}
    except AlreadyAnswered:
        return _("The report has been answered.")
    return ""


def keep(request: HttpRequest, form: DoubtForm) -> DoubtReport | None:
    """Store the report; None where the address, or all together, sent as many as a day takes."""
    now, address = timezone.now(), client_address(request.META, settings.TRUSTED_PROXY_COUNT)
    if not REPORTS_OF_ADDRESS.take(address, 1, at=now):
        return None
    if not REPORTS_OF_ALL.take("all", 1, at=now):
        return None
    person = request.user if isinstance(request.user, User) else None
    return report_doubt(form.doubt(), language=get_language() or settings.LANGUAGE_CODE, by=person, at=now)
