"""What the machine says in advance, and which answers suffice."""

import pytest

from audits.checklists.answering import Answer, Facts, Lack, Machine, Remark, Said, in_advance, lacks
from audits.checklists.questions import Family, Question
from audits.findings.comparison import Agreement
from audits.findings.finding import Severity
from audits.registers.question import Outcome
from suppliers.documents.fields import FieldName

HOLDER = Question("holder", "", "", "", frozenset({"holder_differs", "address_differs"}), (FieldName.HOLDER_EN,), False)
REGISTER = Question("register", "", "", "", frozenset({"register_has_none"}), (), True)
FAMILY = Family("chit", "", "", (), (HOLDER, REGISTER))
DIFFERS, WARNING = Severity.CONTRADICTION, Severity.WARNING


def known(*remarks, agreement=Agreement.ALONE, registers=()):
    return Facts([Remark(*one) for one in remarks], {FieldName.HOLDER_EN: agreement}, registers)


@pytest.mark.parametrize(
    ("question", "facts", "answer"),
    [
        (HOLDER, known(), Machine.NONE),
        (HOLDER, known(agreement=Agreement.AGREES), Machine.YES),
        (HOLDER, known(agreement=Agreement.UNSURE), Machine.LOOK),
        (HOLDER, known(("address_differs", WARNING), agreement=Agreement.AGREES), Machine.LOOK),
        (HOLDER, known(("holder_differs", DIFFERS), agreement=Agreement.DIFFERS), Machine.NO),
        (HOLDER, known(("holder_differs", DIFFERS, True), agreement=Agreement.DIFFERS), Machine.NONE),
        (HOLDER, known(("pages_missing", DIFFERS)), Machine.NONE),
        (HOLDER, known(registers=[Outcome.CONFIRMED]), Machine.NONE),
        (REGISTER, known(registers=[Outcome.CONFIRMED]), Machine.YES),
        (REGISTER, known(registers=[Outcome.CONFIRMED, Outcome.NOT_FOUND]), Machine.LOOK),
        (REGISTER, known(registers=[Outcome.UNREACHABLE]), Machine.NONE),
    ],
)
def test_what_the_machine_says(question, facts, answer):
    assert in_advance(question, facts) is answer


YES, CHECKED = Answer(Said.YES), Answer(Said.YES, "The bank's letter bears the former name; gsxt shows the change.")


@pytest.mark.parametrize(
    ("answers", "facts", "found"),
    [
        ({"holder": YES, "register": YES}, known(), {}),
        ({"holder": YES}, known(), {"register": Lack.MISSING}),
        ({"holder": Answer(Said.NO), "register": YES}, known(), {"holder": Lack.ANSWERED_NO}),
        ({"holder": Answer(Said.NOT_APPLICABLE), "register": YES}, known(), {"holder": Lack.NEEDS_NOTE}),
        ({"holder": YES, "register": YES}, known(("address_differs", WARNING)), {"holder": Lack.NEEDS_NOTE}),
        ({"holder": CHECKED, "register": YES}, known(("address_differs", WARNING)), {}),
        ({"holder": CHECKED, "register": YES}, known(("holder_differs", DIFFERS)), {"holder": Lack.CONTRADICTED}),
        ({"holder": CHECKED, "register": YES}, known(("holder_differs", DIFFERS, True)), {}),
        ({"holder": CHECKED, "register": YES}, known(("days_swapped", DIFFERS)), {"": Lack.CONTRADICTED}),
    ],
)
def test_which_answers_suffice_for_an_approval(answers, facts, found):
    assert lacks(FAMILY, answers, facts) == found
