"""Recording what the rules say. The only writer of clearances."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Prefetch

from audits.compliance.assess import CHINA, assess
from audits.compliance.dossier import Dossier, Evidence
from audits.compliance.rulebook import Rulebook
from audits.compliance.timeline import Interval, timeline
from audits.compliance.verdict import BranchVerdict, LeafVerdict, TreeVerdict
from audits.evidence import dossier, gather
from audits.models import NO_END, NO_LEAD_TIME, NO_PRICE, NO_START, Clearance, RulebookEdition
from audits.services.rulebook import current_edition, rulebook_of
from kpmarket.money import in_usd
from kpmarket.search import pieces
from suppliers.models import Certificate, PriceTier, Product, Supplier

CHUNK = 200
"""Products that are judged and written together: what bounds the memory of a full refresh."""
STANDARDS_BYTES = 1500
"""Bytes of standards that are carried: a row of a PostgreSQL index holds 2,700."""


def products_touched_by(certificate: Certificate) -> Iterable[Product]:
    """The products whose clearances a certificate can change: its company's, because some papers speak of all."""
    return Product.objects.filter(supplier_id=certificate.supplier_id)


@transaction.atomic
def refresh_products(products: Iterable[Product], *, at: datetime) -> int:
    """Judge these products anew for every market and record what differs; tell how many rows that were.

    A row that is no longer right is superseded at that moment, never deleted: what we held true stays on record.
    """
    edition = current_edition()
    rulebook = rulebook_of(edition.edition)
    return sum(_refresh_chunk(chunk, edition, rulebook, at) for chunk in _chunks(products))


def drift(products: Iterable[Product]) -> Iterator[int]:
    """Keys of the products whose recorded clearances differ from a fresh assessment."""
    edition = current_edition()
    rulebook = rulebook_of(edition.edition)
    for chunk in _chunks(products):
        stored = _stored(chunk)
        for product, fresh in _judge(chunk, edition, rulebook):
            if {_essence(row) for row in fresh} != {_essence(row) for row in stored[product.pk]}:
                yield product.pk


def carry_listing(products: Iterable[Product]) -> None:
    """Bring the carried columns of these products' clearances up to what product and supplier say now."""
    for product in _with_listing([product.pk for product in products]):
        Clearance.objects.current().filter(product=product).update(**_listing(product))


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


def _refresh_chunk(products: list[Product], edition: RulebookEdition, rulebook: Rulebook, at: datetime) -> int:
    stored = _stored(products)
    superseded: list[int] = []
    new: list[Clearance] = []
    for product, fresh in _judge(products, edition, rulebook):
        known = {_essence(row): row for row in stored[product.pk]}
        wanted = {_essence(row): row for row in fresh}
        superseded += [row.pk for essence, row in known.items() if essence not in wanted]
        new += [row for essence, row in wanted.items() if essence not in known]
    for row in new:
        row.recorded_at = at
    Clearance.objects.filter(pk__in=superseded).update(superseded_at=at)
    Clearance.objects.bulk_create(new, batch_size=500)
    return len(superseded) + len(new)


def _stored(products: list[Product]) -> dict[int, list[Clearance]]:
    rows: dict[int, list[Clearance]] = {product.pk: [] for product in products}
    for row in Clearance.objects.current().filter(product__in=rows):
        rows[row.product_id].append(row)
    return rows


def _judge(
    products: list[Product], edition: RulebookEdition, rulebook: Rulebook
) -> Iterator[tuple[Product, list[Clearance]]]:
    """The clearances of each product. Products of one kind with the same papers are judged once."""
    papers = gather(products)
    judged: dict[str, list[dict[str, Any]]] = {}
    for product in products:
        facts = dossier(product, papers[product.pk], market=None)
        alike = repr((facts.product_type, sorted(facts.attributes.items()), facts.evidence))
        if alike not in judged:
            judged[alike] = list(_findings(product, papers[product.pk], rulebook))
        carried = {"product_type_id": product.product_type_id, "supplier_id": product.supplier_id, **_listing(product)}
        yield product, [Clearance(product=product, rulebook=edition, **found, **carried) for found in judged[alike]]


def _findings(product: Product, papers: tuple[Evidence, ...], rulebook: Rulebook) -> Iterator[dict[str, Any]]:
    """What the rules say of such a product in each market, one for each run of days on which it ships."""
    for market in rulebook.markets:
        if market == CHINA or not rulebook.requirements_for(product.product_type_id, market):
            continue
        facts = dossier(product, papers, market=market)
        for interval in timeline(facts, rulebook):
            if interval.state.ships:
                yield _finding(market, interval, facts, rulebook)


def _finding(market: str, interval: Interval, facts: Dossier, rulebook: Rulebook) -> dict[str, Any]:
    verdict = assess(facts, rulebook, on=interval.first_day or interval.last_day or NO_END)
    certificates = {int(ref) for row in verdict.judged if row.met for ref in _refs(row.tree)}
    return {
        "market_id": market,
        "state": str(interval.state),
        "valid_from": interval.first_day or NO_START,
        "valid_until": interval.last_day or NO_END,
        "ends_because": [_turn(asdict(turn)) for turn in interval.ends_because] or None,
        "certificates": sorted(certificates),
        "requirements": list(verdict.rows),
    }


def _turn(turn: dict[str, str | None]) -> dict[str, str]:
    return {key: str(value) for key, value in turn.items() if value is not None}


def _refs(tree: TreeVerdict) -> Iterator[str]:
    """The papers that meet a tree."""
    if isinstance(tree, LeafVerdict):
        if tree.met:
            yield from (paper.ref for paper in tree.papers if paper.ref)
    elif isinstance(tree, BranchVerdict) and tree.met:
        for part in tree.parts:
            yield from _refs(part)


def _essence(row: Clearance) -> tuple[str, str, date, date, str, str, str]:
    """What must agree for a recorded clearance to stand."""
    because = repr(sorted(sorted(turn.items()) for turn in row.ends_because or []))
    certificates, requirements = repr(sorted(row.certificates)), repr(sorted(row.requirements))
    return row.market_id, row.state, row.valid_from, row.valid_until, because, certificates, requirements


def _listing(product: Product) -> dict[str, Any]:
    """What the catalogue filters and sorts by."""
    supplier = product.supplier
    words = (product.name_en, product.name_zh, product.model, supplier.name_en, supplier.name_zh)
    return {
        "is_on_offer": product.is_listed and supplier.status == Supplier.Status.QUALIFIED,
        "price_usd": _lowest_price(product),
        "moq": product.moq,
        "lead_time_days": NO_LEAD_TIME if product.lead_time_days is None else product.lead_time_days,
        "monthly_capacity": product.monthly_capacity or 0,
        "province": supplier.province,
        "standards": _barred(product.standards),
        "words": " " + " ".join(pieces(" ".join(words))) + " ",
    }


def _barred(standards: list[str]) -> str:
    """Each between bars, as many of the first as an index holds."""
    kept = ""
    for standard in standards:
        if len(f"{kept}|{standard}|".encode()) > STANDARDS_BYTES:
            break
        kept += f"|{standard}"
    return f"{kept}|" if kept else ""


def _lowest_price(product: Product) -> Decimal:
    prices = [tier.unit_price for tier in product.price_tiers.all()]
    return in_usd(min(prices), product.currency) if prices else NO_PRICE
