"""What the registers last said."""

from audits.findings import Severity, registers
from audits.registers.question import Outcome
from tests.audits.findings.cases import case, codes


def test_a_contradiction_is_one_and_not_found_is_a_note():
    one, other = registers.latest_answers(case(registers={"nando": Outcome.CONTRADICTED, "nmpa": Outcome.NOT_FOUND}))

    assert (one.severity, other.severity) == (Severity.CONTRADICTION, Severity.NOTE)


def test_the_other_outcomes_say_nothing():
    silent = {"nando": Outcome.CONFIRMED, "nmpa": Outcome.NOT_COVERED, "iaf": Outcome.UNREACHABLE}

    assert codes(registers.latest_answers, registers=silent) == []
