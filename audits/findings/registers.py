"""The latest answers of public registers, where they differ from the claim."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from audits.findings.case import Case
from audits.findings.finding import Finding, Severity
from audits.findings.finding_types import Topic
from audits.registers.question import Outcome

TOPIC = Topic("Registers")


REGISTER_CONTRADICTS = TOPIC.declare(
    "register_contradicts", Severity.CONTRADICTION, _("%(register)s differs from the claim: see its column.")
)
REGISTER_HAS_NONE = TOPIC.declare(
    "register_has_none",
    Severity.NOTE,
    _("%(register)s did not find it. Registers are incomplete: this proves nothing."),
)


def latest_answers(case: Case) -> Iterator[Finding]:
    """Contradictions, and notes where a register knows nothing: registers have gaps. Unreachable is no finding."""
    for register, outcome in case.registers.items():
        if outcome is Outcome.CONTRADICTED:
            yield REGISTER_CONTRADICTS.finding(register=register)
        elif outcome is Outcome.NOT_FOUND:
            yield REGISTER_HAS_NONE.finding(register=register)


CHECKS = (latest_answers,)
