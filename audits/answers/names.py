"""Names for the ids that a verdict uses, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable

from audits.answers import messages
from audits.compliance.dossier import Evidence, Statement
from audits.compliance.rulebook import Rulebook
from suppliers.models import Certificate, CertificateType


class VerdictNames:
    """Names of routes, certificate types and certificates, in two queries."""

    def __init__(self, rulebook: Rulebook, documents: Iterable[Evidence]) -> None:
        self.rulebook = rulebook
        self._rows = {row.id: row for row in rulebook.requirements}
        self._types = {one.pk: one.display_name for one in CertificateType.objects.only("name_en", "name_zh")}
        keys = [int(document.ref) for document in documents if document.ref]
        self._certificates = Certificate.objects.in_bulk(keys)

    def route(self, requirement: str) -> str:
        return messages.route(self._rows[requirement])

    def type(self, key: str) -> str:
        return self._types.get(key, key)

    def certificate(self, ref: str | None) -> Certificate | None:
        """The certificate with that key; None where the verdict knows none."""
        return self._certificates.get(int(ref)) if ref else None

    def document(self, key: str, ref: str) -> str:
        """Type and number of a certificate; the type alone where it has no number."""
        certificate = self.certificate(ref)
        return f"{self.type(key)} {certificate.number}".strip() if certificate else self.type(key)

    def document_text(self, key: str, narrowing: Iterable[tuple[str, Statement]]) -> str:
        """A document that is asked for, with what it must state."""
        return messages.document_text(self.type(key), narrowing)
