"""What a decision was about, as the decision log keeps it: the facts of a company, or of a document with its files."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from suppliers.models import Certificate, Supplier

DAYS = ("issued_on", "valid_from", "valid_until", "printed_until")
NAMES = ("name_zh", "name_en", "credit_code", "role", "province", "city", "address_zh", "address_en", "website")


def facts_of_certificate(certificate: Certificate) -> dict[str, Any]:
    """What was in front of the auditor: the claimed fields, and the hashes of originals and page images.

    Rows that were fetched in advance (``files__pages``, ``products``) are used.
    """
    files = [file for file in certificate.files.all() if file.removed_at is None]
    days = {name: getattr(certificate, name) for name in DAYS}
    return {
        "type": certificate.certificate_type_id,
        "number": certificate.number,
        "issuer": certificate.issuer,
        "issuer_number": certificate.issuer_number,
        "scope": certificate.scope,
        "stated": certificate.stated,
        **{name: day.isoformat() if day else None for name, day in days.items()},
        "products": sorted(product.pk for product in certificate.products.all()),
        "files": [{"sha256": file.sha256, "pages": [page.sha256 for page in file.pages.all()]} for file in files],
    }


def facts_of_supplier(supplier: Supplier) -> dict[str, Any]:
    return {name: str(getattr(supplier, name)) for name in NAMES}


def digest_of(subject: Supplier | Certificate) -> str:
    """The SHA-256 of the facts as they are stored now, in one canonical form."""
    facts = facts_of_certificate(subject) if isinstance(subject, Certificate) else facts_of_supplier(subject)
    return hashlib.sha256(json.dumps(facts, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
