"""The privacy page, and what a person can do with their data: get a copy, correct it, have it erased."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from buyers.guides.head import Head
from buyers.views.indexed import asked_language, in_asked_language
from kpmarket.accounts.models import User
from kpmarket.accounts.requests import PersonRequest
from kpmarket.accounts.second_factor import require_fresh_sign_in
from kpmarket.foundation.acts import Refusals, perform
from kpmarket.foundation.limits.daily import DailyAct, OverDailyLimit, within_daily_limit
from kpmarket.foundation.monitoring.security_log import log_event
from kpmarket.site.privacy import data_copy, erasure, operator
from kpmarket.site.privacy.forms import ErasureForm, NameForm
from kpmarket.site.privacy.kinds import KINDS

INVALID = 422
STAYS_IN_OFFICE = gettext_lazy("You work for this site. Ask a superuser to end your office first.")
ASKED_ALREADY = gettext_lazy("You have asked for this already.")


@require_safe
@login_not_required
@in_asked_language
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept about people, made from the register."""
    about = _("What we keep about people, why, on which legal basis, how long, and who receives it.")
    head = Head(_("Privacy"), about, request.path, kind="website", asked_language=asked_language(request))
    context = {
        "head": head,
        "kinds": KINDS,
        "operator": [fact for fact in operator.facts() if fact.setting in operator.OF_PRIVACY],
    }
    return render(request, "privacy/privacy.html", context)


@require_safe
def my_data(request: PersonRequest) -> HttpResponse:
    """Where a person gets, corrects and erases what is kept about them."""
    return render(request, "privacy/my_data.html", _my_data(request, NameForm(initial={"name": request.user.name})))


@require_POST
def change_name(request: PersonRequest) -> HttpResponse:
    """Another name; those who work for the site have theirs corrected by a superuser, with an entry in the log."""
    form = NameForm(request.POST)
    if request.user.is_staff:
        messages.error(request, _("A superuser corrects the names of those who work for this site."))
        return redirect("rights:my-data")
    if not form.is_valid():
        return render(request, "privacy/my_data.html", _my_data(request, form), status=INVALID)
    User.objects.filter(pk=request.user.pk).update(name=form.cleaned_data["name"])
    messages.success(request, _("Saved."))
    return redirect("rights:my-data")


@require_POST
def download(request: PersonRequest) -> HttpResponseBase:
    """The copy of one's data. Whoever finds an open session gets none: the person confirms who they are."""
    require_fresh_sign_in(request)
    now = timezone.now()
    try:
        with within_daily_limit(DailyAct.DATA_COPIES, request.user.pk, at=now):
            log_event("export", account=request.user.pk, subject="own-data")
    except OverDailyLimit as over:
        messages.error(request, str(over.sentence))
        return redirect("rights:my-data")
    name = f"my-data-{timezone.localdate(now):%Y-%m-%d}.zip"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingHttpResponse(
        data_copy.zipped(request.user, at=now), content_type="application/zip", headers=headers
    )


@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: PersonRequest) -> HttpResponse:
    """What goes, what stays and why; then the wish itself, which can be undone for some days."""
    if request.method == "POST":
        require_fresh_sign_in(request)
    form = ErasureForm(request.POST if request.method == "POST" else None, person=request.user)
    if form.is_bound and form.is_valid():
        act = partial(erasure.ask, request.user, session_key=request.session.session_key, at=timezone.now())
        perform(request, act, _("Your data will be erased. You can undo it until then."), REFUSALS)
        return redirect("rights:erasure")
    return render(request, "privacy/erasure.html", _erasure(request, form), status=INVALID if form.is_bound else 200)


@require_POST
def undo_erasure(request: PersonRequest) -> HttpResponse:
    """Keep the account."""
    refusals: Refusals = {erasure.NothingToUndo: gettext_lazy("There is nothing to undo.")}
    act = partial(erasure.undo, request.user, at=timezone.now())
    perform(request, act, _("Your account stays as it is."), refusals)
    return redirect("rights:my-data")


def hand_over_first(refusal: erasure.LastOwnerAmongMembers) -> str:
    """Which companies need another owner before their last one goes."""
    names = ", ".join(str(company) for company in refusal.companies)
    return _("You are the only owner of %(companies)s. Make another member an owner first.") % {"companies": names}


REFUSALS: Refusals = {
    erasure.StillInOffice: STAYS_IN_OFFICE,
    erasure.LastOwnerAmongMembers: hand_over_first,
    erasure.AskedAlready: ASKED_ALREADY,
}


def _my_data(request: PersonRequest, form: NameForm) -> dict[str, object]:
    return {
        "form": form,
        "open_request": erasure.open_request(request.user),
        "companies": request.user.suppliers.order_by("pk"),
        "contact": operator.facts()[2].value,
    }


def _erasure(request: PersonRequest, form: ErasureForm) -> dict[str, object]:
    return {
        "form": form,
        "open_request": erasure.open_request(request.user),
        "going": [kind for kind in KINDS if not kind.stays_because],
        "staying": [kind for kind in KINDS if kind.stays_because],
        "to_hand_over": erasure.companies_to_hand_over(request.user),
        "left_behind": erasure.companies_left_behind(request.user),
        "is_in_office": request.user.is_staff,
    }
