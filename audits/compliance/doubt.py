"""An open doubt about a requirement: what is not settled, and until when somebody is to settle it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Doubt:
    """What may make the answer of a row wrong. As long as it is open, the row's confidence is low."""

    text: str
    due: date
    """The day by which it is to be settled."""
    text_zh: str = field(default="", compare=False)
    """The same in Chinese, where the rulebook has it."""
