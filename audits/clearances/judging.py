"""Recording what the rules say. The only writer of clearances."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from audits.clearances import patterns
from audits.clearances.evidence import COVERS_THE_COMPANY, gather
from audits.clearances.listing import list_again, listed
from audits.clearances.patterns import Case, Finding
from audits.clearances.recording import is_same, record, rows, stored
from audits.compliance.rulebook import Rulebook
from audits.law.current import current_edition, rulebook_of
from audits.models import Judged, Pattern, RulebookEdition
from suppliers.models import Certificate, Product, Supplier

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
def refresh_products(products: Iterable[Product], *, at: datetime, force: bool = False) -> int:
    """Judge these products for every market and record what differs; tell how many rows that was.

    A row that is no longer right is superseded at that moment, never deleted: what we held true stays on record. What
    the edition in force was found to say of the same facts is taken over, and products whose facts and documents are as
    they were when it judged them are left alone; ``force`` judges the facts again and compares every row.
    """
    edition = current_edition()
    rulebook = rulebook_of(edition.edition)
    return sum(_refresh(chunk, edition, rulebook, at, force=force) for chunk in _chunks(products))


def _refresh(
    products: list[Product], edition: RulebookEdition, rulebook: Rulebook, at: datetime, *, force: bool
) -> int:
    cases = _cases(products)
    remembered = _remembered(cases, by=edition)
    differing = {key: case for key, case in cases.items() if remembered.get(key) != (case.signature, case.certificates)}
    if not force:
        cases = differing
    if not cases:
        return 0
    known = _patterns(cases.values(), edition, rulebook, force=force)
    _remember(differing, known)
    found = {key: (known[case.signature].findings, case.certificates) for key, case in cases.items()}
    return record(found, edition, at)


@transaction.atomic
def apply_edition(*, at: datetime) -> int:
    """Judge by the edition in force what was judged by another, and record what differs; tell how many rows that was.

    Patterns are judged, not products, and only in markets whose law differs; only products whose answer changed are
    touched. Where an edition counts documents for other products than the one before, all are judged by their documents.
    """
    edition = current_edition()
    rulebook = rulebook_of(edition.edition)
    others = RulebookEdition.objects.filter(pk__in=Pattern.objects.exclude(rulebook=edition).values("rulebook"))
    if any(patterns.covers_differ(rulebook_of(one.edition), rulebook) for one in others.defer("files")):
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
    """Judge a pattern by those rules; tell in which markets its answer changed."""
    before = pattern.findings
    pattern.findings = patterns.findings_after(
        pattern.facts, before, before=rulebook_of(pattern.rulebook.edition), after=rulebook
    )
    return patterns.markets_answered_otherwise(before, pattern.findings)


def _rewrite(differing: Iterable[Pattern], markets: frozenset[str], edition: RulebookEdition, at: datetime) -> int:
    """Record what these patterns say in these markets of all the products that have them."""
    findings = {pattern.pk: patterns.in_markets(pattern.findings, markets) for pattern in differing}
    judged = Judged.objects.filter(pattern__in=findings).order_by("product_id")
    changed, last = 0, 0
    while chunk := list(judged.filter(product_id__gt=last)[:CHUNK]):
        last = chunk[-1].product_id
        found = {row.product_id: (findings[row.pattern_id], row.certificates) for row in chunk}
        changed += record(found, edition, at, markets=markets)
    return changed


def drift(products: Iterable[Product]) -> Iterator[int]:
    """Keys of the products whose record differs from a fresh assessment of their documents."""
    edition = current_edition()
    rulebook = rulebook_of(edition.edition)
    for chunk in _chunks(products):
        cases = _cases(chunk)
        standing = stored(cases)
        remembered = _remembered(cases, by=edition)
        for key, case in cases.items():
            wanted = rows((patterns.findings_of(case.text, rulebook), case.certificates))
            is_remembered = remembered.get(key) == (case.signature, case.certificates)
            if not is_remembered or not is_same(standing[key], wanted):
                yield key


def carry_listing(products: Iterable[Product]) -> None:
    """Bring what the catalogue knows of these products up to what product and supplier say now."""
    list_again(listed(product.pk for product in products))


def carry_supplier(supplier: Supplier) -> None:
    """The same for all the products of a supplier whose status or name changed."""
    carry_listing(Product.objects.filter(supplier=supplier))


def _chunks(products: Iterable[Product]) -> Iterator[list[Product]]:
    keys = [product.pk for product in products]
    facts = Product.objects.only("pk", "supplier_id", "product_type_id", "attributes")
    for start in range(0, len(keys), CHUNK):
        yield list(facts.filter(pk__in=keys[start : start + CHUNK]).order_by("pk"))


def _cases(products: list[Product]) -> dict[int, Case]:
    """Each product's case. Products of one kind with the very same documents share one."""
    documents = gather(products)
    known: dict[tuple[object, ...], Case] = {}
    cases = {}
    for product in products:
        held = documents[product.pk]
        stated = json.dumps(product.attributes, sort_keys=True)
        same = (product.product_type_id, stated, *(document.ref for document in held))
        if same not in known:
            known[same] = patterns.case_of(product, held)
        cases[product.pk] = known[same]
    return cases


def _patterns(
    cases: Iterable[Case], edition: RulebookEdition, rulebook: Rulebook, *, force: bool
) -> Mapping[str, Pattern]:
    """The patterns of these cases, each judged by that edition."""
    texts = {case.signature: case.text for case in cases}
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


def _differs(pattern: Pattern, edition: RulebookEdition, fresh: list[Finding]) -> bool:
    return pattern.rulebook_id != edition.pk or pattern.findings != fresh


def _remembered(products: Iterable[int], *, by: RulebookEdition) -> dict[int, tuple[str, list[int]]]:
    """Signature and certificates of these products as that edition last judged them, by their keys."""
    judged = Judged.objects.filter(product__in=list(products), pattern__rulebook=by)
    return {key: (one, held) for key, one, held in judged.values_list("product", "pattern__signature", "certificates")}


def _remember(differing: Mapping[int, Case], known: Mapping[str, Pattern]) -> None:
    """Write down which pattern each of these products was judged by."""
    Judged.objects.bulk_create(
        [
            Judged(product_id=key, pattern=known[case.signature], certificates=case.certificates)
            for key, case in differing.items()
        ],
        update_conflicts=True,
        unique_fields=["product"],
        update_fields=["pattern", "certificates"],
    )
