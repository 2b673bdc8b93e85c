"""Types of findings. Each is declared once, above the check that reports it: code, severity, sentence, revision reason."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise

from audits.findings.case import MIN_CONFIDENCE, Document
from audits.findings.finding import Finding, Severity
from suppliers.documents.fields import Proposal
from suppliers.documents.reading import Box, Page
from suppliers.sentences.reasons import RevisionReason


@dataclass(frozen=True)
class FindingType:
    """What is the same in all findings of one code. ``severity`` is the highest that a finding of it has.

    ``sentence`` is for auditors and, in a revision request, for suppliers; ``reason`` is that of such a request.
    ``is_confidential``: it is about another company, so that no supplier may learn of it. ``blocks_approval``: a
    contradiction of this type must be answered before the certificate is approved.
    """

    code: str
    severity: Severity
    sentence: Promise
    reason: RevisionReason
    is_confidential: bool
    blocks_approval: bool = False

    def finding(self, severity: Severity | None = None, /, **params: str) -> Finding:
        """A finding without a place: it is about the certificate as a whole."""
        return Finding(self.code, severity or self.severity, params)

    def finding_at(
        self, document: Document, read: Proposal, severity: Severity | None = None, /, **params: str
    ) -> Finding:
        """A finding where a value was read. A contradiction becomes a warning where the reading is not confident."""
        severity = severity or self.severity
        if severity is Severity.CONTRADICTION and read.confidence < MIN_CONFIDENCE:
            severity = Severity.WARNING
        return Finding(self.code, severity, params, read.page, read.box, document.file)

    def finding_on(
        self,
        document: Document,
        page: Page | int | None = None,
        box: Box | None = None,
        severity: Severity | None = None,
        /,
        **params: str,
    ) -> Finding:
        """A finding on a page or, without one, about the file as a whole."""
        number = page.number if isinstance(page, Page) else page
        return Finding(self.code, severity or self.severity, params, number, box, document.file)


class Topic:
    """The finding types of one module: a section of docs/findings.md."""

    def __init__(self, title: str) -> None:
        self.title = title
        self.types: list[FindingType] = []

    def declare(
        self,
        code: str,
        severity: Severity,
        sentence: Promise,
        *,
        reason: RevisionReason = RevisionReason.OTHER,
        is_confidential: bool = False,
        blocks_approval: bool = False,
    ) -> FindingType:
        """Register a finding type. Raises ValueError when its code is taken."""
        if code in FINDING_TYPES:
            raise ValueError(f"Finding code declared twice: {code}")
        declared = FindingType(code, severity, sentence, reason, is_confidential, blocks_approval)
        FINDING_TYPES[code] = declared
        self.types.append(declared)
        return declared


FINDING_TYPES: dict[str, FindingType] = {}
"""Every finding type by its code; audits.findings.checking imports all modules that declare one."""
