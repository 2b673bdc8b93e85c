"""Judges products by the rules and records the result. Nothing else writes clearances."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from audits.clearances import patterns
from audits.clearances.evidence import COVERS_THE_COMPANY, gather
from audits.clearances.listing import products_to_list, update_claims, update_listings, update_words_of
from audits.clearances.patterns import PatternFinding, ProductPattern
from audits.clearances.recording import current_rows, is_same, record, rows
from audits.compliance.rulebook import Rulebook
from audits.law.current import current_edition, rulebook_of
from audits.models import Judged, Pattern, RulebookEdition
from suppliers.models import Certificate, Product, Supplier

CHUNK = 500
"""Products that are judged and written together; this bounds the memory of a full refresh."""
PATTERNS = 200
"""Patterns that are judged together under a new edition."""


def products_touched_by(certificate: Certificate) -> QuerySet[Product]:
    """The products whose clearances a certificate can change: all of the company's when it covers the company, else
    those that it names."""
    certificate_type = certificate.certificate_type
    if certificate_type and certificate_type.facts.get("covers") == COVERS_THE_COMPANY:
        return Product.objects.filter(supplier_id=certificate.supplier_id)
    return Product.objects.filter(certificates=certificate)


@transaction.atomic
def refresh_products(products: Iterable[Product], *, at: datetime, force: bool = False) -> int:
    """Judge these products for every market and record what differs; returns the number of rows changed.

    A row that is no longer right is superseded at that moment, never deleted: what we held true stays on record.
    Findings of the edition in force for the same facts are reused, and products whose facts and documents have not
    changed since it judged them are skipped; ``force`` judges the facts again and compares every row.
    """
    edition = current_edition()
    rulebook = rulebook_of(edition.edition)
    return sum(_refresh(chunk, edition, rulebook, at, force=force) for chunk in _chunks(products))


def _refresh(
    products: list[Product], edition: RulebookEdition, rulebook: Rulebook, at: datetime, *, force: bool
) -> int:
    wanted = _product_patterns(products)
    judged = _judged_patterns(wanted, by=edition)
    differing = {key: one for key, one in wanted.items() if judged.get(key) != (one.signature, one.certificates)}
    if not force:
        wanted = differing
    if not wanted:
        return 0
    known = _patterns(wanted.values(), edition, rulebook, force=force)
    _record_judged(differing, known)
    results = {key: (known[one.signature].findings, one.certificates) for key, one in wanted.items()}
    changed = record(results, edition, at)
    update_claims(differing, on=timezone.localdate(at))
    return changed


@transaction.atomic
def apply_edition(*, at: datetime) -> int:
    """Judge by the edition in force what was judged by another, and record what differs; returns the number of rows changed.

    Patterns are judged, not products, and only in markets whose law differs; only products whose findings changed are
    touched. Where an edition counts documents for other products than the one before, every product is judged by its documents.
    """
    edition = current_edition()
    rulebook = rulebook_of(edition.edition)
    others = RulebookEdition.objects.filter(pk__in=Pattern.objects.exclude(rulebook=edition).values("rulebook"))
    before = [rulebook_of(one.edition) for one in others.defer("files")]
    update_words_of(set().union(*(patterns.renamed_types(one, rulebook) for one in before)))
    if any(patterns.covers_differ(one, rulebook) for one in before):
        return refresh_products(Product.objects.only("pk").order_by("pk"), at=at, force=True)
    changed, last = 0, 0
    while chunk := list(_judged_by_another(edition).filter(pk__gt=last)[:PATTERNS]):
        last = chunk[-1].pk
        differing = {pattern: markets for pattern in chunk if (markets := _judge_again(pattern, rulebook))}
        Pattern.objects.bulk_update(differing, ["findings"])
        Pattern.objects.filter(pk__in=[pattern.pk for pattern in chunk]).update(rulebook=edition)
        changed += _rewrite(differing, frozenset().union(*differing.values()), edition, at)
    return changed


def _judged_by_another(edition: RulebookEdition) -> QuerySet[Pattern]:
    return Pattern.objects.exclude(rulebook=edition).select_related("rulebook").defer("rulebook__files").order_by("pk")


def _judge_again(pattern: Pattern, rulebook: Rulebook) -> frozenset[str]:
    """Judge a pattern by those rules; returns the markets in which its findings changed."""
    before = pattern.findings
    pattern.findings = patterns.findings_after(
        pattern.facts, before, before=rulebook_of(pattern.rulebook.edition), after=rulebook
    )
    return patterns.markets_with_other_findings(before, pattern.findings)


def _rewrite(differing: Iterable[Pattern], markets: frozenset[str], edition: RulebookEdition, at: datetime) -> int:
    """Record the findings of these patterns in these markets for all products that have them."""
    findings = {pattern.pk: patterns.in_markets(pattern.findings, markets) for pattern in differing}
    judged = Judged.objects.filter(pattern__in=findings).order_by("product_id")
    changed, last = 0, 0
    while chunk := list(judged.filter(product_id__gt=last)[:CHUNK]):
        last = chunk[-1].product_id
        results = {row.product_id: (findings[row.pattern_id], row.certificates) for row in chunk}
        changed += record(results, edition, at, markets=markets)
    return changed


def drift(products: Iterable[Product]) -> Iterator[int]:
    """Keys of the products whose record differs from a fresh assessment of their documents."""
    edition = current_edition()
    rulebook = rulebook_of(edition.edition)
    for chunk in _chunks(products):
        patterns_now = _product_patterns(chunk)
        recorded = current_rows(patterns_now)
        judged = _judged_patterns(patterns_now, by=edition)
        for key, one in patterns_now.items():
            wanted = rows((patterns.findings_of(one.text, rulebook), one.certificates))
            is_judged = judged.get(key) == (one.signature, one.certificates)
            if not is_judged or not is_same(recorded[key], wanted):
                yield key


def update_catalogue_of(products: Iterable[Product], *, at: datetime) -> None:
    """Bring the catalogue's columns of these products up to date with product, supplier and approved documents."""
    update_listings(products_to_list((product.pk for product in products), on=timezone.localdate(at)))


def update_catalogue_of_supplier(supplier: Supplier, *, at: datetime) -> None:
    """The same for all the products of a supplier whose status or name changed."""
    update_catalogue_of(Product.objects.filter(supplier=supplier), at=at)


def _chunks(products: Iterable[Product]) -> Iterator[list[Product]]:
    keys = [product.pk for product in products]
    facts = Product.objects.only(
        "pk", "supplier_id", "product_type_id", "attributes", "manufacturer_en", "manufacturer_zh"
    )
    for start in range(0, len(keys), CHUNK):
        yield list(facts.filter(pk__in=keys[start : start + CHUNK]).order_by("pk"))


def _product_patterns(products: list[Product]) -> dict[int, ProductPattern]:
    """Each product's pattern, by its key. Products of one kind with the very same documents share one."""
    documents = gather(products)
    known: dict[tuple[object, ...], ProductPattern] = {}
    wanted = {}
    for product in products:
        held = documents[product.pk]
        stated = json.dumps(product.attributes, sort_keys=True)
        same = (product.product_type_id, stated, product.manufacturer_names, *(document.ref for document in held))
        if same not in known:
            known[same] = patterns.pattern_of(product, held)
        wanted[product.pk] = known[same]
    return wanted


def _patterns(
    wanted: Iterable[ProductPattern], edition: RulebookEdition, rulebook: Rulebook, *, force: bool
) -> Mapping[str, Pattern]:
    """The stored patterns, by signature, each judged by that edition."""
    texts = {one.signature: one.text for one in wanted}
    known = Pattern.objects.defer("facts").in_bulk(texts, field_name="signature")
    stale = [one for one in texts if force or one not in known or known[one].rulebook_id != edition.pk]
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
    return Pattern.objects.defer("facts").in_bulk(texts, field_name="signature")


def _differs(pattern: Pattern, edition: RulebookEdition, fresh: list[PatternFinding]) -> bool:
    return pattern.rulebook_id != edition.pk or pattern.findings != fresh


def _judged_patterns(products: Iterable[int], *, by: RulebookEdition) -> dict[int, tuple[str, list[int]]]:
    """Signature and certificates of these products as that edition last judged them, by their keys."""
    rows = Judged.objects.filter(product__in=list(products), pattern__rulebook=by)
    return {key: (one, held) for key, one, held in rows.values_list("product", "pattern__signature", "certificates")}


def _record_judged(differing: Mapping[int, ProductPattern], known: Mapping[str, Pattern]) -> None:
    """Record by which pattern each of these products was judged."""
    Judged.objects.bulk_create(
        [
            Judged(product_id=key, pattern=known[one.signature], certificates=one.certificates)
            for key, one in differing.items()
        ],
        update_conflicts=True,
        unique_fields=["product"],
        update_fields=["pattern", "certificates"],
    )
