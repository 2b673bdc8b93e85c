"""What becomes of findings in a revision request: the reason that the supplier reads, and what stays confidential."""

from __future__ import annotations

from collections.abc import Iterable

from audits.findings.finding import Finding
from audits.findings.sentences import type_of


def reasons_of(findings: Iterable[Finding]) -> list[str]:
    """Each reason once, in the order of the findings."""
    return list(dict.fromkeys(type_of(finding).reason.value for finding in findings))


def is_confidential(finding: Finding) -> bool:
    """Whether it is about another company: no supplier may learn of it."""
    return type_of(finding).is_confidential
