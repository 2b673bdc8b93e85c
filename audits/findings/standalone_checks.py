"""The checks that need only the file: contradictions in it, and how it was made."""

from __future__ import annotations

from datetime import date

from audits.findings import codes, file_provenance, not_examined, pictures, seals, signatures, standing, title_checks
from audits.findings.case import Case, Claim, Company, Document, Kind
from audits.findings.checking import run_checks
from audits.findings.finding import Finding
from suppliers.documents.reading import Reading

MODULES = (codes, signatures, pictures, file_provenance, standing, title_checks, seals, not_examined)
CHECKS = tuple(check for module in MODULES for check in module.CHECKS)


def standalone_findings(reading: Reading, *, on: date) -> list[Finding]:
    """The findings of one file about which nothing is claimed and no company is known."""
    document = Document(0, reading)
    return run_checks(Case(on=on, claim=Claim(), company=Company(), kind=Kind(""), documents=(document,)), CHECKS)
