"""What the ordinary suite reads: all that is refused by its first bytes, and every so many-th of the rest."""

from __future__ import annotations

from suppliers.documents.results import Code
from tests.hostile.corpus import CASES, EVERY

AT_THE_DOOR = {Code.EMPTY, Code.TOO_LARGE, Code.WRONG_KIND}
READ_BY_NOBODY = tuple(case for case in CASES if case.ends <= AT_THE_DOOR)
"""Refused before a child is started, so they cost nothing."""

OPENED = tuple(case for case in CASES if not case.ends <= AT_THE_DOOR)
SAMPLE = OPENED[8::EVERY]
