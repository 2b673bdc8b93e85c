"""Cross-checks of a certificate: small functions that prompt people to look. Nothing here rejects by itself."""

from audits.findings.case import Case, Claim, Company, Elsewhere, Item, Kind, Paper
from audits.findings.checking import CHECKS, check
from audits.findings.finding import Finding, Severity

__all__ = [
    "CHECKS",
    "Case",
    "Claim",
    "Company",
    "Elsewhere",
    "Finding",
    "Item",
    "Kind",
    "Paper",
    "Severity",
    "check",
]
