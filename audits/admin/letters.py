"""Letters of the site and how far their delivery is; those that were put aside are tried again from here."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

from django.contrib import admin, messages
from django.contrib.admin import SimpleListFilter
from django.contrib.admin.views.main import ChangeList
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from audits.admin.people import SuperusersAdmin
from kpmarket.foundation.outbox import delivering
from kpmarket.foundation.outbox.models import Letter, LetterQuerySet


class StateFilter(SimpleListFilter):
    """How far the delivery is; without a choice what was put aside."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return [("waiting", gettext("waiting")), ("sent", gettext("sent")), ("all", gettext("All"))]

    def choices(self, changelist: ChangeList) -> Iterator[Any]:
        put_aside, *others = super().choices(changelist)
        yield {**put_aside, "display": _("put aside")}
        yield from others

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        letters = cast(LetterQuerySet, queryset)
        match self.value():
            case "waiting":
                return letters.waiting()
            case "sent":
                return letters.exclude(sent_at=None)
            case "all":
                return letters
        return letters.put_aside()


@admin.register(Letter)
class LetterAdmin(SuperusersAdmin):
    """For superusers: subjects and addresses are people's own. Texts are shown to nobody: some hold a code."""

    actions = ("retry",)
    list_display = ("key", "address", "subject", "created_at", "attempts", "last_error", "failed_at")
    list_filter = (StateFilter,)
    search_fields = ("key", "address", "message_id")
    search_help_text = _("Cause as decision-7-12, address, Message-ID")
    list_per_page = 100
    show_full_result_count = False
    fields = (
        "key",
        "address",
        "subject",
        "message_id",
        "created_at",
        "attempts",
        "next_attempt_at",
        "sent_at",
        "failed_at",
        "last_error",
    )
    readonly_fields = fields

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    @admin.action(description=_("Try the selected letters again"), permissions=["change"])
    def retry(self, request: HttpRequest, queryset: QuerySet[Letter]) -> None:
        count = delivering.retry(queryset, at=timezone.now())
        text = ngettext("%(count)s letter is tried again.", "%(count)s letters are tried again.", count)
        messages.success(request, text % {"count": count})
