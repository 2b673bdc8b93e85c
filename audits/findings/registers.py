"""What the public registers last said, where it is not what is claimed."""

from __future__ import annotations

from collections.abc import Iterator

from audits.findings.case import Case
from audits.findings.finding import Finding, Severity
from audits.registers.question import Outcome


def said(case: Case) -> Iterator[Finding]:
    """Of each register its last word. "Not found" is a note: registers have gaps. Unreachable says nothing."""
    for register, outcome in case.registers.items():
        if outcome is Outcome.CONTRADICTED:
            yield Finding("register_contradicts", Severity.CONTRADICTION, {"register": register})
        elif outcome is Outcome.NOT_FOUND:
            yield Finding("register_has_none", Severity.NOTE, {"register": register})


CHECKS = (said,)
