"""The rulebook for reading, and the reminder ladder of each certificate type."""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from audits.admin.case.access import keeps_law, person
from audits.admin.case.base import ReadOnlyAdmin
from audits.desk import log
from audits.models import Market, Requirement
from kpmarket.accounts.second_factor import require_fresh_sign_in
from kpmarket.foundation.text.languages import in_reader_language
from suppliers.models import CertificateType


@admin.register(Requirement)
class RequirementAdmin(ReadOnlyAdmin):
    """What a market asks for, row by row, with days, confidence and sources."""

    list_display = (
        "requirement_id",
        "product_type",
        "market",
        "shown_route",
        "effective_from",
        "effective_until",
        "confidence",
    )
    list_filter = ("rulebook__is_current", "confidence", "combine", "outcome", "market", "product_type")
    list_per_page = 100
    search_fields = ("requirement_id", "route", "route_zh", "legal_basis", "notes")
    show_full_result_count = False
    fields = (
        "requirement_id",
        "product_type",
        "market",
        "route",
        "route_zh",
        "legal_basis",
        "effective_from",
        "effective_until",
        "outcome",
        "combine",
        "confidence",
        "shown_condition",
        "shown_asks",
        "notes",
        "shown_sources",
    )
    readonly_fields = fields

    @admin.display(description=_("route"), ordering="route")
    def shown_route(self, row: Requirement) -> str:
        return in_reader_language(en=row.route, zh=row.route_zh)

    @admin.display(description=_("condition"))
    def shown_condition(self, row: Requirement) -> str:
        return _as_text(row.condition)

    @admin.display(description=_("asks for"))
    def shown_asks(self, row: Requirement) -> str:
        return _as_text(row.asks)

    @admin.display(description=_("sources"))
    def shown_sources(self, row: Requirement) -> str:
        return ", ".join(row.sources)


@admin.register(Market)
class MarketAdmin(ReadOnlyAdmin):
    """The markets and what we note about each."""

    list_display = ("id", "shown_name", "note")
    search_fields = ("id", "name", "name_zh")

    @admin.display(description=_("name"), ordering="name")
    def shown_name(self, market: Market) -> str:
        return market.display_name


class LadderForm(forms.ModelForm):
    """The days before a certificate's end on which its people are notified."""

    class Meta:
        model = CertificateType
        fields = ("reminder_days",)
        help_texts = {
            "reminder_days": _(
                "As [180, 90, 30, 0, -7]: days before the end, below zero after it. Empty: the site's own ladder."
            )
        }

    def clean_reminder_days(self) -> list[int]:
        days = self.cleaned_data["reminder_days"] or []
        if not isinstance(days, list) or not all(type(day) is int and -365 <= day <= 1000 for day in days):
            raise forms.ValidationError(_("Write whole numbers of days between -365 and 1000 in square brackets."))
        return sorted(set(days), reverse=True)


@admin.register(CertificateType)
class CertificateTypeAdmin(ReadOnlyAdmin):
    """Kinds of evidence as the rulebook has them. A senior auditor sets their reminder ladders, and nothing else."""

    form = LadderForm
    list_display = ("id", "shown_name", "kind", "market", "validity_months", "reminder_days")
    list_filter = ("kind", "market")
    search_fields = ("id", "name_en", "name_zh")
    readonly_fields = ("id", "name_en", "name_zh", "kind", "market", "held_by", "validity_months", "register_name")
    fields = (*readonly_fields, "reminder_days")

    @admin.display(description=_("name"), ordering="name_en")
    def shown_name(self, kind: CertificateType) -> str:
        return kind.display_name

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return keeps_law(request)

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if request.method == "POST":
            require_fresh_sign_in(request)
        return super().changeform_view(request, *args, **kwargs)

    def log_change(self, request: HttpRequest, obj: CertificateType, message: Any) -> Any:
        """In the transaction of the form itself."""
        content = {"reminder_days": obj.reminder_days}
        log.append(
            act="ladder_changed",
            subject=f"certificatetype:{obj.pk}",
            by=person(request),
            at=timezone.now(),
            content=content,
        )
        return super().log_change(request, obj, message)


def _as_text(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, indent=2)
    return format_html("<pre class='desk-json'>{}</pre>", text) if value else ""
