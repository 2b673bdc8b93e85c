"""Findings on the page of a certificate: accepted, dismissed with a reason, or turned into a revision request."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from audits.admin.case.base import REFUSALS, page_of_case, person
from audits.admin.case.pages import Mark
from audits.admin.case.registers import RegisterDesk
from audits.desk import certificates, findings, permissions
from audits.desk.finding_forms import Answer, CertificateDecisionForm, FindingsForm
from audits.desk.findings import Found
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
WHOLE = Box(0.005, 0.005, 0.995, 0.995)
"""The place of a finding that is about a page as a whole."""
ASKED = "ask"
"""Names of findings in the address: those that fill in the revision request."""


@dataclass(frozen=True)
class Shown:
    """One finding as the page shows it."""

    found: Found
    target: str
    look: Look
    is_ticked: bool
    mark: Mark | None
    file: str


class FindingsDesk(RegisterDesk):
    """The door of findings, and the revision request that they fill in, for the desk of certificates."""

    def get_urls(self):
        door = self.admin_site.admin_view(require_POST(self.answer_findings))
        return [path("<int:pk>/findings/", door, name="audits_certificatecase_findings"), *super().get_urls()]

    def answer_findings(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What becomes of the findings that are ticked. A revision request is filled in here, and decided after that."""
        certificate = self.subject(request, pk)
        own_companies = permissions.own_companies(person(request))
        found = findings.findings_of(certificate, on=timezone.localdate(), own_companies=own_companies)
        hidden = [one.name for one in found if not one.may_be_sent_back]
        form = FindingsForm(request.POST, names=[one.name for one in found], confidential=hidden)
        if not form.is_valid():
            certificate.findings_form, certificate.found = form, found
            return self.show(request, certificate, status=422)
        names = form.cleaned_data["findings"]
        if form.cleaned_data["answer"] == Answer.SEND_BACK:
            return redirect(f"{page_of_case(certificate)}?{urlencode({ASKED: names}, doseq=True)}#decision")
        self._answer(request, certificate, found, form.cleaned_data)
        return redirect(f"{page_of_case(certificate)}#findings")

    def _answer(
        self, request: HttpRequest, certificate: Certificate, found: Sequence[Found], said: Mapping[str, Any]
    ) -> None:
        facts: dict[str, Any] = {"by": person(request), "at": timezone.now(), "among": found}
        act = partial(findings.accept, certificate, said["findings"], **facts)
        if said["answer"] == Answer.DISMISS:
            act = partial(findings.dismiss, certificate, said["findings"], reason=said["reason"], **facts)
        perform(request, act, _("Your answer is kept and logged."), REFUSALS)

    def blank_form(self, request: HttpRequest, subject: Any) -> forms.Form:
        """The decision; where findings were ticked for it, a revision request with their reasons and sentences."""
        wanted = request.GET.getlist(ASKED)
        asked = [one for one in subject.found if one.name in wanted and one.may_be_sent_back]
        if not asked:
            return CertificateDecisionForm()
        chosen = [one.finding for one in asked]
        facts = {
            "outcome": Decision.Outcome.REVISION_REQUESTED,
            "revision_reasons": reasons_of(chosen),
            "note": findings.in_both_languages(chosen),
            "asked": " ".join(one.name for one in asked),
        }
        return CertificateDecisionForm(initial=facts)

    def said(self, request: HttpRequest, subject: Any, cleaned: dict[str, Any]) -> dict[str, Any]:
        """The findings that a revision request is made of go with it."""
        is_revision = cleaned["outcome"] == Decision.Outcome.REVISION_REQUESTED
        asked = {"names": cleaned["asked"]} if is_revision and cleaned["asked"] else {}
        return {**super().said(request, subject, cleaned), **asked}


def request_revision(certificate: Certificate, *, names: Sequence[str] = (), **facts: Any) -> Decision:
    """Send it back; because of these findings, where there are some."""
    if names:
        return findings.send_back(certificate, names, **facts)
    return certificates.request_revision(certificate, **facts)


def shown(found: Sequence[Found], files: Sequence[CertificateFile], ticked: Collection[str]) -> list[Shown]:
    """Findings in the order of looking, each with its place on a page image."""
    names = {file.pk: file.original_name for file in files} if len(files) > 1 else {}
    return [
        Shown(
            one,
            f"finding_{number}",
            LOOKS[one.finding.severity],
            one.name in ticked,
            mark_of(one, number),
            names.get(one.finding.file or 0, ""),
        )
        for number, one in enumerate(found, start=1)
    ]


def mark_of(found: Found, number: int) -> Mark | None:
    """Where it stands; nothing that is about the file as a whole stands anywhere."""
    one = found.finding
    if one.file is None or one.page is None:
        return None
    name, look = f"finding_{number}", LOOKS[one.severity]
    return Mark(one.file, one.page, one.box or WHOLE, name, name, found.sentence, look.tone)
