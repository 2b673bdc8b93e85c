"""Documents that are on file for an order and its shipments: uploads, accepted evidence, the contract and the quote."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from buyers.delivery.models import EventProof, IssuedDocument, Shipment, ShipmentDocument
from buyers.terms.delivery.pack_facts import OnFile
from buyers.terms.evidence import has_failed
from buyers.terms.plans import milestones
from buyers.trade.models import Order
from buyers.trade.services import acceptance
from buyers.trade.services.fact_rows import OrderFacts, Submitted
from buyers.trade.services.on_record import has_rows

TRANSPORT_KINDS = {
    "bill_of_lading": "bill_of_lading",
    "sea_waybill": "sea_waybill",
    "air_waybill": "air_waybill",
    "rail_note": "rail_waybill",
    "courier": "courier_label",
}
"""Kinds of transport documents as evidence names them, and as the list of documents does."""
EVIDENCE_KINDS = frozenset({"production_start_report", "inspection_report", "delivery_proof"})


def uploads_of(order: Order, shipment: Shipment | None = None) -> list[ShipmentDocument]:
    """Uploads that count: neither withdrawn nor replaced; of that shipment and those that serve all. One query."""
    if shipment is None and has_rows(order, "uploads_now"):
        return list(order.uploads_now)  # type: ignore[attr-defined]  # read with the order
    of_it = Q(shipment=None) | Q(shipment=shipment) if shipment else Q(shipment=None)
    return list(counting_uploads().filter(of_it, order=order))


def counting_uploads() -> QuerySet[ShipmentDocument]:
    """Uploads that count, in the order in which they were put on file."""
    return ShipmentDocument.objects.filter(withdrawal=None, replaced_by=None).order_by("added_at", "pk")


def proven_elsewhere(facts: OrderFacts, shipment: Shipment | None) -> frozenset[int]:
    """Keys of evidence that reports about other shipments of the order became. At most one query."""
    proofs = [one.row.pk for one in facts.evidence if milestones().events[one.row.event].of_quantity]
    if shipment is None or not proofs:
        return frozenset()
    others = EventProof.objects.filter(evidence__in=proofs).exclude(event__shipment=shipment)
    return frozenset(others.values_list("evidence_id", flat=True))


def on_file(
    facts: OrderFacts,
    uploads: Sequence[ShipmentDocument],
    issued: Sequence[IssuedDocument] = (),
    *,
    elsewhere: frozenset[int] = frozenset(),
) -> tuple[OnFile, ...]:
    """Everything that is there, from rows that were read; ``issued`` are those that the site made from data.

    ``elsewhere``: keys of evidence about other shipments, which is not on file for this one.
    """
    evidence = [one for one in facts.evidence if one.row.pk not in elsewhere]
    return (*map(_of_upload, uploads), *map(_of_issued, issued), *_of_evidence(evidence), *_of_contract(facts))


def _of_upload(row: ShipmentDocument) -> OnFile:
    return OnFile(row.kind, f"upload:{row.pk}", row.number, row.issuer, row.issued_on, row.valid_until, row.side)


def _of_issued(row: IssuedDocument) -> OnFile:
    return OnFile(row.kind, f"issued:{row.pk}", row.number, issued_on=timezone.localdate(row.issued_at), side=row.side)


def _of_evidence(evidence: Iterable[Submitted]) -> Iterator[OnFile]:
    """Evidence that counts and is a document of the list."""
    for one in evidence:
        row = one.row
        kind = TRANSPORT_KINDS.get(str(row.facts.get("kind"))) if row.kind == "transport_document" else row.kind
        is_listed = row.kind == "transport_document" or row.kind in EVIDENCE_KINDS
        if kind and is_listed and one.is_accepted and not has_failed(acceptance.kind_of(row), row.facts):
            number = str(row.facts.get("number", ""))
            yield OnFile(kind, f"evidence:{row.pk}", number, issued_on=row.happened_on, side=row.side)


def _of_contract(facts: OrderFacts) -> Iterator[OnFile]:
    if facts.contract and facts.is_in_force:
        yield OnFile("sales_contract", f"contract:{facts.contract.version}", issued_on=_day(facts))
    if facts.order.quote_revision_id:
        yield OnFile("quote", f"quote:{facts.order.quote_revision_id}")


def _day(facts: OrderFacts) -> date | None:
    return facts.contract.proposed_at.astimezone(facts.order.buyer.zone).date() if facts.contract else None
