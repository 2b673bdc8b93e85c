"""Why data or input of trade is refused: a code with its facts. The sentence for a person is written by whoever shows it."""

from __future__ import annotations

from collections.abc import Mapping


class TermsError(ValueError):
    """A refusal. ``code`` is stable and in lower case with hyphens; ``facts`` are what a sentence about it needs."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(f"{code}: {facts}" if facts else code)
        self.code = code
        self.facts: Mapping[str, object] = facts
