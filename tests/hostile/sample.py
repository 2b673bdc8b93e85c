"""The sample that the ordinary suite reads: all files refused by their first bytes, and every n-th of the others."""

from __future__ import annotations

from suppliers.documents.results import Code
from tests.hostile.corpus import CASES, EVERY

REFUSED_BEFORE_READING = {Code.EMPTY, Code.TOO_LARGE, Code.WRONG_KIND}
NEVER_OPENED = tuple(case for case in CASES if case.ends <= REFUSED_BEFORE_READING)
"""Refused before a child is started, so they cost nothing."""

OPENED = tuple(case for case in CASES if not case.ends <= REFUSED_BEFORE_READING)
SAMPLE = OPENED[8::EVERY]
