"""Cross-checks of a certificate: small functions that prompt people to look. No finding rejects a certificate by itself."""

from audits.findings.case import Case, Claim, Company, Document, Item, Kind, Reuse
from audits.findings.checking import CHECKS, run_checks
from audits.findings.finding import Finding, Severity

__all__ = [
    "CHECKS",
    "Case",
    "Claim",
    "Company",
    "Document",
    "Finding",
    "Item",
    "Kind",
    "Reuse",
    "Severity",
    "run_checks",
]
