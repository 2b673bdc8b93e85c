"""Names for the ids that a verdict uses, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from audits.answers import messages
from audits.answers.taken_back import TakenBack, last_taken_back
from audits.clearances.evidence import OnRecord
from audits.compliance.dossier import Statement
from audits.compliance.expression import STANDARD, as_list
from audits.compliance.rulebook import Leaf, Rulebook
from audits.compliance.standards import citations
from kpmarket.foundation.text.languages import in_reader_language
from suppliers.models import Certificate


def standards_of(rulebook: Rulebook, leaf: Leaf) -> tuple[str, ...]:
    """The standards of our vocabulary that a document must state, by their ids."""
    texts = [text for key, value in leaf.narrowing if key == STANDARD for text in as_list(value)]
    found = (cited for text in texts for cited in citations(rulebook.vocabulary, text))
    return tuple(dict.fromkeys(cited.standard for cited in found if cited.standard))


class VerdictNames:
    """Names of routes, certificate types and certificates, and what was taken back: for the answer about one product, from
    what is on record of it. No query."""

    def __init__(self, rulebook: Rulebook, on_record: OnRecord) -> None:
        self.rulebook = rulebook
        self._taken_back = last_taken_back(on_record.revoked)
        self._certificates = on_record.certificates

    def route(self, requirement: str) -> str:
        return messages.route(next(row for row in self.rulebook.requirements if row.id == requirement))

    def type(self, key: str) -> str:
        kind = self.rulebook.evidence_types.get(key)
        return in_reader_language(en=kind.name, zh=kind.name_zh) if kind else key

    def certificate(self, ref: str | None) -> Certificate | None:
        """The certificate with that key; None where the verdict knows none."""
        return self._certificates.get(int(ref)) if ref else None

    def taken_back(self, key: str, *, on: date) -> TakenBack | None:
        """The document of a type that no longer counts on that day because we took our approval back."""
        found = self._taken_back.get(key)
        return found if found and found.since <= on else None

    def document(self, key: str, ref: str) -> str:
        """Type and number of a certificate; the type alone where it has no number."""
        certificate = self.certificate(ref)
        return f"{self.type(key)} {certificate.number}".strip() if certificate else self.type(key)

    def document_text(self, key: str, narrowing: Iterable[tuple[str, Statement]]) -> str:
        """A document that is asked for, with what it must state."""
        return messages.document_text(self.type(key), narrowing)
