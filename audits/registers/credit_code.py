"""The unified social credit code. Its check digit is verified here; the register itself, a page with a picture puzzle, is
read by a person."""

from __future__ import annotations

import re

from stdnum.cn import uscc

from audits.registers.adapter import Adapter
from audits.registers.question import Answer, Difference, Outcome, Point, Question, Reason

PAGE = "https://www.gsxt.gov.cn"
FUJIAN = "35"
CODE_FORMAT = re.compile(r"[1-9A-HJ-NP-RTUWXY][0-9A-HJ-NP-RTUWXY]{17}")


def _check_digit(question: Question) -> Answer | None:
    """Contradicts a code whose check digit is wrong, except in Fujian, where some early codes are valid nevertheless."""
    number = question.number.upper()
    if not CODE_FORMAT.fullmatch(number):
        return None
    correct = uscc.calc_check_digit(number)
    if correct == number[-1] or number[2:4] == FUJIAN:
        return Answer(Outcome.UNREACHABLE, PAGE, Reason.BY_HAND, shown={"number": number})
    return Answer(Outcome.CONTRADICTED, PAGE, differences=(Difference(Point.CHECK_DIGIT, number[-1], correct),))


CODES = Adapter("credit_code", PAGE, check=_check_digit)
