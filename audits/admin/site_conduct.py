"""The page at the site: questions by clause with answers and notes, photos, for a phone that loses its connection."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audits.admin.case.access import office_in, person
from audits.admin.case.base import ReadOnlyAdmin
from audits.desk import permissions
from audits.models import SiteAudit, SiteFindingPage, SitePhotoPage
from audits.site_audits import conducting
from audits.site_audits.conducting import AnsweredByColleague
from audits.site_audits.forms import ConductForm
from audits.site_audits.reading import AuditState, audit_rows, state_of
from audits.site_audits.refusals import REFUSALS, SentBefore, SiteAuditRefused
from kpmarket.foundation.acts import perform, sentence_of
from kpmarket.foundation.limits.daily import DailyAct, OverDailyLimit, within_daily_limit
from kpmarket.foundation.serving.files_one_by_one import take_files
from kpmarket.foundation.storage.files import show_image
from suppliers.certificates.files import FileRefused, store_and_render
from suppliers.models import Supplier
from suppliers.sentences import reader as sentences


def desk_rows() -> QuerySet[SiteAudit]:
    """Audits that the desk reads: what belongs to a draft is nobody's but the company's."""
    return audit_rows().exclude(supplier__status=Supplier.Status.DRAFT)


class SiteConductAdmin(ReadOnlyAdmin):
    """What an audit's own auditors do at the site."""

    def get_urls(self) -> list[URLPattern]:
        conduct = self.admin_site.admin_view(require_http_methods(["GET", "HEAD", "POST"])(self.conduct))
        photos = self.admin_site.admin_view(require_POST(self.photos))
        page = self.admin_site.admin_view(require_safe(self.page_image))
        return [
            path("<int:pk>/conduct/", conduct, name="audits_siteaudit_conduct"),
            path("<int:pk>/photos/", photos, name="audits_siteaudit_photos"),
            path("page/<str:token>/", page, name="audits_siteaudit_page"),
            *super().get_urls(),
        ]

    def state(self, request: HttpRequest, pk: Any) -> AuditState:
        """The audit today, or 404 for a person who may not look."""
        rows = desk_rows() if self.has_view_permission(request) else SiteAudit.objects.none()
        return state_of(get_object_or_404(rows, pk=pk), on=timezone.localdate())

    def may_conduct(self, request: HttpRequest, state: AuditState) -> bool:
        """Whether this person is one of its auditors, in office, and the audit still runs."""
        return state.is_running and office_in(request) is not None and person(request).pk in state.audit.team

    def conduct(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The questions with what was answered last; posted as often as somebody likes."""
        state = self.state(request, pk)
        if not self.may_conduct(request, state):
            raise Http404
        if request.method != "POST":
            return self._conduct_page(request, state, ConductForm(state=state))
        form = ConductForm(request.POST, state=state)
        if not form.is_valid():
            return self._conduct_page(request, state, form)
        try:
            perform(
                request,
                lambda: conducting.save_answers(
                    state.audit, form.given_answers(), by=person(request), at=timezone.now()
                ),
                _("The answers are kept."),
                REFUSALS,
            )
        except AnsweredByColleague as refusal:
            form.add_colleagues(refusal)
            return self._conduct_page(request, state, form)
        return redirect("admin:audits_siteaudit_conduct", pk)

    def photos(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take files in one by one."""
        state = self.state(request, pk)
        if not self.may_conduct(request, state):
            raise Http404
        return take_files(
            request,
            lambda upload, key: self._take(request, state.audit, upload, key),
            count=state.audit.photos.count,
            back=reverse("admin:audits_siteaudit_conduct", args=[pk]),
        )

    def page_image(self, request: HttpRequest, token: str) -> HttpResponseBase:
        """The picture of a page of a photo, or of a file that a supplier sent."""
        if not self.has_view_permission(request):
            raise Http404
        page = SitePhotoPage.objects.filter(token=token).first() or get_object_or_404(SiteFindingPage, token=token)
        return show_image(page.stored_name)

    def _take(self, request: HttpRequest, audit: SiteAudit, upload: UploadedFile[bytes], key: str) -> str:
        """Why a file was not taken; empty where it was, now or before."""
        at, by, name = timezone.now(), person(request), upload.name or ""
        question = request.POST.get("question", "")
        if key and conducting.photo_with_key(audit, key):
            return ""
        try:
            with (
                within_daily_limit(DailyAct.UPLOADED_BYTES, by.pk, at=at, units=upload.size or 0),
                store_and_render(upload, by, at) as stored,
            ):
                own_key = key or stored.original.sha256
                conducting.keep_photo(audit, stored, key=own_key, question=question, by=by, at=at)
        except SentBefore:
            return ""
        except (SiteAuditRefused, permissions.NotAllowed) as refusal:
            return str(sentence_of(refusal, REFUSALS))
        except FileRefused as refusal:
            return f"{name}: {sentences.refusal(refusal.refused, name)}"
        except OverDailyLimit as over:
            return str(over.sentence)
        return ""

    def _conduct_page(self, request: HttpRequest, state: AuditState, form: ConductForm) -> TemplateResponse:
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Site audit %(number)s: at the site") % {"number": state.audit},
            "state": state,
            "form": form,
            "groups": list(form.groups()),
            "photo_count": state.audit.photos.count(),
            "is_nav_sidebar_enabled": False,
        }
        return TemplateResponse(request, "admin/audits/site_conduct.html", context, status=422 if form.errors else 200)
