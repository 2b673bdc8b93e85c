"""Findings on the page of a certificate: accepted, dismissed with a reason, or made into a revision request."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from audits.admin.case.access import person
from audits.admin.case.acts import RefusedForms
from audits.admin.case.base import page_of_case
from audits.admin.case.marks import Mark
from audits.admin.case.refusals import REFUSALS
from audits.admin.case.registers import RegistersAdmin
from audits.desk import certificates, findings, permissions
from audits.desk.finding_forms import Answer, FindingsForm
from audits.desk.findings import AnsweredFinding
from audits.findings.finding import Severity
from audits.findings.revision_requests import reasons_of
from audits.findings.sentences import SEVERITIES
from audits.models import Decision
from kpmarket.foundation.acts import perform
from kpmarket.templatetags.kp import Look
from suppliers.documents.reading import Box
from suppliers.models import Certificate, CertificateFile

LOOKS = {
    Severity.CONTRADICTION: Look("bad", "alert", SEVERITIES[Severity.CONTRADICTION]),
    Severity.WARNING: Look("warn", "question", SEVERITIES[Severity.WARNING]),
    Severity.NOTE: Look("info", "info", SEVERITIES[Severity.NOTE]),
}
WHOLE_PAGE = Box(0.005, 0.005, 0.995, 0.995)
"""The place of a finding about a page as a whole."""
ASKED = "ask"
"""The parameter of the address with names of findings: they fill in the revision request."""


@dataclass(frozen=True)
class FindingRow:
    """One finding on the page; ``file`` is the name of the file, where there are several."""

    answered: AnsweredFinding
    target: str
    look: Look
    is_ticked: bool
    mark: Mark | None
    file: str


class FindingsAdmin(RegistersAdmin):
    """Adds the findings to the page of a certificate, and the revision request that they fill in."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(require_POST(self.answer_findings))
        return [path("<int:pk>/findings/", view, name="audits_certificatecase_findings"), *super().get_urls()]

    def answer_findings(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Answer the ticked findings. A revision request is only filled in here, and decided afterwards."""
        certificate = self.subject(request, pk)
        own_companies = permissions.own_companies(person(request))
        current = findings.findings_of(certificate, on=timezone.localdate(), own_companies=own_companies)
        confidential = [answered.name for answered in current if not answered.may_be_sent_back]
        form = FindingsForm(request.POST, names=[answered.name for answered in current], confidential=confidential)
        if not form.is_valid():
            return self.render_case(request, certificate, RefusedForms(findings_form=form, findings=current))
        names = form.cleaned_data["findings"]
        if form.cleaned_data["answer"] == Answer.SEND_BACK:
            return redirect(f"{page_of_case(certificate)}?{urlencode({ASKED: names}, doseq=True)}#decision")
        self._answer(request, certificate, current, form.cleaned_data)
        return redirect(f"{page_of_case(certificate)}#findings")

    def _answer(
        self,
        request: HttpRequest,
        certificate: Certificate,
        current: Sequence[AnsweredFinding],
        cleaned: Mapping[str, Any],
    ) -> None:
        arguments: dict[str, Any] = {"by": person(request), "at": timezone.now(), "among": current}
        act = partial(findings.accept, certificate, cleaned["findings"], **arguments)
        if cleaned["answer"] == Answer.DISMISS:
            act = partial(findings.dismiss, certificate, cleaned["findings"], reason=cleaned["reason"], **arguments)
        perform(request, act, _("Your answer is saved and logged."), REFUSALS)

    def new_decision_form(self, request: HttpRequest, page: Any) -> forms.Form:
        """The decision; where findings were ticked for it, a revision request with their reasons and sentences."""
        wanted = request.GET.getlist(ASKED)
        asked = [row.answered for row in page.findings if row.answered.name in wanted and row.answered.may_be_sent_back]
        if not asked:
            return super().new_decision_form(request, page)
        chosen = [answered.finding for answered in asked]
        initial = {
            "outcome": Decision.Outcome.REVISION_REQUESTED,
            "revision_reasons": reasons_of(chosen),
            "note": findings.in_both_languages(chosen),
            "asked": " ".join(answered.name for answered in asked),
        }
        return self.form_class(initial=initial, checklist=page.checklist)

    def decision_arguments(self, cleaned: dict[str, Any]) -> dict[str, Any]:
        """With the names of the findings that a revision request is based on."""
        is_revision = cleaned["outcome"] == Decision.Outcome.REVISION_REQUESTED
        asked = {"names": cleaned["asked"]} if is_revision and cleaned["asked"] else {}
        return {**super().decision_arguments(cleaned), **asked}


def request_revision(certificate: Certificate, *, names: Sequence[str] = (), **arguments: Any) -> Decision:
    """Send the certificate back; because of these findings, where names are given."""
    if names:
        return findings.send_back(certificate, names, **arguments)
    return certificates.request_revision(certificate, **arguments)


def finding_rows(
    current: Sequence[AnsweredFinding], files: Sequence[CertificateFile], ticked: Collection[str]
) -> list[FindingRow]:
    """The findings with their places on the page images."""
    names = {file.pk: file.original_name for file in files} if len(files) > 1 else {}
    return [
        FindingRow(
            answered=answered,
            target=f"finding_{number}",
            look=LOOKS[answered.finding.severity],
            is_ticked=answered.name in ticked,
            mark=mark_of(answered, number),
            file=names.get(answered.finding.file or 0, ""),
        )
        for number, answered in enumerate(current, start=1)
    ]


def mark_of(answered: AnsweredFinding, number: int) -> Mark | None:
    """Its place; None where it is about the file or the certificate as a whole."""
    finding = answered.finding
    if finding.file is None or finding.page is None:
        return None
    name, tone = f"finding_{number}", LOOKS[finding.severity].tone
    return Mark(finding.file, finding.page, finding.box or WHOLE_PAGE, name, name, answered.sentence, tone)
