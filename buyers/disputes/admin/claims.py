"""Claims on the desk: open ones by the day on which something is due, and one with everything to decide it by."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from audits.admin.case.access import person
from audits.admin.keys import key_in
from audits.admin.staff_access import note_opened
from audits.desk.permissions import own_companies
from audits.desk.staff_access import Kind
from buyers.disputes.admin.desk_acts import ACTS, offered_acts, perform_act
from buyers.disputes.models import Claim, ClaimPage
from buyers.disputes.services.claims import desk_pages
from buyers.disputes.services.claims.claim_page import view_of
from buyers.disputes.services.claims.handling import handler_of
from buyers.disputes.services.claims.reading import Known, known_claim
from buyers.terms.disputes.claim_facts import Party
from buyers.trade.admin.orders import OrderDesk
from buyers.trade.services.desk import own_organisations
from buyers.trade.services.facts import order_facts
from kpmarket.accounts.second_factor import require_fresh_sign_in
from kpmarket.foundation.storage import files


@admin.register(Claim)
class ClaimAdmin(OrderDesk):
    """The queue of claims, and the page on which one is taken, decided and signed."""

    def get_urls(self) -> list[URLPattern]:
        act = self.admin_site.admin_view(require_POST(self.act))
        page = self.admin_site.admin_view(require_safe(self.page))
        return [
            path("<int:pk>/<slug:name>/act/", act, name="disputes_claim_act"),
            path("pages/<str:token>/", page, name="disputes_claim_page"),
            *super().get_urls(),
        ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Claim]:
        """Without claims about orders of the person's own organisations."""
        user = person(request)
        claims = super().get_queryset(request).exclude(order__supplier__in=own_companies(user))
        return claims.exclude(order__buyer__in=own_organisations(user))

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        if not self.has_view_permission(request):
            return super().changelist_view(request)
        user = person(request)
        rows = desk_pages.open_claims(suppliers=own_companies(user), buyers=own_organisations(user), at=timezone.now())
        return self.render(request, "admin/disputes/claims.html", title=_("Claims by due day"), rows=rows)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return self._page(request, self._read_claim(request, key_in(self.opts, object_id)))

    def act(self, request: HttpRequest, pk: int, name: str) -> HttpResponse:
        """Take it, order a report, decide, or sign second."""
        require_fresh_sign_in(request)
        found = self._read_claim(request, pk)
        if name not in ACTS or not self.may_act(request):
            raise Http404
        form = ACTS[name].form_of(found, request)
        if form.is_valid() and perform_act(request, found.claim, name, form):
            return redirect("admin:disputes_claim_change", pk)
        return self._page(request, self._read_claim(request, pk), {name: form})

    def page(self, request: HttpRequest, token: str) -> HttpResponseBase:
        """The picture of one page of a file of a claim."""
        self.require_look(request)
        rows = ClaimPage.objects.filter(file__step__claim__in=self.get_queryset(request)).select_related("file__step")
        shown = get_object_or_404(rows, token=token)
        note_opened(request, Kind.PAGES, f"claim:{shown.file.step.claim_id}")
        return files.show_image(shown.stored_name)

    def _read_claim(self, request: HttpRequest, pk: Any) -> Known:
        claim = self.subject(request, pk, "order__buyer", "order__supplier", "order__holder")
        return known_claim(claim, at=timezone.now())

    def _page(self, request: HttpRequest, found: Known, refused: dict[str, forms.Form] | None = None) -> HttpResponse:
        claim, now = found.claim, timezone.now()
        acts: Sequence[Any] = offered_acts(found, person(request), refused or {}) if self.may_act(request) else ()
        response = self.render(
            request,
            "admin/disputes/claim.html",
            title=str(claim),
            claim=claim,
            order=claim.order,
            view=view_of(found, Party.DESK, at=now),
            facts=order_facts(claim.order, at=now),
            movements=claim.order.movements.prefetch_related("transfers").order_by("pk"),
            handler=handler_of(claim),
            declarations=claim.declarations.select_related("by"),
            acts=acts,
        )
        response.status_code = 422 if refused else 200
        return response
