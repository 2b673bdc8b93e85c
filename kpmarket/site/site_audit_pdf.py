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
from audits.desk.decision_record import Row, Section
from audits.models import SiteFindingStep
from audits.site_audits.reading import AuditState, audit_rows, state_of
from audits.site_audits.states import FindingStanding
from audits.site_audits.words import answered_questions, extent_words, findings_words, level_words, standing_words
from buyers.trade.services.printing import ROOT, in_both, typeset
from kpmarket.accounts.requests import PersonRequest
from kpmarket.foundation.storage.files import SAFE_HEADERS
from kpmarket.site.decision_pdf import sections_in_both
from suppliers.models import Supplier

TEMPLATE = ROOT / "trade" / "typst" / "decision.typ"


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
    sections = sections_in_both(lambda: _sections(state))
    return {
        "title": in_both(lambda: _("Report of site audit %(number)s") % {"number": state.audit}),
        "head": {"left": str(state.audit), "right": f"{state.audit.day:%Y-%m-%d}"},
        "digest": hashlib.sha256(json.dumps(sections, sort_keys=True, ensure_ascii=False).encode()).hexdigest(),
        "sections": sections,
    }


def _sections(state: AuditState) -> list[Section]:
    findings = [Section(_finding_title(one), _finding_rows(one, state)) for one in state.findings]
    return [Section(_("The audit"), _plan_rows(state)), *findings, Section(_("Questions"), _question_rows(state))]


def _plan_rows(state: AuditState) -> tuple[Row, ...]:
    audit, end = state.audit, state.end
    days = [audit.day, *([end.finished_on] if end and end.finished_on else [])]
    rows = [
        Row(_("Company"), audit.supplier.name_zh, audit.supplier.name_en),
        Row(_("Site"), audit.site),
        Row(_("Scope"), audit.scope),
        Row(_("Standard"), state.standard.words(translation.get_language() or "")),
        Row(_("How"), str(audit.get_mode_display())),
        Row(_("When"), " – ".join(date_format(day) for day in days)),
        Row(_("Auditors"), ", ".join(str(one) for one in (audit.lead, audit.second) if one)),
        Row(_("State"), level_words(state)),
        Row(_("Looked at"), extent_words(state)),
        Row(_("Findings"), findings_words(state)),
    ]
    if end and end.valid_until:
        rows.append(Row(_("Level holds until"), date_format(end.valid_until)))
        rows.append(Row(_("Summary"), end.summary))
    return tuple(rows)


def _finding_title(standing: FindingStanding) -> str:
    facts = {"number": standing.finding.number, "grade": standing.finding.get_grade_display()}
    return _("Finding %(number)s: %(grade)s") % facts


def _finding_rows(standing: FindingStanding, state: AuditState) -> tuple[Row, ...]:
    finding = standing.finding
    rows = [
        Row(_("Clause"), finding.clause),
        Row(_("Finding"), finding.text),
        Row(_("Evidence"), finding.evidence),
        Row(_("State"), standing_words(standing, state.audit.day).text),
    ]
    for step in standing.steps:
        words = step.note
        if step.kind == SiteFindingStep.Kind.ANSWERED:
            parts = ((_("Correction"), step.correction), (_("Root cause"), step.root_cause), (_("Action"), step.action))
            words = "\n".join(f"{label}: {text}" for label, text in parts)
        digests = " ".join(one.sha256 for one in step.files.all())
        rows.append(
            Row(str(step.get_kind_display()), words, " ".join((date_format(timezone.localdate(step.at)), digests)))
        )
    return tuple(rows)


def _question_rows(state: AuditState) -> tuple[Row, ...]:
    return tuple(
        Row(
            f"{one.clause} {one.text}",
            str(one.answer.get_said_display()) if one.answer else "—",
            one.answer.note if one.answer else "",
        )
        for one in answered_questions(state)
    )
