"""From findings to a revision request: the reason that the supplier reads for each, and what is never told."""

from __future__ import annotations

from collections.abc import Iterable

from audits.findings.finding import Finding
from suppliers.sentences.reasons import RevisionReason

CONFIDENTIAL = frozenset({"number_elsewhere", "file_elsewhere", "page_elsewhere", "page_reads_elsewhere"})
"""They speak of another company: no supplier ever hears of them."""
REASONS = {
    RevisionReason.WRONG_TYPE: {
        "kind_differs",
        "trade_licence",
        "voluntary_title",
        "fda_certificate",
        "says_export_only",
    },
    RevisionReason.HOLDER_MISMATCH: {
        "holder_differs",
        "holder_written_otherwise",
        "holder_sounds_alike",
        "credit_code_differs",
    },
    RevisionReason.ADDRESS_MISMATCH: {"address_differs"},
    RevisionReason.NOT_COVERED: {"models_not_named", "no_products", "other_products_named"},
    RevisionReason.MISSING_PAGE: {"pages_missing"},
    RevisionReason.EXPIRED: {"expired"},
    RevisionReason.NOT_YET_VALID: {"not_yet_valid"},
    RevisionReason.SUPERSEDED_STANDARD: {"edition_not_in_force"},
    RevisionReason.ISSUER_NOT_COMPETENT: {
        "body_not_listed_for_law",
        "body_not_entitled_then",
        "body_scope",
        "issuer_outside_union",
    },
    RevisionReason.SIGNATURE_INVALID: {
        "signature_broken",
        "changed_after_signing",
        "signature_not_whole",
        "signer_expired",
    },
}
_REASON_OF = {code: reason for reason, codes in REASONS.items() for code in codes}


def reasons_of(findings: Iterable[Finding]) -> list[str]:
    """Each reason once, in the order of the findings; what has no reason of its own is put in words."""
    return list(dict.fromkeys(_REASON_OF.get(one.code, RevisionReason.OTHER).value for one in findings))
