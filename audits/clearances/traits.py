"""What filters of the catalogue ask about an offer: maker or trader, what is shown of it, and its specification."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from hashlib import sha256
from typing import Any

from audits.claims.offer import JudgedOffer
from audits.claims.support import Support, in_force
from audits.compliance.dossier import Evidence
from audits.models import OfferTraits
from suppliers.models import Certificate, Product, Supplier
from suppliers.products import field_facts
from suppliers.products.field_facts import FieldFact

MAKER, LEVEL, SHARED = "maker", "level", "shared"
"""Keys of the traits that every product has; the others are those of its type's attributes and specification."""
DOCUMENTS = "documents"
"""Level: an auditor approved a document of it that is in force."""
LEAST = (60, 70, 75, 80, 90, 94, 95, 98, 99, 99.9)
"""A share in per cent has the traits of all of these that it reaches: buyers ask for at least so much."""
AT_LEAST = "+"
MAX_TEXT = 40
"""Longer text describes; it is not what one filters by."""
MAX_BYTES = 1500
FACETTED_KINDS = frozenset({"choice", "yes_no", "number", "text"})


def traits_of(
    offers: Mapping[Product, JudgedOffer], documents: Mapping[int, Sequence[Evidence]], *, on: date
) -> dict[int, int]:
    """The key of each product's traits, by the product's; in at most four queries however many products."""
    valid = {product.pk: in_force(documents[product.pk], on=on) for product in offers}
    keys = {one.ref for some in valid.values() for one in some if one.ref}
    shared = set(Certificate.objects.filter(pk__in=keys, is_shared=True).values_list("pk", flat=True))
    tokens = {
        product.pk: as_text(_tokens(product, offer, valid[product.pk], {str(key) for key in shared}))
        for product, offer in offers.items()
    }
    known = _keys_of(set(tokens.values()))
    return {product: known[text] for product, text in tokens.items()}


def as_text(tokens: Iterable[str]) -> str:
    """Tokens as a row keeps them: in order, between bars."""
    kept = ""
    for token in sorted(set(tokens)):
        if len(f"{kept}|{token}|".encode()) <= MAX_BYTES:
            kept += f"|{token}"
    return f"{kept}|" if kept else ""


def _tokens(product: Product, offer: JudgedOffer, valid: Sequence[Evidence], shared: set[str]) -> list[str]:
    is_maker = product.supplier.role == Supplier.Role.MANUFACTURER and not product.manufacturer_names
    tokens = [f"{MAKER}={Supplier.Role.MANUFACTURER if is_maker else Supplier.Role.TRADER}"]
    if valid:
        tokens.append(f"{LEVEL}={DOCUMENTS}")
    if any(one.ref in shared for one in valid):
        tokens.append(f"{SHARED}=yes")
    for field in field_facts.attributes(product.product_type):
        if field.kind == "yes_no":
            tokens += field_tokens(field, product.attributes.get(field.key))
    for field in field_facts.specification(product.product_type):
        if not _is_unverified(offer, field):
            tokens += field_tokens(field, product.specification.get(field.key))
    return tokens


def _is_unverified(offer: JudgedOffer, field: FieldFact) -> bool:
    """Whether it claims something that no approved document shows: that feeds no facet."""
    claimed = offer.parts.get(f"specification.{field.key}")
    return claimed is not None and claimed.support != Support.SHOWN


def field_tokens(field: FieldFact, value: Any) -> list[str]:
    """The traits that a stated value gives; none where nothing is stated or nobody filters by such a value."""
    if value in (None, "") or field.kind not in FACETTED_KINDS:
        return []
    if isinstance(value, bool):
        return [f"{field.key}={'yes' if value else 'no'}"]
    if isinstance(value, int | float) and field.unit == "%":
        return [f"{field.key}={share:g}{AT_LEAST}" for share in LEAST if value >= share]
    text = f"{value:g}" if isinstance(value, float) else re.sub(r"[|\s]+", " ", str(value)).strip()
    return [f"{field.key}={text}"] if text and len(text) <= MAX_TEXT else []


def _keys_of(texts: set[str]) -> dict[str, int]:
    """The key of each combination; those that never occurred are added."""
    digests = {sha256(text.encode()).hexdigest(): text for text in texts}
    known = _read(digests)
    if len(known) < len(digests):
        new = [OfferTraits(digest=digest, tokens=digests[digest]) for digest in sorted(digests.keys() - known.keys())]
        OfferTraits.objects.bulk_create(new, ignore_conflicts=True)
        known = _read(digests)
    return {digests[digest]: key for digest, key in known.items()}


def _read(digests: Iterable[str]) -> dict[str, int]:
    return dict(OfferTraits.objects.filter(digest__in=list(digests)).values_list("digest", "pk"))
