"""Report a doubtful document: open to strangers, a few times a day from one address."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from audits.desk.doubt_forms import DoubtForm
from audits.desk.doubt_reports import report_doubt
from buyers.guides.head import Head
from buyers.views.indexed import asked_language, in_asked_language
from kpmarket.accounts.models import User
from kpmarket.foundation.limits.allowance import Allowance
from kpmarket.foundation.serving.wsgi_bridge import client_address

REPORTS_OF_ADDRESS = Allowance("doubt-reports", 10, timedelta(days=1))
REPORTS_OF_ALL = Allowance("doubt-reports-of-all", 500, timedelta(days=1))
"""So that many addresses together cannot bury the desk either."""
INVALID = 422
TOO_MANY = 429


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
            if keep(request, form):
                return redirect("trust:report-done")
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


@require_safe
@login_not_required
def report_done(request: HttpRequest) -> HttpResponse:
    """What happens now."""
    return render(request, "trust/report_done.html")


def keep(request: HttpRequest, form: DoubtForm) -> bool:
    """Store the report; False where the address, or all together, sent as many as a day takes."""
    now, address = timezone.now(), client_address(request.META, settings.TRUSTED_PROXY_COUNT)
    if not REPORTS_OF_ADDRESS.take(address, 1, at=now):
        return False
    if not REPORTS_OF_ALL.take("all", 1, at=now):
        return False
    person = request.user if isinstance(request.user, User) else None
    report_doubt(form.doubt(), language=get_language() or settings.LANGUAGE_CODE, by=person, at=now)
    return True
