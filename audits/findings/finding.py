"""What a check reports: a prompt to look, with its place on the document. Never a judgement."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from suppliers.documents.reading import Box


class Severity(StrEnum):
    """How urgent it is to look, the most urgent first."""

    CONTRADICTION = "contradiction"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True)
class Finding:
    """One thing to look at: its code, the parameters of its sentence, and its place, as far as it has one.

    ``file`` is the key of the file, ``page`` counts from 1; dates in ``params`` are ISO text.
    """

    code: str
    severity: Severity
    params: Mapping[str, str] = field(default_factory=dict)
    page: int | None = None
    box: Box | None = None
    file: int | None = None

    @property
    def fingerprint(self) -> str:
        """Equal for equal facts, so that an answer stays with the finding. The box does not count."""
        facts = [self.code, dict(self.params), self.file, self.page]
        return hashlib.sha256(json.dumps(facts, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:32]
