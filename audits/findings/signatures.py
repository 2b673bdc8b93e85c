"""Digital signatures: whether they are valid, and what happened to the file afterwards."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from audits.findings.case import Case
from audits.findings.file_provenance import date_in
from audits.findings.finding import Finding, Severity
from audits.findings.finding_types import FindingType, Topic
from suppliers.documents.reading import Change, Signature, Trust
from suppliers.sentences.reasons import RevisionReason

TOPIC = Topic("Digital signatures")


SIGNATURE_NOT_CHECKED = TOPIC.declare(
    "signature_not_checked", Severity.NOTE, _("A signature could not be checked: %(signer)s.")
)
SIGNATURE_BROKEN = TOPIC.declare(
    "signature_broken",
    Severity.CONTRADICTION,
    _("A signature is not valid: %(signer)s."),
    reason=RevisionReason.SIGNATURE_INVALID,
)
CHANGED_AFTER_SIGNING = TOPIC.declare(
    "changed_after_signing",
    Severity.CONTRADICTION,
    _("The file was changed after %(signer)s signed it, in a way that the signature does not permit."),
    reason=RevisionReason.SIGNATURE_INVALID,
)
SIGNATURE_NOT_WHOLE = TOPIC.declare(
    "signature_not_whole",
    Severity.WARNING,
    _("The signature of %(signer)s does not cover the whole file."),
    reason=RevisionReason.SIGNATURE_INVALID,
)
SIGNER_EXPIRED = TOPIC.declare(
    "signer_expired",
    Severity.NOTE,
    _("The certificate of the signer had expired: %(signer)s."),
    reason=RevisionReason.SIGNATURE_INVALID,
)
SIGNER_UNKNOWN = TOPIC.declare(
    "signer_unknown",
    Severity.NOTE,
    _("The signature is valid, but the identity of the signer could not be verified: %(signer)s."),
)


def validity(case: Case) -> Iterator[Finding]:
    """Signatures that are not valid, or that were made before the file was changed."""
    for document, reading in case.readings():
        for signature in reading.signatures:
            if fault := _fault_of(signature):
                yield fault.finding_on(document, signer=signature.signer or signature.field)


SIGNED_BEFORE_ISSUE = TOPIC.declare(
    "signed_before_issue",
    Severity.NOTE,
    _("Signed by %(signer)s on %(day)s, before the date of issue (%(issued)s)."),
)


def signing_date(case: Case) -> Iterator[Finding]:
    """Signed before the date of issue."""
    issued = case.claim.issued_on
    for document, reading in case.readings():
        for signature in reading.signatures:
            signed = date_in(signature.signed_at)
            if issued and signed and signed < issued:
                signer = signature.signer or signature.field
                yield SIGNED_BEFORE_ISSUE.finding_on(
                    document, signer=signer, day=signed.isoformat(), issued=issued.isoformat()
                )


def _fault_of(signature: Signature) -> FindingType | None:
    if not signature.is_checked:
        return SIGNATURE_NOT_CHECKED
    if not signature.is_intact or not signature.is_valid:
        return SIGNATURE_BROKEN
    if signature.change is Change.SUSPICIOUS:
        return CHANGED_AFTER_SIGNING
    if signature.change is Change.UNCLEAR and not signature.covers_whole_file:
        return SIGNATURE_NOT_WHOLE
    return {Trust.EXPIRED: SIGNER_EXPIRED, Trust.UNKNOWN: SIGNER_UNKNOWN}.get(signature.trust)


CHECKS = (validity, signing_date)
