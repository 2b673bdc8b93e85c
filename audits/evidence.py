"""The only bridge from tables to rules: what we approved, as the dossiers that the rules judge."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django.db.models import Prefetch

from audits.compliance.dossier import Attribute, Dossier, Evidence, Statement, statements
from audits.models import Decision
from suppliers.models import Certificate, Product

COVERS_THE_COMPANY = "company"
"""Fact of a certificate type: such a paper speaks of the company and so of all its products."""


def gather(products: Iterable[Product]) -> dict[int, tuple[Evidence, ...]]:
    """The approved papers of each product, by its key, in three queries however many products.

    A paper counts for the products that it names, and for all the company's when its type speaks of the company. A
    revoked one counts for the days before its revocation took effect.
    """
    products = list(products)
    by_supplier: dict[int, list[Certificate]] = defaultdict(list)
    for certificate in _judged_good({product.supplier_id for product in products}):
        by_supplier[certificate.supplier_id].append(certificate)
    return {product.pk: tuple(_papers_of(product, by_supplier[product.supplier_id])) for product in products}


def dossier(product: Product, papers: tuple[Evidence, ...], *, market: str | None) -> Dossier:
    """The facts put before the rules for one product and one market. What our suppliers sell ships from China."""
    return Dossier(
        product_type=product.product_type_id,
        attributes=attributes(product.attributes),
        market=market,
        evidence=papers,
        shipped_from_china=True,
    )


def attributes(stored: Mapping[str, Any]) -> dict[str, Attribute]:
    """A product's regulatory facts as the rules read them: names that end in ``_on`` are days."""
    return {name: date.fromisoformat(value) if name.endswith("_on") else value for name, value in stored.items()}


def _judged_good(suppliers: set[int]) -> Iterable[Certificate]:
    revocations = Decision.objects.filter(outcome=Decision.Outcome.REVOKED).order_by("at", "pk")
    return (
        Certificate.objects.filter(
            supplier__in=suppliers, status__in=[Certificate.Status.APPROVED, Certificate.Status.REVOKED]
        )
        .select_related("certificate_type")
        .prefetch_related(
            Prefetch("products", queryset=Product.objects.only("pk")),
            Prefetch("decisions", queryset=revocations, to_attr="revocations"),
        )
        .order_by("pk")
    )


def _papers_of(product: Product, certificates: Iterable[Certificate]) -> Iterable[Evidence]:
    for certificate in certificates:
        if not _covers(certificate, product):
            continue
        until = _counts_until(certificate)
        if until is not None and certificate.valid_from is not None and until < certificate.valid_from:
            continue
        yield Evidence(
            type=str(certificate.certificate_type_id),
            valid_from=certificate.valid_from,
            valid_until=until,
            stated=statements({key: _statement(value) for key, value in certificate.stated.items() if value}),
            ref=str(certificate.pk),
        )


def _covers(certificate: Certificate, product: Product) -> bool:
    assert certificate.certificate_type is not None  # noqa: S101 - a constraint of the table
    if certificate.certificate_type.facts.get("covers") == COVERS_THE_COMPANY:
        return True
    return any(covered.pk == product.pk for covered in certificate.products.all())


def _counts_until(certificate: Certificate) -> date | None:
    """The last day that it counts: its own, or the day before its revocation took effect."""
    if certificate.status != Certificate.Status.REVOKED:
        return certificate.valid_until
    effective = [decision.effective_on or date.min for decision in certificate.revocations]  # type: ignore[attr-defined]
    revoked = min(effective, default=date.min)
    before = revoked - timedelta(days=1) if revoked > date.min else date.min
    return before if certificate.valid_until is None else min(before, certificate.valid_until)


def _statement(value: Any) -> Statement:
    return tuple(str(one) for one in value) if isinstance(value, list) else str(value)
