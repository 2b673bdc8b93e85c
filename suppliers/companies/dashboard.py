"""The supplier's desk: what to do next, in order."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kpmarket.accounts.models import Notice
from kpmarket.accounts.requests import PersonRequest
from kpmarket.foundation.limits.daily import DailyAct, OverDailyLimit, within_daily_limit
from suppliers.companies import scope, services
from suppliers.companies.forms import StartForm
from suppliers.companies.services import Gap, Step
from suppliers.models import Certificate, Supplier
from suppliers.sentences import reasons

STEP_PAGES = {
    Step.COMPANY: "suppliers:company",
    Step.CONTACTS: "suppliers:contacts",
    Step.PRODUCTS: "suppliers:products",
    Step.CERTIFICATES: "suppliers:certificates",
}
NEWEST_NOTICES = 5
SOON = 90


@require_safe
def dashboard(request: PersonRequest) -> HttpResponse:
    """Straight to the company where there is one; to the list where there are none or several."""
    mine = list(Supplier.objects.for_user(request.user)[:2])
    if len(mine) == 1:
        return redirect("suppliers:desk", mine[0].pk)
    return redirect("suppliers:start")


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: PersonRequest) -> HttpResponse:
    """The companies that a person acts for, and the form that opens the draft of another."""
    form = StartForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            with within_daily_limit(DailyAct.COMPANIES, request.user.pk, at=timezone.now()):
                supplier = services.start_supplier(**form.cleaned_data, by=request.user)
        except OverDailyLimit as over:
            form.add_error(None, str(over.sentence))
        else:
            messages.success(request, _("The draft is open. You can leave at any step and go on later."))
            return redirect("suppliers:company", supplier.pk)
    companies = Supplier.objects.for_user(request.user)
    return render(
        request, "suppliers/start.html", {"form": form, "companies": companies}, status=422 if form.errors else 200
    )


@require_safe
def desk(request: PersonRequest, supplier_pk: int) -> HttpResponse:
    supplier = scope.company(request, supplier_pk)
    gaps = services.gaps(supplier)
    today = timezone.localdate()
    return render(
        request,
        "suppliers/desk.html",
        {
            "supplier": supplier,
            "may_edit": scope.may_edit(supplier),
            "gaps": gaps,
            "steps": _steps(supplier, gaps),
            "history": _history(supplier),
            "certificates": _certificates(supplier, today),
            "reapply_day": services.reapply_day(supplier),
            "today": today,
            "notices": Notice.objects.for_user(request.user).unread()[:NEWEST_NOTICES],
        },
    )


def _steps(supplier: Supplier, gaps: list[Gap]) -> list[dict[str, Any]]:
    missing = {step: [str(gap.words) for gap in gaps if gap.step == step] for step in Step}
    open_steps = [step for step in Step if missing[step]]
    steps = [
        {
            "title": step.label,
            "url": reverse(STEP_PAGES[step], args=[supplier.pk]),
            "missing": missing[step],
            "state": "done" if not missing[step] else "now" if step == open_steps[0] else "todo",
        }
        for step in Step
    ]
    return [*steps, {"title": _("Submit to the auditors"), "state": _submission_state(supplier, open_steps)}]


def _submission_state(supplier: Supplier, open_steps: list[Step]) -> str:
    if supplier.status not in {Supplier.Status.DRAFT, Supplier.Status.INFORMATION_REQUESTED}:
        return "done"
    return "todo" if open_steps else "now"


def _certificates(supplier: Supplier, on: date) -> dict[str, Any]:
    """How many there are in each state, what waits for the company, and what ends soon."""
    counts = dict(supplier.certificates.order_by().values_list("status").annotate(Count("pk")))
    ending = supplier.certificates.in_force(on).not_renewed().filter(valid_until__lte=on + timedelta(days=SOON))
    return {
        "counts": [(status, label, counts[status]) for status, label in Certificate.Status.choices if status in counts],
        "revisions": counts.get(Certificate.Status.REVISION_REQUESTED, 0),
        "drafts": counts.get(Certificate.Status.DRAFT, 0),
        "ending": ending.count(),
    }


def _history(supplier: Supplier) -> list[dict[str, Any]]:
    """Each step of the company's life, newest first. Auditors stay unnamed."""
    words = dict(Supplier.Status.choices)
    return [
        {
            "when": event.at,
            "what": words[event.after],
            "note": " ".join([*reasons.sentences(event.reasons), event.note]),
        }
        for event in supplier.history.order_by("-at", "-pk")
    ]
