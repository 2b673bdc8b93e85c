"""The report of a site audit as PDF/A in both languages, for its auditors and the company. It is here as it takes the printer."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from audits.admin.case.access import may_look
from audits.admin.site_conduct import desk_rows
from audits.models import SiteFindingStep
from audits.site_audits.reading import AuditState, audit_rows, state_of
from audits.site_audits.states import FindingStanding
from audits.site_audits.words import answered_questions, extent_words, findings_words, level_words, standing_words
from buyers.trade.services.printing import LANGUAGES, ROOT, in_both, typeset
from kpmarket.accounts.requests import PersonRequest
from kpmarket.foundation.storage.files import SAFE_HEADERS
from suppliers.models import Supplier

TEMPLATE = ROOT / "trade" / "typst" / "decision.typ"
"""Sections of labels and values, English and Chinese next to each other."""
Line = tuple[str, str, str]
"""A label, a value, and what is smaller below it."""


@require_safe
def show(request: PersonRequest, pk: int) -> HttpResponse:
    """The file, to be saved: for the desk, and for members of the company."""
    rows = (
        desk_rows() if may_look(request) else audit_rows().filter(supplier__in=Supplier.objects.for_user(request.user))
    )
    now = timezone.now()
    state = state_of(get_object_or_404(rows, pk=pk), on=timezone.localdate(now))
    if not state.is_reported:
        raise Http404
    address = f"{settings.SITE_URL}{state.audit.supplier.get_absolute_url()}"
    content = typeset(TEMPLATE, content_of(state), address=address, at=now)
    headers = {**SAFE_HEADERS, "Content-Disposition": f'attachment; filename="site-audit-{pk}.pdf"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


def content_of(state: AuditState) -> dict[str, Any]:
    """The report for the template: each word in both languages. ``digest`` is the SHA-256 of its words."""
    by_language = {}
    for language, code in LANGUAGES.items():
        with translation.override(code):
            by_language[language] = _sections(state)
    sections = [
        {
            "title": {"en": english[0], "zh": chinese[0]},
            "note": {"en": "", "zh": ""},
            "rows": [
                {name: {"en": one[place], "zh": other[place]} for place, name in enumerate(("label", "value", "sub"))}
                for one, other in zip(english[1], chinese[1], strict=True)
            ],
        }
        for english, chinese in zip(by_language["en"], by_language["zh"], strict=True)
    ]
    return {
        "title": in_both(lambda: _("Report of site audit %(number)s") % {"number": state.audit}),
        "head": {"left": str(state.audit), "right": f"{state.audit.day:%Y-%m-%d}"},
        "digest": hashlib.sha256(json.dumps(sections, sort_keys=True, ensure_ascii=False).encode()).hexdigest(),
        "sections": sections,
    }


def _sections(state: AuditState) -> list[tuple[str, list[Line]]]:
    findings = [(_finding_title(one), _finding_lines(one, state)) for one in state.findings]
    return [(_("The audit"), _plan_lines(state)), *findings, (_("Questions"), _question_lines(state))]


def _plan_lines(state: AuditState) -> list[Line]:
    audit, end = state.audit, state.end
    days = [audit.day, *([end.finished_on] if end and end.finished_on else [])]
    lines: list[Line] = [
        (_("Company"), audit.supplier.name_zh, audit.supplier.name_en),
        (_("Site"), audit.site, ""),
        (_("Scope"), audit.scope, ""),
        (_("Standard"), state.standard.words(translation.get_language() or ""), ""),
        (_("How"), str(audit.get_mode_display()), ""),
        (_("When"), " – ".join(date_format(day) for day in days), ""),
        (_("Auditors"), ", ".join(str(one) for one in (audit.lead, audit.second) if one), ""),
        (_("State"), level_words(state), ""),
        (_("Looked at"), extent_words(state), ""),
        (_("Findings"), findings_words(state), ""),
    ]
    if end and end.valid_until:
        lines.append((_("Level holds until"), date_format(end.valid_until), ""))
        lines.append((_("Summary"), end.summary, ""))
    return lines


def _finding_title(standing: FindingStanding) -> str:
    facts = {"number": standing.finding.number, "grade": standing.finding.get_grade_display()}
    return _("Finding %(number)s: %(grade)s") % facts


def _finding_lines(standing: FindingStanding, state: AuditState) -> list[Line]:
    finding = standing.finding
    lines: list[Line] = [
        (_("Clause"), finding.clause, ""),
        (_("Finding"), finding.text, ""),
        (_("Evidence"), finding.evidence, ""),
        (_("State"), standing_words(standing, state.audit.day).text, ""),
    ]
    for step in standing.steps:
        words = step.note
        if step.kind == SiteFindingStep.Kind.ANSWERED:
            parts = ((_("Correction"), step.correction), (_("Root cause"), step.root_cause), (_("Action"), step.action))
            words = "\n".join(f"{label}: {text}" for label, text in parts)
        digests = " ".join(one.sha256 for one in step.files.all())
        lines.append(
            (str(step.get_kind_display()), words, " ".join((date_format(timezone.localdate(step.at)), digests)))
        )
    return lines


def _question_lines(state: AuditState) -> list[Line]:
    return [
        (
            f"{one.clause} {one.text}",
            str(one.answer.get_said_display()) if one.answer else "—",
            one.answer.note if one.answer else "",
        )
        for one in answered_questions(state)
    ]
