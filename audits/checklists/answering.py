"""What the machine can say in advance to a question, from findings, comparison and registers; and when answers suffice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from audits.checklists.questions import Family, Question
from audits.findings.comparison import Agreement
from audits.findings.finding import Severity
from audits.registers.question import Outcome
from suppliers.documents.fields import FieldName


class Machine(StrEnum):
    """The machine's answer. NONE: it cannot tell; that nothing speaks against it is no yes."""

    YES = "yes"
    LOOK = "look"
    NO = "no"
    NONE = "none"


class Said(StrEnum):
    """A person's answer."""

    YES = "yes"
    NO = "no"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True)
class Remark:
    """A finding as a checklist takes it. ``is_settled``: an auditor dismissed it with a reason."""

    code: str
    severity: Severity
    is_settled: bool = False


@dataclass(frozen=True)
class Facts:
    """What is known of a document. ``registers`` are the latest outcomes, one for each register that was asked."""

    remarks: Sequence[Remark] = ()
    fields: Mapping[FieldName, Agreement] | None = None
    registers: Sequence[Outcome] = ()


@dataclass(frozen=True)
class Answer:
    """A person's answer to one question, with a note where one is asked for."""

    said: Said
    note: str = ""


class Lack(StrEnum):
    """Why answers do not suffice for an approval."""

    MISSING = "missing"
    CONTRADICTED = "contradicted"
    ANSWERED_NO = "answered_no"
    NEEDS_NOTE = "needs_note"


def in_advance(question: Question, facts: Facts) -> Machine:
    """An open contradiction is a no; an open warning, a field that differs or a register without it asks to look."""
    remarks = [one for one in facts.remarks if one.code in question.findings]
    compared = [(facts.fields or {}).get(name, Agreement.ALONE) for name in question.fields]
    severities = {one.severity for one in remarks if not one.is_settled}
    if Severity.CONTRADICTION in severities:
        return Machine.NO
    is_settled = any(one.is_settled for one in remarks)
    differs = bool({Agreement.DIFFERS, Agreement.UNSURE}.intersection(compared)) and not is_settled
    outcomes = set(facts.registers) if question.asks_register else set()
    if Severity.WARNING in severities or differs or outcomes & {Outcome.CONTRADICTED, Outcome.NOT_FOUND}:
        return Machine.LOOK
    agrees = Agreement.AGREES in compared and not set(compared) - {Agreement.AGREES, Agreement.ALONE}
    return Machine.YES if agrees or Outcome.CONFIRMED in outcomes else Machine.NONE


def lacks(family: Family, answers: Mapping[str, Answer], facts: Facts) -> dict[str, Lack]:
    """What keeps a document from being approved on these answers, by question; of no question, by an empty name."""
    found = {one.id: _lack(answers.get(one.id), in_advance(one, facts)) for one in family.questions}
    listed = frozenset().union(*(one.findings for one in family.questions))
    if any(_is_open_contradiction(one) and one.code not in listed for one in facts.remarks):
        found[""] = Lack.CONTRADICTED
    return {name: lack for name, lack in found.items() if lack}


def _is_open_contradiction(remark: Remark) -> bool:
    return remark.severity is Severity.CONTRADICTION and not remark.is_settled


def _lack(answer: Answer | None, machine: Machine) -> Lack | None:
    if answer is None:
        return Lack.MISSING
    if machine is Machine.NO:
        return Lack.CONTRADICTED
    if answer.said is Said.NO:
        return Lack.ANSWERED_NO
    if not answer.note.strip() and (machine is Machine.LOOK or answer.said is Said.NOT_APPLICABLE):
        return Lack.NEEDS_NOTE
    return None
