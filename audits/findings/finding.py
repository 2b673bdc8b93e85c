"""What a check says: a prompt to look, with its place on the document. Never a judgement."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from suppliers.documents.reading import Box


class Severity(StrEnum):
    """How soon to look; the order is the order of looking."""

    CONTRADICTION = "contradiction"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True)
class Finding:
    """One thing to look at: its code, the particulars for its sentence, and where it stands, as far as it has a place.

    ``file`` is the key of the file and ``page`` counts from 1; days in ``params`` are ISO text.
    """

    code: str
    severity: Severity
    params: Mapping[str, str] = field(default_factory=dict)
    page: int | None = None
    box: Box | None = None
    file: int | None = None

    @property
    def fingerprint(self) -> str:
        """The same for the same facts: an answer stays with what was answered. The very place does not matter."""
        facts = [self.code, dict(self.params), self.file, self.page]
        return hashlib.sha256(json.dumps(facts, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:32]
