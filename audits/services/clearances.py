"""Recording what the rules say. The only writer of clearances."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Prefetch, QuerySet

from audits.compliance.rulebook import Rulebook
from audits.evidence import COVERS_THE_COMPANY, gather
from audits.models import Clearance, Judged, Pattern, RulebookEdition
from audits.services import patterns
from audits.services.listing import listing
from audits.services.patterns import Case, Finding
from audits.services.rulebook import current_edition, rulebook_of
from suppliers.models import Certificate, PriceTier, Product, Supplier

CHUNK = 500
"""Products that are judged and written together: what bounds the memory of a full refresh."""
PATTERNS = 200
"""Patterns that are judged together under a new edition."""


def products_touched_by(certificate: Certificate) -> QuerySet[Product]:
    """The products whose clearances a certificate can change: all the company's when it speaks of the company, else
    those that it names."""
    certificate_type = certificate.certificate_type
    if certificate_type and certificate_type.facts.get("covers") == COVERS_THE_COMPANY:
        return Product.objects.filter(supplier_id=certificate.supplier_id)
    return Product.objects.filter(certificates=certificate)


@transaction.atomic
def refresh_products(products: Iterable[Product], *, at: datetime, anew: bool = False) -> int:
    """Judge these products for every market and record what differs; tell how many rows that were.

    A row that is no longer right is superseded at that moment, never deleted: what we held true stays on record. What
    the edition in force was found to say of the same facts is taken over, unless they are to be judged ``anew``.
    """
    edition = current_edition()
    rulebook = rulebook_of(edition.edition)
    return sum(_refresh(chunk, edition, rulebook, at, anew=anew) for chunk in _chunks(products))


def _refresh(products: list[Product], edition: RulebookEdition, rulebook: Rulebook, at: datetime, *, anew: bool) -> int:
    cases = _cases(products)
    known = _patterns(cases.values(), edition, rulebook, anew=anew)
    _remember(cases, known)
    found = {key: (known[case.signature].findings, case.certificates) for key, case in cases.items()}
    return _write(products, found, edition, at)


@transaction.atomic
def apply_edition(*, at: datetime) -> int:
    """Judge by the edition in force what was judged by another, and record what differs; tell how many rows that were.

    Patterns are judged, not products, and only in markets whose law differs; only products whose answer changed are
    touched. Where an edition counts papers for other products than the one before, all are judged by their papers.
    """
    edition = current_edition()
    rulebook = rulebook_of(edition.edition)
    others = RulebookEdition.objects.filter(pk__in=Pattern.objects.exclude(rulebook=edition).values("rulebook"))
    if any(patterns.covers_differ(rulebook_of(one.edition), rulebook) for one in others.defer("files")):
        return refresh_products(Product.objects.only("pk").order_by("pk"), at=at)
    changed, last = 0, 0
    while chunk := list(_judged_by_another(edition).filter(pk__gt=last)[:PATTERNS]):
        last = chunk[-1].pk
        differing = [pattern for pattern in chunk if _judge_again(pattern, edition, rulebook)]
        Pattern.objects.bulk_update(chunk, ["findings", "rulebook"])
        changed += _rewrite(differing, edition, at)
    return changed


def _judged_by_another(edition: RulebookEdition) -> QuerySet[Pattern]:
    return Pattern.objects.exclude(rulebook=edition).select_related("rulebook").defer("rulebook__files").order_by("pk")


def _judge_again(pattern: Pattern, edition: RulebookEdition, rulebook: Rulebook) -> bool:
    """Bring a pattern to the edition; tell whether its answer changed."""
    before = pattern.findings
    pattern.findings = patterns.findings_after(
        pattern.facts, before, before=rulebook_of(pattern.rulebook.edition), after=rulebook
    )
    pattern.rulebook = edition
    return pattern.findings != before


def _rewrite(differing: list[Pattern], edition: RulebookEdition, at: datetime) -> int:
    findings = {pattern.pk: pattern.findings for pattern in differing}
    rows = Judged.objects.filter(pattern__in=findings).order_by("product_id")
    changed, last = 0, 0
    while chunk := list(rows.filter(product_id__gt=last)[:CHUNK]):
        last = chunk[-1].product_id
        found = {row.product_id: (findings[row.pattern_id], row.certificates) for row in chunk}
        changed += _write(_with_listing(found), found, edition, at)
    return changed


def drift(products: Iterable[Product]) -> Iterator[int]:
    """Keys of the products whose record differs from a fresh assessment of their papers."""
    edition = current_edition()
    rulebook = rulebook_of(edition.edition)
    for chunk in _chunks(products):
        stored = _stored(chunk)
        remembered = Judged.objects.select_related("pattern").in_bulk([product.pk for product in chunk])
        for key, case in _cases(chunk).items():
            row = remembered.get(key)
            is_remembered = row and (row.pattern.signature, row.certificates) == (case.signature, case.certificates)
            wanted = {_essence(one) for one in _rows(patterns.findings_of(case.text, rulebook), case.certificates)}
            if not is_remembered or wanted != {_essence(vars(one)) for one in stored[key]}:
                yield key


def carry_listing(products: Iterable[Product]) -> None:
    """Bring the carried columns of these products' clearances up to what product and supplier say now."""
    for product in _with_listing([product.pk for product in products]):
        Clearance.objects.current().filter(product=product).update(**listing(product))


def carry_supplier(supplier: Supplier) -> None:
    """The same for all the products of a supplier whose status or name changed."""
    carry_listing(Product.objects.filter(supplier=supplier))


def _chunks(products: Iterable[Product]) -> Iterator[list[Product]]:
    keys = [product.pk for product in products]
    for start in range(0, len(keys), CHUNK):
        yield list(_with_listing(keys[start : start + CHUNK]))


def _with_listing(keys: Iterable[int]) -> Iterable[Product]:
    tiers = Prefetch("price_tiers", queryset=PriceTier.objects.order_by("from_quantity"))
    return Product.objects.filter(pk__in=keys).select_related("supplier").prefetch_related(tiers).order_by("pk")


def _cases(products: list[Product]) -> dict[int, Case]:
    papers = gather(products)
    return {product.pk: patterns.case_of(product, papers[product.pk]) for product in products}


def _patterns(
    cases: Iterable[Case], edition: RulebookEdition, rulebook: Rulebook, *, anew: bool
) -> Mapping[str, Pattern]:
    """The patterns of these cases, each judged by that edition."""
    texts = {case.signature: case.text for case in cases}
    known = Pattern.objects.in_bulk(texts, field_name="signature")
    stale = [one for one in texts if anew or one not in known or known[one].rulebook_id != edition.pk]
    fresh = {one: patterns.findings_of(texts[one], rulebook) for one in stale}
    differing = [one for one in stale if one not in known or _differs(known[one], edition, fresh[one])]
    if not differing:
        return known
    Pattern.objects.bulk_create(
        (
            Pattern(signature=one, facts=json.loads(texts[one]), findings=fresh[one], rulebook=edition)
            for one in differing
        ),
        update_conflicts=True,
        unique_fields=["signature"],
        update_fields=["findings", "rulebook"],
    )
    return Pattern.objects.in_bulk(texts, field_name="signature")


def _differs(pattern: Pattern, edition: RulebookEdition, fresh: list[Finding]) -> bool:
    return pattern.rulebook_id != edition.pk or pattern.findings != fresh


def _remember(cases: Mapping[int, Case], known: Mapping[str, Pattern]) -> None:
    """Write down which pattern each product was judged by."""
    wanted = [
        Judged(product_id=key, pattern=known[case.signature], certificates=case.certificates)
        for key, case in cases.items()
    ]
    Judged.objects.bulk_create(
        wanted, update_conflicts=True, unique_fields=["product"], update_fields=["pattern", "certificates"]
    )


def _write(
    products: Iterable[Product],
    found: Mapping[int, tuple[list[Finding], list[int]]],
    edition: RulebookEdition,
    at: datetime,
) -> int:
    """Record what differs from what stands: supersede what is no longer found, add what is new."""
    products = list(products)
    stored = _stored(products)
    superseded: list[int] = []
    new: list[Clearance] = []
    for product in products:
        known = {_essence(vars(row)): row.pk for row in stored[product.pk]}
        wanted = {_essence(row): row for row in _rows(*found[product.pk])}
        superseded += [pk for essence, pk in known.items() if essence not in wanted]
        added = [row for essence, row in wanted.items() if essence not in known]
        carried = listing(product) if added else {}
        new += [Clearance(product=product, rulebook=edition, recorded_at=at, **row, **carried) for row in added]
    if superseded:
        Clearance.objects.filter(pk__in=superseded).update(superseded_at=at)
    if new:
        Clearance.objects.bulk_create(new, batch_size=1000)
    return len(superseded) + len(new)


def _rows(findings: list[Finding], certificates: list[int]) -> list[dict[str, Any]]:
    return [patterns.for_product(finding, certificates) for finding in findings]


def _stored(products: Iterable[Product]) -> dict[int, list[Clearance]]:
    rows: dict[int, list[Clearance]] = {product.pk: [] for product in products}
    for row in Clearance.objects.current().filter(product__in=rows):
        rows[row.product_id].append(row)
    return rows


ESSENCE = (
    "market_id",
    "state",
    "valid_from",
    "valid_until",
    "ends_because",
    "certificates",
    "requirements",
    "to_arrange",
)


def _essence(row: Mapping[str, Any]) -> str:
    """What must agree for a recorded clearance to stand; lists are sets here, and the order of keys says nothing."""
    parts = (row[name] for name in ESSENCE)
    return _canonical([sorted(part, key=_canonical) if isinstance(part, list) else part for part in parts])


def _canonical(value: object) -> str:
    return json.dumps(value, default=str, sort_keys=True)
