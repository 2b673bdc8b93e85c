"""Facts that contradict each other must be answered before a document counts."""

from __future__ import annotations

from datetime import date

from audits.findings.checking import FINDING_TYPES, run_checks
from audits.findings.finding import Finding, Severity
from audits.findings.gathering import gather
from audits.law.current import current_rulebook
from audits.models import FindingAnswer
from suppliers.models import Certificate


class OpenContradiction(Exception):
    """Facts contradict each other, and no auditor dismissed that."""


def require_no_open_contradiction(certificate: Certificate, *, on: date) -> None:
    """Raise OpenContradiction where a finding stands in the way of an approval."""
    case, _matches = gather(certificate, on=on, law=current_rulebook())
    blocking = [finding for finding in run_checks(case) if _blocks_approval(finding)]
    if not blocking:
        return
    answers = {answer.fingerprint: answer.answer for answer in certificate.finding_answers.order_by("pk")}
    if any(answers.get(finding.fingerprint) != FindingAnswer.Answer.DISMISSED for finding in blocking):
        raise OpenContradiction


def _blocks_approval(finding: Finding) -> bool:
    return FINDING_TYPES[finding.code].blocks_approval and finding.severity is Severity.CONTRADICTION
