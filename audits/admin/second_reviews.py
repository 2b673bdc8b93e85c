"""Blind second reviews: how far judgements agree, what to judge again, and a page for each that hides the first decision."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from audits.admin.case import columns
from audits.admin.case.access import office_in, person
from audits.admin.case.base import ReadOnlyAdmin
from audits.admin.case.errors import errors_of
from audits.admin.case.findings import LOOKS, finding_rows
from audits.admin.case.pages import documents_of, files_of
from audits.admin.case.refusals import REFUSALS
from audits.admin.keys import key_in
from audits.desk import permissions
from audits.desk.findings import AnsweredFinding, findings_of
from audits.desk.stored_pages import changed_pages
from audits.desk.two_signatures import SamePerson
from audits.findings.comparison import Agreement
from audits.models import SecondReview
from audits.signatures import second_reviews
from audits.signatures.forms import SecondOpinionForm, SettlementForm
from audits.signatures.second_reviews import NoReasonGiven, SecondReviewLapsed
from audits.signatures.two_judgements import SHOWN, lines_of
from kpmarket.accounts.second_factor import require_fresh_sign_in
from kpmarket.foundation.acts import Refusals, perform
from kpmarket.foundation.transitions import IllegalTransition
from suppliers.models import Certificate

SECOND_REFUSALS: Refusals = {
    **REFUSALS,
    IllegalTransition: _("A colleague was first. Nothing was changed."),
    permissions.NotYourCase: _("Take it first, or it is in a colleague's hand. Nothing was changed."),
    SamePerson: _("You had to do with this case before: somebody else looks at it. Nothing was changed."),
    SecondReviewLapsed: _("The document has changed since it was decided: nobody can judge the same again. It lapsed."),
    NoReasonGiven: _("Say why. Nothing was changed."),
}


@dataclass(frozen=True)
class Blind:
    """The document as it was judged, with nothing of how: no answers to findings, no status, no history."""

    certificate: Certificate
    documents: Sequence[Any]
    differing: Sequence[columns.FieldRow]
    agreeing: Sequence[columns.FieldRow]
    is_compared: bool
    findings: Sequence[Any]
    products: Sequence[Any]
    changed_pages: Sequence[Any]


@admin.register(SecondReview)
class SecondReviewAdmin(ReadOnlyAdmin):
    """The figures with the lists, and the page on which somebody judges again or settles."""

    def get_urls(self) -> list[URLPattern]:
        views = {"take": self.take, "judge": self.judge, "settle": self.settle}
        return [
            *(
                path(
                    f"<int:pk>/{act}/",
                    self.admin_site.admin_view(require_POST(view)),
                    name=f"audits_secondreview_{act}",
                )
                for act, view in views.items()
            ),
            *super().get_urls(),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        if not self.has_view_permission(request):
            return redirect("admin:index")
        user, office = person(request), office_in(request)
        related = ("decision__certificate__certificate_type", "decision__supplier")
        free = second_reviews.to_take(user, at=timezone.now(), own_companies=permissions.own_companies(user))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Blind second reviews"),
            "figures": second_reviews.figures(),
            "mine": SecondReview.objects.in_hand(user).select_related(*related),
            "to_take": free.select_related(*related)[:SHOWN] if office else [],
            "lines": lines_of(user),
            "is_senior": office is not None and office.is_senior,
        }
        return TemplateResponse(request, "admin/audits/second_reviews.html", context)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return self._page(request, self._row(request, key_in(self.opts, object_id)))

    def take(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take it, stating that one is independent and does not know the decision."""
        row = self._row(request, pk)
        words = _("It is yours. How it was decided stays hidden from you until you have judged it.")
        return self._do(request, row, partial(second_reviews.take, row, by=person(request), at=timezone.now()), words)

    def judge(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Keep what one would decide; then the page shows how it was decided."""
        require_fresh_sign_in(request)
        row, form = self._row(request, pk), SecondOpinionForm(request.POST)
        if row.auditor_id == person(request).pk and not form.is_valid():
            return self._page(request, row, opinion_form=form)
        said = form.cleaned_data if form.is_valid() else {"outcome": "", "note": ""}
        act = partial(second_reviews.judge, row, **said, by=person(request), at=timezone.now())
        return self._do(request, row, act, _("Kept and logged. Below is how it was decided."))

    def settle(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Keep which of two judgements is right."""
        require_fresh_sign_in(request)
        row, form = self._row(request, pk), SettlementForm(request.POST)
        if self._may_settle(request, row) and not form.is_valid():
            return self._page(request, row, settlement_form=form)
        said = form.cleaned_data if form.is_valid() else {"stands": "", "note": ""}
        act = partial(second_reviews.settle, row, **said, by=person(request), at=timezone.now())
        return self._do(request, row, act, _("Settled and logged."))

    def _do(self, request: HttpRequest, row: SecondReview, act: Callable[[], object], done: Any) -> HttpResponse:
        perform(request, act, done, SECOND_REFUSALS)
        return redirect("admin:audits_secondreview_change", row.pk)

    def _row(self, request: HttpRequest, pk: Any) -> SecondReview:
        """The row, or 404 for a person who may not look."""
        related = ("decision__certificate__certificate_type", "decision__certificate__supplier", "decision__by")
        rows = SecondReview.objects.select_related(*related, "auditor", "opinion__by", "settlement__by")
        return get_object_or_404(rows if self.has_view_permission(request) else rows.none(), pk=pk)

    def _may_settle(self, request: HttpRequest, row: SecondReview) -> bool:
        office, user = office_in(request), person(request)
        if office is None or not office.is_senior or not SecondReview.objects.unsettled().filter(pk=row.pk).exists():
            return False
        known = {*second_reviews.people_of(row), row.opinion.by_id}
        return user.pk not in known and row.decision.supplier_id not in permissions.own_companies(user)

    def _page(self, request: HttpRequest, row: SecondReview, **refused: forms.Form) -> TemplateResponse:
        is_judged = hasattr(row, "opinion")
        is_open = not is_judged and row.lapsed_at is None
        is_mine = is_open and row.auditor_id == person(request).pk
        may_settle = is_judged and self._may_settle(request, row)
        form = next(iter(refused.values()), None)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "errors": (errors := errors_of(form)),
            "title": _("Error: %(page)s") % {"page": row}
            if errors
            else _("Blind second review: %(document)s") % {"document": row},
            "row": row,
            "is_judged": is_judged,
            "is_mine": is_mine,
            "is_agreed": is_judged and row.opinion.outcome == row.decision.outcome,
            "may_take": is_open and not is_mine and self._may_take(request, row),
            "blind": blind_of(row, own_companies=permissions.own_companies(person(request))) if is_mine else None,
            "opinion_form": refused.get("opinion_form") or (SecondOpinionForm() if is_mine else None),
            "settlement_form": refused.get("settlement_form") or (SettlementForm() if may_settle else None),
        }
        return TemplateResponse(request, "admin/audits/second_review.html", context, status=422 if form else 200)

    def _may_take(self, request: HttpRequest, row: SecondReview) -> bool:
        if office_in(request) is None:
            return False
        user = person(request)
        free = second_reviews.to_take(user, at=timezone.now(), own_companies=permissions.own_companies(user))
        return free.filter(pk=row.pk).exists()


def blind_of(row: SecondReview, *, own_companies: set[int]) -> Blind:
    """What the second auditor sees: pages, claims next to what was read and registered, findings as the machine has them."""
    certificate = second_reviews.certificate_of(row)
    files = files_of(certificate)
    products = list(certificate.products.select_related("product_type"))
    checks = list(certificate.register_checks.light().select_related("by", "screenshot"))
    rows = columns.field_rows(certificate, files=files, products=products, checks=checks)
    found = findings_of(certificate, on=timezone.localdate(), files=files, own_companies=own_companies)
    findings = finding_rows(unanswered(found), files, [])
    marks = [mark for one in rows for mark in one.marks] + [one.mark for one in findings if one.mark]
    return Blind(
        certificate=certificate,
        documents=documents_of(files, marks),
        differing=[one for one in rows if one.is_to_look_at],
        agreeing=[one for one in rows if not one.is_to_look_at],
        is_compared=any(one.look != columns.LOOKS[Agreement.ALONE] for one in rows),
        findings=findings,
        products=products,
        changed_pages=changed_pages(certificate),
    )


def unanswered(found: Sequence[AnsweredFinding]) -> list[AnsweredFinding]:
    """The findings without the answers of the first auditor, in an order that does not tell which were answered."""
    severities = list(LOOKS)
    bare = [replace(one, answer=None) for one in found]
    return sorted(bare, key=lambda one: (severities.index(one.finding.severity), one.name))
