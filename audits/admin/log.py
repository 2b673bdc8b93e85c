"""The decision log, read-only."""

from __future__ import annotations

import json

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from audits.admin.case.access import hidden_in
from audits.admin.case.base import ReadOnlyAdmin
from audits.admin.log_words import link_to, page_link, words_of
from audits.models import LogEntry


@admin.register(LogEntry)
class LogEntryAdmin(ReadOnlyAdmin):
    """The entries, newest first. The database refuses to change or delete one."""

    list_display = ("sequence", "at", "by", "act_in_words", "subject_link", "short_digest")
    list_filter = ("act",)
    list_select_related = ("by",)
    search_fields = ("subject", "digest", "by__email", "by__name")
    search_help_text = _("Subject as certificate:42, digest, person")
    list_per_page = 100
    show_full_result_count = False
    fields = (
        "sequence",
        "at",
        "by",
        "act_in_words",
        "subject_link",
        "decision_link",
        "content_as_json",
        "previous",
        "digest",
    )
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> QuerySet[LogEntry]:
        """Without the entries on documents that the person judges blindly."""
        names = [f"certificate:{pk}" for pk in hidden_in(request)]
        rows = super().get_queryset(request)
        return rows.exclude(subject__in=names) if names else rows

    @admin.display(description=_("act"), ordering="act")
    def act_in_words(self, entry: LogEntry) -> str:
        return words_of(entry.act)

    @admin.display(description=_("subject"), ordering="subject")
    def subject_link(self, entry: LogEntry) -> str:
        return link_to(entry.subject)

    @admin.display(description=_("decision"))
    def decision_link(self, entry: LogEntry) -> str:
        """The record of the decision that the entry is of."""
        key = entry.content.get("decision")
        return page_link("decision", key, str(key)) if key else "—"

    @admin.display(description=_("digest"))
    def short_digest(self, entry: LogEntry) -> str:
        return f"{entry.digest[:8]}…"

    @admin.display(description=_("content"))
    def content_as_json(self, entry: LogEntry) -> str:
        text = json.dumps(entry.content, ensure_ascii=False, indent=2, sort_keys=True)
        return format_html("<pre class='desk-json'>{}</pre>", text)
