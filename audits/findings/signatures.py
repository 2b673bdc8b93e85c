"""Digital signatures: whether they hold, and what happened to the file after them. One that was not checked says nothing."""

from __future__ import annotations

from collections.abc import Iterator

from audits.findings.case import Case, found_on
from audits.findings.file_provenance import day_of
from audits.findings.finding import Finding, Severity
from suppliers.documents.reading import Change, Signature, Trust


def state(case: Case) -> Iterator[Finding]:
    """Signatures that do not hold, or were signed before the file was changed."""
    for document, reading in case.readings():
        for one in reading.signatures:
            if found := _state(one):
                code, severity = found
                yield found_on(code, severity, document, signer=one.signer or one.field)


def day(case: Case) -> Iterator[Finding]:
    """Signed on a day before the one that the document states as its issue."""
    issued = case.claim.issued_on
    for document, reading in case.readings():
        for one in reading.signatures:
            signed = day_of(one.signed_at)
            if issued and signed and signed < issued:
                facts = {"signer": one.signer or one.field, "day": signed.isoformat(), "issued": issued.isoformat()}
                yield Finding("signed_before_issue", Severity.NOTE, facts, file=document.file)


def _state(one: Signature) -> tuple[str, Severity] | None:
    if not one.is_checked:
        return "signature_not_checked", Severity.NOTE
    if not one.is_intact or not one.is_valid:
        return "signature_broken", Severity.CONTRADICTION
    if one.change is Change.SUSPICIOUS:
        return "changed_after_signing", Severity.CONTRADICTION
    if one.change is Change.UNCLEAR and not one.covers_whole_file:
        return "signature_not_whole", Severity.WARNING
    return {
        Trust.EXPIRED: ("signer_expired", Severity.NOTE),
        Trust.UNKNOWN: ("signer_unknown", Severity.NOTE),
    }.get(one.trust)


CHECKS = (state, day)
