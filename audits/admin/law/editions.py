"""Editions of the rulebook: which was in force when, what each changed, and their files to download."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.contrib import admin, messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from audits.admin.case.access import keeps_law, person
from audits.admin.case.base import ReadOnlyAdmin
from audits.admin.keys import key_in
from audits.answers.change_messages import sentences
from audits.editions import drafts
from audits.law.change import Change
from audits.law.changes import changes
from audits.law.current import rulebook_of
from audits.law.yaml_reading import RulebookError
from audits.models import Publication, RulebookEdition

PUBLICATIONS_ON_A_PAGE = 10
MAX_SENTENCES = 8
ZIPPED_AT = (1980, 1, 1, 0, 0, 0)
"""The same edition is always the same archive, byte for byte."""


@dataclass(frozen=True, slots=True)
class PublicationEntry:
    """One publication with what it changed; the first edition of all has nothing to be compared with."""

    publication: Publication
    is_first: bool
    sentences: list[str]
    more: int
    """Sentences that are left out."""

    @property
    def edition(self) -> RulebookEdition:
        return self.publication.edition


@admin.register(RulebookEdition)
class RulebookEditionAdmin(ReadOnlyAdmin):
    """The history of the law as a list of changes."""

    def get_urls(self):
        download = self.admin_site.admin_view(require_safe(self.download))
        back = self.admin_site.admin_view(require_POST(self.roll_back))
        return [
            path("<int:pk>/download/", download, name="audits_rulebookedition_download"),
            path("<int:pk>/again/", back, name="audits_rulebookedition_again"),
            *super().get_urls(),
        ]

    def changelist_view(self, request, extra_context=None):
        if not self.has_view_permission(request):
            return super().changelist_view(request, extra_context)
        publications = Publication.objects.select_related("edition", "by").defer("edition__files")
        page = Paginator(publications, PUBLICATIONS_ON_A_PAGE).get_page(request.GET.get("page"))
        context = {
            "title": _("Editions of the rulebook"),
            "page": page,
            "history": [publication_entry(one) for one in page.object_list],
            "may_draft": _may_draft(request),
        }
        return self._page(request, "editions", context)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        if request.method != "GET":
            return super().change_view(request, object_id, form_url, extra_context)
        edition = self._edition(request, key_in(self.opts, object_id))
        published = edition.publications.select_related("by").order_by("at", "pk")
        first = published.first()
        context = {
            "title": _("Edition %(edition)s") % {"edition": edition.edition},
            "edition": edition,
            "published": published,
            "entry": publication_entry(first, max_sentences=None) if first else None,
            "draft": edition.drafts.select_related("drafted_by").first(),
            "files": sorted(edition.files),
            "may_roll_back": _may_draft(request) and not edition.is_current,
        }
        return self._page(request, "edition", context)

    def download(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Every file of the edition, byte for byte, in one archive."""
        edition = self._edition(request, pk)
        archive = io.BytesIO()
        with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as zipped:
            for name, text in sorted(edition.files.items()):
                zipped.writestr(zipfile.ZipInfo(name, ZIPPED_AT), text.encode(), zipfile.ZIP_DEFLATED)
        headers = {"Content-Disposition": f'attachment; filename="rulebook-{edition.edition}.zip"'}
        return HttpResponse(archive.getvalue(), content_type="application/zip", headers=headers)

    def roll_back(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Begin a draft that says again what this edition said."""
        edition = self._edition(request, pk)
        if not _may_draft(request):
            raise Http404
        title = _("Back to edition %(edition)s") % {"edition": edition.edition[:60]}
        try:
            draft = drafts.roll_back(edition, title, by=person(request), at=timezone.now())
        except drafts.NothingChanged:
            messages.info(request, _("What this edition said is in force now."))
        except RulebookError as error:
            messages.error(request, _("The changes do not fit the edition in force: %(error)s") % {"error": error})
        else:
            messages.success(request, _("A draft is prepared. Simulate it, then hand it over to a second person."))
            return redirect("admin:audits_rulebookdraft_change", draft.pk)
        return redirect("admin:audits_rulebookedition_change", edition.pk)

    def _edition(self, request: HttpRequest, pk: Any) -> RulebookEdition:
        rows = RulebookEdition.objects.all()
        return get_object_or_404(rows if self.has_view_permission(request) else rows.none(), pk=pk)

    def _page(self, request: HttpRequest, name: str, context: dict[str, Any]) -> HttpResponse:
        whole = {**self.admin_site.each_context(request), "opts": self.opts, "is_nav_sidebar_enabled": False, **context}
        return TemplateResponse(request, f"admin/audits/rulebook_{name}.html", whole)


def _may_draft(request: HttpRequest) -> bool:
    return keeps_law(request)


def publication_entry(publication: Publication, *, max_sentences: int | None = MAX_SENTENCES) -> PublicationEntry:
    """What the publication changed, in the reader's language; all of it without a limit."""
    before = Publication.objects.filter(at__lt=publication.at).select_related("edition").defer("edition__files").first()
    changed: list[str] = []
    if before is not None:
        old, new = before.edition.edition, publication.edition.edition
        changed = sentences(_changes(old, new), rulebook_of(old), rulebook_of(new))
    more = max(0, len(changed) - max_sentences) if max_sentences else 0
    return PublicationEntry(publication, before is None, changed[:max_sentences], more)


@lru_cache(maxsize=64)
def _changes(old: str, new: str) -> tuple[Change, ...]:
    return changes(rulebook_of(old), rulebook_of(new))
