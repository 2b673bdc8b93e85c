"""The unified social credit code: its check digit is told here; the register itself (a page with pictures to solve) is
read by a person."""

from __future__ import annotations

import re

from stdnum.cn import uscc

from audits.registers.adapter import Adapter
from audits.registers.question import Answer, Difference, Outcome, Point, Question, Reason

PAGE = "https://www.gsxt.gov.cn"
FUJIAN = "35"
CODE_FORMAT = re.compile(r"[1-9A-HJ-NP-RTUWXY][0-9A-HJ-NP-RTUWXY]{17}")


def _check(question: Question) -> Answer | None:
    """A check digit that does not fit is told at once, save in Fujian: some early codes there are right all the same."""
    number = question.number.upper()
    if not CODE_FORMAT.fullmatch(number):
        return None
    fitting = uscc.calc_check_digit(number)
    if fitting == number[-1] or number[2:4] == FUJIAN:
        return Answer(Outcome.UNREACHABLE, PAGE, Reason.BY_HAND, shown={"number": number})
    return Answer(Outcome.CONTRADICTED, PAGE, differences=(Difference(Point.CHECK_DIGIT, number[-1], fitting),))


CODES = Adapter("credit_code", PAGE, check=_check)
