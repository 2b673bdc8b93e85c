"""Digital signatures of a PDF, checked without network: intact, valid, signer, and later changes."""

import io
import logging
from collections.abc import Coroutine
from datetime import datetime

from asn1crypto import pem, x509
from cryptography.hazmat.backends import openssl
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel  # codespell:ignore sign (a library's name)
from pyhanko.sign.validation import async_validate_pdf_signature  # codespell:ignore sign (a library's name)
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature  # codespell:ignore sign (a library's name)
from pyhanko.sign.validation.status import (  # codespell:ignore sign (a library's name)
    PdfSignatureStatus,
    SignatureCoverageLevel,
)
from pyhanko_certvalidator import ValidationContext

from suppliers.documents.child.marks import shorten

PRELOADED = (openssl,)
"""Imported here, since its users import it only when a document is open, and then no file of ours can be read."""

MAX_SIGNATURES = 20
CHANGES: dict[ModificationLevel | None, str] = {
    ModificationLevel.NONE: "none",
    ModificationLevel.LTA_UPDATES: "permitted",
    ModificationLevel.FORM_FILLING: "permitted",
    ModificationLevel.ANNOTATIONS: "permitted",
    ModificationLevel.OTHER: "suspicious",
}

logging.getLogger("pyhanko").setLevel(logging.CRITICAL)
logging.getLogger("pyhanko_certvalidator").setLevel(logging.CRITICAL)


def check(data: bytes, *, roots: str, at: str) -> tuple[dict[str, object], list[bytes]]:
    """Each signature of the file, validated at the moment `at` (ISO) against trusted `roots` (PEM, concatenated)."""
    reader = PdfFileReader(io.BytesIO(data), strict=False)
    moment = datetime.fromisoformat(at)
    trusted = [x509.Certificate.load(der) for _, _, der in pem.unarmor(roots.encode(), multiple=True)] if roots else []
    embedded = reader.embedded_signatures
    found = [_check_signature(one, trusted, moment) for one in embedded[:MAX_SIGNATURES]]
    return {"signatures": found, "unlisted": max(0, len(embedded) - MAX_SIGNATURES)}, []


def _check_signature(
    embedded: EmbeddedPdfSignature, roots: list[x509.Certificate], moment: datetime
) -> dict[str, object]:
    facts: dict[str, object] = {"field": shorten(str(embedded.field_name))}
    context = ValidationContext(trust_roots=roots, moment=moment, allow_fetching=False, revocation_mode="soft-fail")
    try:
        facts |= _signer_facts(embedded)
        status = _run_coroutine(async_validate_pdf_signature(embedded, signer_validation_context=context))
    except (ImportError, OSError):
        raise
    except Exception:  # a broken signature may raise anything
        return facts
    return {
        **facts,
        "is_checked": True,
        **_validation_facts(status),
        "trust": _trust_of(status, embedded.signer_cert, moment),
    }


def _signer_facts(embedded: EmbeddedPdfSignature) -> dict[str, object]:
    certificate = embedded.signer_cert
    when = embedded.self_reported_timestamp
    return {
        "signer": shorten(_common_name(certificate.subject)),
        "issuer": shorten(_common_name(certificate.issuer)),
        "signed_at": when.isoformat() if when else "",
    }


def _common_name(name: x509.Name) -> str:
    """The common name, or the full name where there is none."""
    return str(name.native.get("common_name") or name.human_friendly)


def _validation_facts(status: PdfSignatureStatus) -> dict[str, object]:
    stamp = status.timestamp_validity
    stamped = {"signed_at": stamp.timestamp.isoformat(), "is_timestamped": True} if stamp and stamp.valid else {}
    return {
        "is_intact": status.intact,
        "is_valid": status.valid,
        "covers_whole_file": status.coverage == SignatureCoverageLevel.ENTIRE_FILE,
        "change": CHANGES.get(status.modification_level, "unclear"),
        **stamped,
    }


def _trust_of(status: PdfSignatureStatus, certificate: x509.Certificate, moment: datetime) -> str:
    if status.trusted:
        return "trusted"
    return "expired" if certificate.not_valid_after < moment else "unknown"


def _run_coroutine(work: Coroutine[None, None, PdfSignatureStatus]) -> PdfSignatureStatus:
    """The coroutine's result, run without an event loop: that would need a socket, and there is nothing to wait for."""
    try:
        work.send(None)
    except StopIteration as done:
        status: PdfSignatureStatus = done.value
        return status
    finally:
        work.close()
    raise RuntimeError("the signature check tried to wait")
