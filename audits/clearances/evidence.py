"""The only bridge from tables to rules: what we approved, as the dossiers that the rules judge."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from audits.clearances.course import course_of, revoked_from
from audits.compliance.buyer_facts import BuyerFacts
from audits.compliance.dossier import Attribute, Dossier, Evidence, Statement, statements
from audits.compliance.rulebook import MANUFACTURER, Rulebook
from audits.law.current import rulebook_at
from audits.models import Decision
from suppliers.models import Certificate, CertificateType, Product

Outcome = Decision.Outcome
Status = Certificate.Status
JUDGEMENTS = (Outcome.APPROVED, Outcome.REVOKED, Outcome.REOPENED)
UNDECIDED = (Status.DRAFT, Status.SUBMITTED, Status.IN_REVIEW, Status.REVISION_REQUESTED)
THE_COMPANY = "the company that sells"
"""Stands for the supplier where it is the legal manufacturer itself."""
COVERS_THE_COMPANY = "company"
"""Fact of a certificate type: such a document speaks of the company and so of all its products."""


def gather(
    products: Iterable[Product], known_at: datetime | None = None, *, law: Rulebook | None = None
) -> dict[int, tuple[Evidence, ...]]:
    """The approved documents of each product, by its key, in a fixed number of queries however many products.

    A document counts for the products that it names, and for all the company's when its type speaks of the company. A
    revoked one counts for the days before its revocation took effect. With ``known_at`` only what had been decided by
    that moment counts: approvals and revocations that came later are as if they had not been. ``law`` says of which
    types a document speaks of the company; without it that is the law of that moment, or of now.
    """
    products = list(products)
    judged = list(_judged_good({product.supplier_id for product in products}, known_at))
    return _held(products, judged, _reach(rulebook_at(known_at) if known_at and law is None else law))


class OnRecord(NamedTuple):
    """What counts for one product: its approved documents as the rules read them, and the company's approved certificates,
    by key, whatever products they speak of. Each certificate has ``judgements``: what was decided on it, in order.
    ``revoked`` are those that speak of the product and whose approval was taken back.
    """

    documents: tuple[Evidence, ...]
    certificates: dict[int, Certificate]
    revoked: tuple[Certificate, ...] = ()


def documents_on_record(product: Product, known_at: datetime | None = None) -> OnRecord:
    """The documents of ``gather`` for one product with their certificates, in the same queries."""
    found = put_on_record([product], known_at)[product.pk]
    for certificate in found.certificates.values():
        certificate.supplier = product.supplier
    return found


def put_on_record(products: Iterable[Product], known_at: datetime | None = None) -> dict[int, OnRecord]:
    """The documents of ``gather`` for each product, by its key, with their certificates and with what was taken back; one
    query more, where something was."""
    products = list(products)
    certificates = list(_judged_good({product.supplier_id for product in products}, known_at))
    reach = _reach(rulebook_at(known_at) if known_at else None)
    documents = _held(products, certificates, reach)
    of_company: dict[int, dict[int, Certificate]] = defaultdict(dict)
    for certificate in certificates:
        of_company[certificate.supplier_id][certificate.pk] = certificate
    revoked = [one for one in certificates if revoked_from(one) is not None]
    named = _products_by_certificate(revoked) if revoked else {}
    return {
        product.pk: OnRecord(
            documents[product.pk],
            of_company[product.supplier_id],
            tuple(
                one
                for one in revoked
                if one.supplier_id == product.supplier_id and (reach(_type_of(one)) or product.pk in named[one.pk])
            ),
        )
        for product in products
    }


def documents_judged(suppliers: set[int]) -> list[Certificate]:
    """The certificates of these companies that were approved once, each with ``judgements``."""
    return list(_judged_good(suppliers, None))


def documents_of_company(supplier: int) -> tuple[Evidence, ...]:
    """Every approved document of a company, by its key, whatever products it speaks of."""
    judged = _judged_good({supplier}, None)
    return tuple(one.evidence for held in judged for one in _documents(held, frozenset(), lambda _kind: False))


def gather_drafts(products: Iterable[Product]) -> dict[int, tuple[Evidence, ...]]:
    """Documents on file that nobody approved yet, by product: they count for nothing, but are nearly there."""
    products = list(products)
    suppliers = {product.supplier_id for product in products}
    drafts = list(_with_products(Certificate.objects.filter(supplier__in=suppliers, status__in=UNDECIDED)))
    for certificate in drafts:
        certificate.judgements = []  # type: ignore[attr-defined]
    return _held(products, drafts, _reach(None))


def dossier(
    product: Product,
    documents: tuple[Evidence, ...],
    *,
    market: str | None,
    country: str | None = None,
    in_preparation: tuple[Evidence, ...] = (),
    buyer: BuyerFacts | None = None,
    shipped_on: date | None = None,
    quantity: int | None = None,
) -> Dossier:
    """The facts put before the rules for one product and one market, or one of its countries. What our suppliers sell
    ships from China."""
    return Dossier(
        product_type=product.product_type_id,
        attributes=attributes(product.attributes),
        market=market,
        evidence=documents,
        shipped_from_china=True,
        in_preparation=in_preparation,
        country=country,
        manufacturer=manufacturer_of(product),
        buyer=buyer or {},
        shipped_on=shipped_on,
        quantity=quantity,
    )


def manufacturer_of(product: Product) -> tuple[str, ...]:
    """The names of the product's legal manufacturer, as ``Evidence.manufacturer`` names that of a document."""
    return product.manufacturer_names or (THE_COMPANY,)


def attributes(stored: Mapping[str, Any]) -> dict[str, Attribute]:
    """A product's regulatory facts as the rules read them: names that end in ``_on`` are days."""
    return {name: date.fromisoformat(value) if name.endswith("_on") else value for name, value in stored.items()}


def _reach(law: Rulebook | None) -> Callable[[CertificateType], bool]:
    """Whether documents of a type speak of the company: by that law, or by the reference data of now."""
    if law is None:
        return lambda kind: kind.facts.get("covers") == COVERS_THE_COMPANY
    types = law.evidence_types
    return lambda kind: kind.pk in types and types[kind.pk].covers == COVERS_THE_COMPANY


def _judged_good(suppliers: set[int], known_at: datetime | None) -> Iterator[Certificate]:
    """Certificates that were approved, each with ``judgements``: what was decided on it by then."""
    decisions = Decision.objects.standing(known_at).filter(outcome__in=JUDGEMENTS).order_by("at", "pk")
    if known_at is not None:
        decisions = decisions.filter(at__lte=known_at)
    was_approved = Exists(Decision.objects.filter(certificate=OuterRef("pk"), outcome=Outcome.APPROVED))
    decided = Certificate.objects.filter(
        Q(status__in=[Status.APPROVED, Status.REVOKED]) | was_approved, supplier__in=suppliers
    )
    found = _with_products(decided).prefetch_related(Prefetch("decisions", queryset=decisions, to_attr="judgements"))
    return (one for one in found if _is_known(one, known_at))


def _with_products(certificates: QuerySet[Certificate]) -> QuerySet[Certificate]:
    return certificates.exclude(certificate_type=None).select_related("certificate_type").order_by("pk")


def _is_known(certificate: Certificate, known_at: datetime | None) -> bool:
    """Whether it had been approved by then. One that is revoked without a decision that says from when never counts."""
    outcomes = _outcomes(certificate)
    if known_at is None:
        return certificate.status == Status.APPROVED or Outcome.REVOKED in outcomes
    return Outcome.APPROVED in outcomes


def _outcomes(certificate: Certificate) -> dict[str, list[Decision]]:
    grouped: dict[str, list[Decision]] = defaultdict(list)
    for decision in certificate.judgements:  # type: ignore[attr-defined]
        grouped[decision.outcome].append(decision)
    return grouped


class _Document(NamedTuple):
    """A certificate as the rules read it, and the products that it speaks of."""

    evidence: Evidence
    products: Set[int] | None
    """Keys; None: all the company's."""


def _held(
    products: list[Product], certificates: Iterable[Certificate], speaks_of_company: Callable[[CertificateType], bool]
) -> dict[int, tuple[Evidence, ...]]:
    """The documents of each product. A certificate is read once, however many products it speaks of."""
    certificates = list(certificates)
    named = _products_by_certificate(certificates)
    by_supplier: dict[int, list[_Document]] = defaultdict(list)
    for certificate in certificates:
        by_supplier[certificate.supplier_id] += _documents(certificate, named[certificate.pk], speaks_of_company)
    return {
        product.pk: tuple(
            one.evidence
            for one in by_supplier[product.supplier_id]
            if one.products is None or product.pk in one.products
        )
        for product in products
    }


def _products_by_certificate(certificates: list[Certificate]) -> dict[int, set[int]]:
    """Keys of the products that each certificate names."""
    links = Certificate.products.through.objects.filter(certificate__in=certificates)
    named: dict[int, set[int]] = defaultdict(set)
    for certificate, product in links.values_list("certificate_id", "product_id"):
        named[certificate].add(product)
    return named


def _documents(
    certificate: Certificate, named: Set[int], speaks_of_company: Callable[[CertificateType], bool]
) -> Iterator[_Document]:
    """One for each run of days on which it counts: none where it never did, two where it was revoked for a while."""
    speaks_of_all = speaks_of_company(_type_of(certificate))
    for first, last in course_of(certificate).periods:
        yield _Document(
            Evidence(
                type=str(certificate.certificate_type_id),
                valid_from=first,
                valid_until=last,
                stated=statements({key: _statement(value) for key, value in certificate.stated.items() if value}),
                ref=str(certificate.pk),
                issuer=certificate.issuer_number or None,
                issued_on=certificate.issued_on,
                manufacturer=certificate.manufacturer or _unnamed_manufacturer(_type_of(certificate)),
            ),
            None if speaks_of_all else named,
        )


def _type_of(certificate: Certificate) -> CertificateType:
    assert certificate.certificate_type is not None  # noqa: S101 - a constraint of the table
    return certificate.certificate_type


def _unnamed_manufacturer(kind: CertificateType) -> str | None:
    """Whose document it is when it names no manufacturer: the company's own, or anybody's where the buyer's side holds it."""
    return THE_COMPANY if kind.held_by == MANUFACTURER else None


def _statement(value: Any) -> Statement:
    return tuple(str(one) for one in value) if isinstance(value, list) else str(value)
