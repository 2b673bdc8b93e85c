"""What an auditor had before them when they decided, besides the document: kept with the decision, not computed later."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone

from audits.findings.checking import run_checks
from audits.findings.finding import Finding
from audits.findings.gathering import gather
from audits.law.current import NoRulebook, current_edition, current_rulebook
from audits.models import FindingAnswer
from suppliers.models import Certificate, Supplier

COMPANY = ("name_en", "name_zh", "credit_code")


def surroundings_of_certificate(certificate: Certificate, *, at: datetime) -> dict[str, Any]:
    """Findings with their answers, the latest outcome of each register, what had been read, the edition, names as they were."""
    files = list(certificate.files.as_shown())
    hashes = {file.pk: file.sha256 for file in files}
    try:
        edition = current_edition().edition
        case, _matches = gather(certificate, on=timezone.localdate(at), law=current_rulebook(), files=files)
        findings = run_checks(case)
    except NoRulebook:
        edition, findings = None, []
    answers = {answer.fingerprint: answer for answer in certificate.finding_answers.order_by("pk")}
    return {
        "edition": edition,
        "company": _names_of(certificate.supplier),
        "manufacturer": certificate.manufacturer,
        "findings": [_finding(one, answers.get(one.fingerprint), hashes) for one in findings],
        "registers": _registers(certificate),
        "readings": [_reading(file) for file in files],
    }


def surroundings_of_supplier(supplier: Supplier) -> dict[str, Any]:
    """The edition, and which documents stood where."""
    try:
        edition = current_edition().edition
    except NoRulebook:
        edition = None
    documents = supplier.certificates.exclude(status=Certificate.Status.DRAFT).order_by("pk")
    return {"edition": edition, "documents": [list(one) for one in documents.values_list("pk", "status")]}


def _names_of(supplier: Supplier) -> dict[str, str]:
    return {name: getattr(supplier, name) for name in COMPANY}


def _finding(finding: Finding, answer: FindingAnswer | None, hashes: dict[int, str]) -> dict[str, Any]:
    """Without its parameters, which may have names of people; the fingerprint is that of its facts."""
    return {
        "code": finding.code,
        "severity": str(finding.severity),
        "fingerprint": finding.fingerprint,
        "file": hashes.get(finding.file or 0),
        "page": finding.page,
        "answer": answer.answer if answer else None,
        "answered_by": answer.by_id if answer else None,
    }


def _registers(certificate: Certificate) -> list[dict[str, Any]]:
    """The latest look-up in each register."""
    checks = certificate.register_checks.light().order_by("taken_at", "pk")
    latest = {check.register: check for check in checks}
    return [
        {
            "register": name,
            "outcome": check.outcome,
            "check": check.pk,
            "digest": check.digest,
            "taken_at": check.taken_at.isoformat(timespec="seconds"),
        }
        for name, check in sorted(latest.items())
    ]


def _reading(file: Any) -> dict[str, Any]:
    row = getattr(file, "reading", None)
    return {
        "file": file.sha256,
        "state": row.state if row else None,
        "version": row.version if row else None,
        "finished_at": row.finished_at.isoformat(timespec="seconds") if row and row.finished_at else None,
    }
