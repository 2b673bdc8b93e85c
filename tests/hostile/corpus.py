"""All broken and hostile files, in the same order and with the same bytes each time."""

from __future__ import annotations

from tests.hostile import active_content, bombs, broken, disguised, numbers, pictures, recursion
from tests.hostile.case import Case

CASES: tuple[Case, ...] = (
    *broken.CASES,
    *disguised.CASES,
    *bombs.CASES,
    *recursion.CASES,
    *active_content.CASES,
    *numbers.CASES,
    *pictures.CASES,
)
EVERY = 29
"""Of the files that a child opens, the suite reads every so many-th; `make hostile` reads all."""
