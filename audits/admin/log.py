"""The decision log, read-only."""

from __future__ import annotations

import json

from django.contrib import admin
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from audits.admin.case.base import ReadOnlyAdmin
from audits.models import LogEntry


@admin.register(LogEntry)
class LogEntryAdmin(ReadOnlyAdmin):
    """The entries, newest first. The database refuses to change or delete one."""

    list_display = ("sequence", "at", "by", "act", "subject", "short_digest")
    list_filter = ("act",)
    list_select_related = ("by",)
    search_fields = ("subject", "digest", "by__email", "by__name")
    search_help_text = _("Subject as certificate:42, digest, person")
    list_per_page = 100
    show_full_result_count = False
    fields = ("sequence", "at", "by", "act", "subject", "content_as_json", "previous", "digest")
    readonly_fields = fields

    @admin.display(description=_("digest"))
    def short_digest(self, entry: LogEntry) -> str:
        return f"{entry.digest[:8]}…"

    @admin.display(description=_("content"))
    def content_as_json(self, entry: LogEntry) -> str:
        text = json.dumps(entry.content, ensure_ascii=False, indent=2, sort_keys=True)
        return format_html("<pre class='desk-json'>{}</pre>", text)
