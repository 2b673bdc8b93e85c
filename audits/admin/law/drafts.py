"""Drafts of editions: begun, edited as a form or as YAML, submitted, and published by a second person."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from audits.admin.case.access import keeps_law, person
from audits.admin.case.base import ReadOnlyAdmin
from audits.admin.keys import key_in
from audits.admin.law import simulation
from audits.admin.law.draft_context import (
    access_of,
    draft_files,
    draft_history,
    draft_rows,
    market_options,
    section_options,
)
from audits.admin.law.draft_steps import DRAFT_REFUSALS, STEPS_DONE, take_step
from audits.answers.change_messages import sentences
from audits.editions import drafts
from audits.editions.forms import SHARED, FileForm, NoteForm, RowForm, TitleForm, initial
from audits.law import row_editing
from audits.law.current import NoRulebook, rulebook_of
from audits.law.merging import Conflict
from audits.law.yaml_reading import RulebookError
from audits.models import RulebookDraft
from kpmarket.accounts.second_factor import require_fresh_sign_in

DEFAULT_FILE = "markets/EU.yaml"


@admin.register(RulebookDraft)
class RulebookDraftAdmin(ReadOnlyAdmin):
    """Senior auditors draft and publish; every auditor may read."""

    list_display = ("title", "status", "drafted_by", "changed_at", "base")
    list_filter = ("status",)
    list_select_related = ("drafted_by", "base")
    search_fields = ("title",)

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).defer("base__files", "changed")

    def get_urls(self):
        pages = {"row": self.row, "file": self.file, "move": require_POST(self.move), "simulate": self.simulate}
        return [
            *(
                path(f"<int:pk>/{name}/", self.admin_site.admin_view(view), name=f"audits_rulebookdraft_{name}")
                for name, view in pages.items()
            ),
            *super().get_urls(),
        ]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return keeps_law(request)

    def add_view(self, request, form_url="", extra_context=None):
        if not self.has_add_permission(request):
            return super().add_view(request, form_url, extra_context)
        form = TitleForm(_posted(request))
        if form.is_valid():
            try:
                draft = drafts.start(form.cleaned_data["title"], by=person(request), at=timezone.now())
            except NoRulebook as refusal:
                messages.error(request, DRAFT_REFUSALS[type(refusal)])
            else:
                return redirect("admin:audits_rulebookdraft_change", draft.pk)
        return self._page(request, "draft_new", {"form": form, "title": _("A new draft")}, is_refused=form.is_bound)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        return self._show(request, self._draft(request, key_in(self.opts, object_id)))

    def row(self, request: HttpRequest, pk: int) -> HttpResponse:
        """One row as a form: the one with that id, or a new one of that product type."""
        draft = self._draft(request, pk)
        file, section, id_ = (request.GET.get(name, "") for name in ("file", "section", "id"))
        text = draft.texts.get(file)
        if text is None or not file.startswith("markets/"):
            raise Http404
        before = row_editing.values_in(text, id_) if id_ else None
        row = row_editing.row_in(text, id_) if id_ else None
        if id_ and (before is None or row is None):
            raise Http404
        section = row.section if row else section
        book = drafts.rulebook_in(draft)
        if section != SHARED and section not in book.product_types:
            raise Http404
        form = RowForm(
            _posted(request),
            initial={**initial(before or {}), "version": draft.version},
            before=before,
            section=section,
            book=book,
        )
        if form.is_valid() and self._try_to_save(request, form, lambda: _save_row(request, draft, file, section, form)):
            return redirect(f"{_page_of(draft)}?file={file}&section={section}")
        context = {"form": form, "file": file, "section": section, "title": id_ or _("A new row"), "is_new": not id_}
        return self._page(
            request, "draft_row", {**context, **self._draft_context(request, draft)}, is_refused=form.is_bound
        )

    def file(self, request: HttpRequest, pk: int) -> HttpResponse:
        """A whole file as text."""
        draft = self._draft(request, pk)
        name = request.GET.get("name", "")
        text = draft.texts.get(name)
        if text is None:
            raise Http404
        line_end = "\r\n" if "\r\n" in text else "\n"
        form = FileForm(_posted(request), initial={"text": text, "version": draft.version}, line_end=line_end)
        if form.is_valid() and self._try_to_save(request, form, lambda: _save_file(request, draft, name, form)):
            return redirect(_page_of(draft))
        context = {"form": form, "file": name, "title": name}
        return self._page(
            request, "draft_file", {**context, **self._draft_context(request, draft)}, is_refused=form.is_bound
        )

    def move(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Submit, withdraw, send back, discard, rebase or publish."""
        draft = self._draft(request, pk)
        step = request.POST.get("step", "")
        if step not in STEPS_DONE:
            return redirect(_page_of(draft))
        if step == "publish":
            require_fresh_sign_in(request)
        note = NoteForm(request.POST)
        if not note.is_valid() and step == "send_back":
            return self._show(request, draft, note=note, status=422)
        try:
            take_step(
                draft,
                step,
                version=_posted_version(request),
                note=note.cleaned_data.get("note", ""),
                mark=request.POST.get("mark", ""),
                by=person(request),
                at=timezone.now(),
            )
        except tuple(DRAFT_REFUSALS) as refusal:
            messages.error(request, DRAFT_REFUSALS[type(refusal)])
        except Conflict as conflict:
            messages.error(
                request,
                _("The edition in force changed the same rows: %(rows)s. Make these changes again by hand.")
                % {"rows": ", ".join(conflict.rows)},
            )
        except RulebookError as error:
            messages.error(request, _("The changes do not fit the edition in force: %(error)s") % {"error": error})
        else:
            messages.success(request, STEPS_DONE[step])
        return redirect(_page_of(draft))

    def simulate(self, request: HttpRequest, pk: int) -> HttpResponse:
        draft = self._draft(request, pk)
        shown = simulation.context(draft, on=timezone.localdate(), user=person(request))
        whole = {"title": draft.title, **self._draft_context(request, draft), **shown}
        return self._page(request, "simulation", whole)

    def _draft(self, request: HttpRequest, pk: Any) -> RulebookDraft:
        rows = RulebookDraft.objects.select_related("base", "drafted_by", "edition")
        return get_object_or_404(rows if self.has_view_permission(request) else rows.none(), pk=pk)

    def _try_to_save(self, request: HttpRequest, form: Any, save: Callable[[], Any]) -> bool:
        """Save, or say at the field why not; what was typed stays. Returns whether it was saved."""
        try:
            save()
        except RulebookError as error:
            form.refuse(error) if isinstance(form, RowForm) else form.add_error("text", str(error))
        except row_editing.CannotEditByForm:
            form.add_error(None, _("This file is laid out in a way that a form cannot change. Edit it as YAML."))
        except tuple(DRAFT_REFUSALS) as refusal:
            form.add_error(None, DRAFT_REFUSALS[type(refusal)])
        else:
            messages.success(request, _("Saved in the draft. The whole rulebook is sound with it."))
            return True
        return False

    def _show(
        self, request: HttpRequest, draft: RulebookDraft, *, note: forms.Form | None = None, status: int = 200
    ) -> HttpResponse:
        texts = draft.texts
        file = request.GET.get("file", "")
        file = file if file in texts and file.startswith("markets/") else DEFAULT_FILE
        book = drafts.rulebook_in(draft)
        section = request.GET.get("section", "medical_mask")
        section = section if section in book.product_types or section == SHARED else SHARED
        context = {
            "title": draft.title,
            "sentences": sentences(drafts.changes_in(draft), rulebook_of(draft.base.edition), book),
            "files": draft_files(draft),
            "markets": market_options(book),
            "sections": section_options(book),
            "file": file,
            "section": section,
            "rows": draft_rows(texts.get(file, ""), section, book),
            "note": note or NoteForm(),
            "events": draft_history(draft),
            **self._draft_context(request, draft),
        }
        return self._page(request, "draft", context, status=status)

    def _draft_context(self, request: HttpRequest, draft: RulebookDraft) -> dict[str, Any]:
        return {
            "draft": draft,
            "access": access_of(draft, person(request), keeps_law=keeps_law(request)),
            "is_out_of_date": drafts.is_out_of_date(draft),
        }

    def _page(
        self, request: HttpRequest, name: str, context: dict[str, Any], *, is_refused: bool = False, status: int = 200
    ) -> HttpResponse:
        whole = {**self.admin_site.each_context(request), "opts": self.opts, "is_nav_sidebar_enabled": False, **context}
        return TemplateResponse(
            request, f"admin/audits/rulebook_{name}.html", whole, status=422 if is_refused else status
        )


def _posted(request: HttpRequest) -> Any:
    """The posted fields; None where the page is only read, which leaves a form unbound."""
    return request.POST if request.method == "POST" else None


def _save_row(request: HttpRequest, draft: RulebookDraft, file: str, section: str, form: RowForm) -> None:
    values, version = form.values(), form.cleaned_data["version"]
    if form.before is None and row_editing.row_in(draft.texts[file], values["id"]):
        raise RulebookError(file, values["id"], "duplicate id, already in this file")
    drafts.save_row(draft, file, section, values, version=version, by=person(request), at=timezone.now())


def _save_file(request: HttpRequest, draft: RulebookDraft, name: str, form: FileForm) -> None:
    text, version = form.cleaned_data["text"], form.cleaned_data["version"]
    drafts.save_file(draft, name, text, version=version, by=person(request), at=timezone.now())


def _posted_version(request: HttpRequest) -> int:
    """The version of the draft that the person read; 0, which no draft has, where none was posted."""
    version = request.POST.get("version", "")
    return int(version) if version.isdecimal() else 0


def _page_of(draft: RulebookDraft) -> str:
    return reverse("admin:audits_rulebookdraft_change", args=[draft.pk])
