"""Reporting what happened, is expected or is planned of a shipment, and taking a report back: rows that never change."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from buyers.delivery.models import Shipment, ShipmentEvent
from buyers.delivery.services.shipments import letters, proofs
from buyers.delivery.services.shipments.authors import Author
from buyers.delivery.services.shipments.proofs import Proof
from buyers.delivery.services.shipments.refusals import (
    AlreadyTaken,
    BeforePlaced,
    DayAhead,
    NotRunning,
    NotTheirWord,
    ProvenAlready,
    SaidAlready,
)
from buyers.trade.models import EvidenceAnswer, Order
from buyers.trade.services import payments
from buyers.trade.services.evidence import answer_evidence
from buyers.trade.services.ledger import lock_order

Kind = ShipmentEvent.Kind
RUNNING = frozenset({Order.Status.CONFIRMED, Order.Status.COMPLETED})


@dataclass(frozen=True)
class EventEntry:
    """A report as somebody made it. ``happens_at`` carries the offset of the place; ``place`` is a UN/LOCODE or empty."""

    code: str
    kind: str
    happens_at: datetime
    place: str = ""
    note: str = ""


@transaction.atomic
def report_event(
    shipment: Shipment, entry: EventEntry, *, author: Author, at: datetime, proof: Proof | None = None
) -> ShipmentEvent:
    """Write the report down; with ``proof`` it becomes evidence too, and what follows from that is carried out.

    Raises NotRunning, DayAhead, BeforePlaced, SaidAlready, and with a proof what ``proofs.prove`` raises.
    """
    order = lock_order(shipment.order_id)
    shipment.order = order
    _refuse(order, entry, at)
    same = ShipmentEvent.objects.filter(
        shipment=shipment,
        code=entry.code,
        kind=entry.kind,
        happens_at=entry.happens_at,
        place=entry.place,
        source=author.source,
        retracts=None,
        retraction=None,
    )
    if same.exists():
        raise SaidAlready
    event = _write(shipment, entry, author, at)
    if proof is not None and entry.kind == Kind.HAPPENED and proofs.kind_of_proof(entry.code):
        proofs.prove(event, proof, author=author, at=at)
    after_report(order, at=at)
    return event


@transaction.atomic
def take_back(event: ShipmentEvent, *, author: Author, at: datetime) -> ShipmentEvent:
    """The side that reported it says that it was wrong; evidence of it that nobody answered is withdrawn with it.

    Raises NotRunning, NotTheirWord, AlreadyTaken, or ProvenAlready where the other side accepted the evidence.
    """
    order = lock_order(event.shipment.order_id)
    event = ShipmentEvent.objects.select_related("retraction", "shipment").get(pk=event.pk)
    event.shipment.order = order
    if order.status not in RUNNING:
        raise NotRunning
    if event.side != author.side or not event.side or (author.guest and event.guest_id != author.guest.pk):
        raise NotTheirWord
    if event.retracts_id or getattr(event, "retraction", None):
        raise AlreadyTaken
    _withdraw(event, author, at)
    entry = EventEntry(event.code, event.kind, event.happens_at, event.place)
    row = _write(event.shipment, entry, author, at, offset=event.offset_minutes, retracts=event)
    after_report(order, at=at)
    return row


def after_report(order: Order, *, at: datetime) -> None:
    """What follows from a new report: letters, and releases that nothing stops any more. The order's row is locked."""
    letters.write_of_shipments(order, at=at)
    payments.carry_out(order, at=at)


def _refuse(order: Order, entry: EventEntry, at: datetime) -> None:
    if order.status not in RUNNING:
        raise NotRunning
    if entry.kind == Kind.HAPPENED and entry.happens_at > at:
        raise DayAhead
    placed = order.placed_at.astimezone(entry.happens_at.tzinfo).date()
    if entry.happens_at.date() < placed:
        raise BeforePlaced(placed)


def _write(
    shipment: Shipment,
    entry: EventEntry,
    author: Author,
    at: datetime,
    *,
    offset: int | None = None,
    retracts: ShipmentEvent | None = None,
) -> ShipmentEvent:
    zone = entry.happens_at.utcoffset()
    minutes = int(zone.total_seconds() // 60) if zone is not None else 0
    return ShipmentEvent.objects.create(
        shipment=shipment,
        code=entry.code,
        kind=entry.kind,
        happens_at=entry.happens_at,
        offset_minutes=minutes if offset is None else offset,
        place=entry.place,
        note=entry.note,
        source=author.source,
        source_id=secrets.token_hex(12),
        retracts=retracts,
        side=author.side,
        recorded_at=at,
        **author.columns("recorded"),
    )


def _withdraw(event: ShipmentEvent, author: Author, at: datetime) -> None:
    """Evidence that the event became stands or falls with it."""
    for proof in event.proofs.select_related("evidence__answer"):
        answer = getattr(proof.evidence, "answer", None)
        if answer is not None and answer.verdict != EvidenceAnswer.Verdict.ACCEPTED:
            continue
        if answer is not None or author.person is None:
            raise ProvenAlready
        answer_evidence(proof.evidence, EvidenceAnswer.Verdict.WITHDRAWN, side=author.side, by=author.person, at=at)
