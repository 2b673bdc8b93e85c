"""All checks, one after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from audits.findings import (
    codes,
    coverage,
    days,
    editions,
    file_provenance,
    holders,
    issuers,
    not_examined,
    numbers,
    pictures,
    registers,
    reports,
    reuse_across_suppliers,
    seals,
    signatures,
    title_checks,
)
from audits.findings.case import Case
from audits.findings.finding import Finding, Severity

Check = Callable[[Case], Iterator[Finding]]
PARTS = (
    reuse_across_suppliers,
    registers,
    numbers,
    holders,
    days,
    issuers,
    editions,
    coverage,
    codes,
    signatures,
    pictures,
    file_provenance,
    title_checks,
    reports,
    seals,
    not_examined,
)
CHECKS: tuple[Check, ...] = tuple(check for part in PARTS for check in part.CHECKS)


def check(case: Case, checks: Iterable[Check] = CHECKS) -> list[Finding]:
    """Every finding once, contradictions first, else in the order of the checks."""
    found = {one.fingerprint: one for each in checks for one in each(case)}
    order = list(Severity)
    return sorted(found.values(), key=lambda one: order.index(one.severity))
