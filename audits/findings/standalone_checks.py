"""Findings of a single file of which nothing else is known: what contradicts itself, and how it was made."""

from __future__ import annotations

from datetime import date

from audits.findings import codes, file_provenance, not_examined, pictures, seals, signatures, title_checks
from audits.findings.case import Case, Claim, Company, Document, Kind
from audits.findings.checking import check
from audits.findings.finding import Finding
from suppliers.documents.reading import Reading

CHECKS = tuple(
    one
    for part in (codes, signatures, pictures, file_provenance, title_checks, seals, not_examined)
    for one in part.CHECKS
)
"""Those that ask the file and nobody else."""


def findings_in(reading: Reading, *, on: date) -> list[Finding]:
    """What the checks say of a reading when nobody claims anything."""
    return check(
        Case(on=on, claim=Claim(), company=Company(), kind=Kind(""), documents=(Document(0, reading),)), CHECKS
    )
