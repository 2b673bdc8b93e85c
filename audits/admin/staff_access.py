"""The list of what people of the desk opened and took away, for the head."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audits.admin.case.access import heads_desk, person
from audits.admin.case.base import ReadOnlyAdmin
from audits.admin.log_words import link_to
from audits.desk.staff_access import note_access
from audits.models import StaffAccess


@admin.register(StaffAccess)
class StaffAccessAdmin(ReadOnlyAdmin):
    """Who opened what on which day, the newest first. Only the head and superusers read it."""

    list_display = ("at", "by", "kind", "subject_link")
    list_filter = ("kind",)
    list_select_related = ("by",)
    search_fields = ("subject", "by__email", "by__name")
    search_help_text = _("Subject as certificate:42, person")
    date_hierarchy = "day"
    list_per_page = 100
    show_full_result_count = False
    fields = ("at", "by", "kind", "subject_link")
    readonly_fields = fields

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return heads_desk(request)

    @admin.display(description=_("subject"), ordering="subject")
    def subject_link(self, access: StaffAccess) -> str:
        return link_to(access.subject)


def note_opened(request: HttpRequest, kind: StaffAccess.Kind, subject: Any) -> None:
    """That the person of this request opens this now. Asking for the head of a page opens nothing."""
    if request.method != "HEAD":
        note_access(kind, str(subject), by=person(request), at=timezone.now())
