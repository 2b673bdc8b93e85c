"""All checks, in the order in which auditors read their findings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from audits.findings import (
    chinese_numbers,
    codes,
    coverage,
    days,
    editions,
    file_provenance,
    holders,
    issuers,
    not_examined,
    numbers,
    offer_claims,
    pictures,
    product_facts,
    registers,
    reports,
    reuse_across_suppliers,
    seals,
    signatures,
    standing,
    title_checks,
)
from audits.findings.case import Case
from audits.findings.finding import Finding, Severity
from audits.findings.finding_types import FINDING_TYPES, Topic

__all__ = ["CHECKS", "FINDING_TYPES", "MODULES", "TOPICS", "run_checks"]
Check = Callable[[Case], Iterator[Finding]]
MODULES = (
    reuse_across_suppliers,
    registers,
    numbers,
    chinese_numbers,
    holders,
    days,
    issuers,
    editions,
    coverage,
    product_facts,
    offer_claims,
    codes,
    signatures,
    pictures,
    file_provenance,
    standing,
    title_checks,
    reports,
    seals,
    not_examined,
)
CHECKS: tuple[Check, ...] = tuple(check for module in MODULES for check in module.CHECKS)
TOPICS: tuple[Topic, ...] = tuple(module.TOPIC for module in MODULES)


def run_checks(case: Case, checks: Iterable[Check] = CHECKS) -> list[Finding]:
    """Every finding once, contradictions first, otherwise in the order of the checks."""
    findings = {finding.fingerprint: finding for check in checks for finding in check(case)}
    order = list(Severity)
    return sorted(findings.values(), key=lambda finding: order.index(finding.severity))
