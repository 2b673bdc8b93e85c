"""Cross-checks of a certificate: small functions that prompt people to look. Nothing here rejects by itself."""

from audits.findings.case import Case, Claim, Company, Document, Elsewhere, Item, Kind
from audits.findings.checking import CHECKS, check
from audits.findings.finding import Finding, Severity

__all__ = [
    "CHECKS",
    "Case",
    "Claim",
    "Company",
    "Document",
    "Elsewhere",
    "Finding",
    "Item",
    "Kind",
    "Severity",
    "check",
]
