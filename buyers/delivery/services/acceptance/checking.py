"""The buyer checks what arrived: so many accepted, so many rejected, each line and lot by quantity. Money follows the evidence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Sum

from buyers.delivery.models import CheckedQuantity, CheckFile, CheckPage, DeliveryCheck, ShipmentLot
from buyers.delivery.services.acceptance import letters
from buyers.delivery.services.acceptance.states import lines_of
from buyers.terms.delivery.checks import (
    TAKEN,
    Checked,
    LineAcceptance,
    Outcome,
    accepted_in,
    check_quantities,
    condition_of,
    to_prove,
)
from buyers.trade.models import Evidence, EvidenceAnswer, Order, Side
from buyers.trade.services import acceptance
from buyers.trade.services import evidence as proofs
from buyers.trade.services.fact_rows import OrderFacts
from buyers.trade.services.facts import order_facts
from buyers.trade.services.ledger import lock_order
from kpmarket.accounts.models import User
from suppliers.certificates.files import StoredUpload

ARRIVAL, ACCEPTANCE = "delivery_proof", "arrival_or_silence"
"""Kinds of evidence of ``milestones.yaml``."""
DELIVERED = "delivered"
AT_ONCE = timedelta(minutes=1)


class UnknownLot(Exception):
    """The lot is not one of this line of this order."""


class MoreThanLot(Exception):
    """More units than the lot has left to check: ``most``."""

    def __init__(self, lot: ShipmentLot, most: int) -> None:
        super().__init__(lot.pk, most)
        self.lot, self.most = lot, most


@dataclass(frozen=True)
class Goods:
    """What somebody found when the goods were looked at."""

    rows: Sequence[Checked]
    looked_on: date
    note: str = ""


@transaction.atomic
def submit_check(
    order: Order, goods: Goods, *, by: User, at: datetime, files: Sequence[StoredUpload] = ()
) -> DeliveryCheck:
    """Keep the check, prove by it what arrived and what is accepted, and notify the supplier of what is rejected.

    Raises TermsError (see ``check_quantities``), UnknownLot, MoreThanLot, or what ``submit_evidence`` raises.
    """
    order = lock_order(order.pk)
    facts = order_facts(order, at=at)
    if order.status != Order.Status.CONFIRMED or facts.terms is None or not facts.is_in_force:
        raise proofs.NotRunning
    if goods.looked_on > facts.on:
        raise proofs.DayAhead
    _refuse_twice(order, goods, by=by, at=at)
    states = {one.line.number: one for one in lines_of(facts)}
    check_quantities(goods.rows, list(states.values()))
    _refuse_lots(order, goods.rows)
    _answer_what_waits(facts, goods, states, by=by, at=at)
    made = DeliveryCheck.objects.create(
        order=order, looked_on=goods.looked_on, note=goods.note, checked_by=by, checked_at=at
    )
    _keep_files(made, files)
    for number, rows in _by_line(goods.rows):
        arrived = _prove_arrival(made, states[number], rows, by=by, at=at)
        _keep(made, [one for one in rows if one.outcome not in TAKEN], arrived)
        _keep(made, [one for one in rows if one.outcome in TAKEN], _accept(made, number, rows, by=by, at=at))
    if any(one.outcome not in TAKEN for one in goods.rows):
        letters.write_of_rejection(made, facts.terms, at=at)
    return made


def _refuse_twice(order: Order, goods: Goods, *, by: User, at: datetime) -> None:
    """Raises SubmittedAlready for the same quantities of the same person a moment ago: pressed twice, or sent from two tabs."""
    wanted = sorted((one.line, one.lot or 0, str(one.outcome), one.quantity) for one in goods.rows)
    recent = order.delivery_checks.filter(checked_by=by, looked_on=goods.looked_on, checked_at__gt=at - AT_ONCE)
    for made in recent.prefetch_related("quantities"):
        rows = made.quantities.all()
        if sorted((one.line, one.lot_id or 0, one.outcome, one.quantity) for one in rows) == wanted:
            raise proofs.SubmittedAlready


def _by_line(rows: Iterable[Checked]) -> list[tuple[int, list[Checked]]]:
    found: dict[int, list[Checked]] = {}
    for row in rows:
        found.setdefault(row.line, []).append(row)
    return sorted(found.items())


def _refuse_lots(order: Order, rows: Iterable[Checked]) -> None:
    """Raises UnknownLot, MoreThanLot."""
    named = [one for one in rows if one.lot is not None and one.outcome != Outcome.AFTER_ALL]
    lots = ShipmentLot.objects.filter(shipment__order=order).in_bulk([one.lot for one in named])
    before = CheckedQuantity.objects.filter(lot__in=lots).exclude(outcome=Outcome.AFTER_ALL)
    spoken = dict(before.values_list("lot").annotate(sum=Sum("quantity")).order_by())
    for row in named:
        lot = lots.get(row.lot or 0)
        if lot is None or lot.line != row.line:
            raise UnknownLot
        now = sum(one.quantity for one in named if one.lot == row.lot)
        most = max(0, lot.quantity - spoken.get(lot.pk, 0))
        if now > most:
            raise MoreThanLot(lot, most)


def _answer_what_waits(
    facts: OrderFacts, goods: Goods, states: dict[int, LineAcceptance], *, by: User, at: datetime
) -> None:
    """A proof of delivery that waits for the buyer is accepted where as much came, or nothing was found wrong; else returned.

    A proof of the whole order is answered only by a check of every line of it. What is wrong with the goods, the check says.
    """
    for one in facts.evidence:
        if not one.is_open or one.row.event != DELIVERED or facts.terms is None:
            continue
        if acceptance.answering_side(one.row) != Side.BUYER:
            continue
        concerned = [one.row.line] if one.row.line else list(states)
        rows = {number: [row for row in goods.rows if row.line == number] for number in concerned}
        if not all(rows.values()):
            continue
        proven = acceptance.proven_quantity(one.row, facts.terms)
        came = all(_came(found) == (proven or states[number].line.quantity) for number, found in rows.items())
        is_sound = all(condition_of(found) == "sound" for found in rows.values())
        verdict = EvidenceAnswer.Verdict.ACCEPTED if is_sound or came else EvidenceAnswer.Verdict.RETURNED
        reasons = [] if verdict == EvidenceAnswer.Verdict.ACCEPTED else ["quantity"]
        proofs.answer_evidence(one.row, verdict, side=Side.BUYER, by=by, at=at, reasons=reasons)


def _came(rows: Iterable[Checked]) -> int:
    return sum(one.quantity for one in rows if one.outcome != Outcome.SHORT)


def _prove_arrival(
    made: DeliveryCheck, state: LineAcceptance, rows: Sequence[Checked], *, by: User, at: datetime
) -> Evidence | None:
    """The buyer's word that goods arrived which nobody has proven yet; None where all of them are known."""
    read_again = order_facts(Order.objects.get(pk=made.order_id), at=at)
    current = next(one for one in lines_of(read_again) if one.line.number == state.line.number)
    quantity = to_prove(rows, current)
    if not quantity:
        return None
    facts = {"condition": condition_of(rows), "check": made.pk}
    submission = proofs.Submission(ARRIVAL, made.looked_on, state.line.number, quantity, facts, made.note)
    return proofs.submit_evidence(made.order, submission, side=Side.BUYER, by=by, at=at)


def _accept(made: DeliveryCheck, line: int, rows: Sequence[Checked], *, by: User, at: datetime) -> Evidence | None:
    quantity = accepted_in(rows)
    if not quantity:
        return None
    submission = proofs.Submission(ACCEPTANCE, made.looked_on, line, quantity, {"check": made.pk}, made.note)
    return proofs.submit_evidence(made.order, submission, side=Side.BUYER, by=by, at=at)


def _keep(made: DeliveryCheck, rows: Iterable[Checked], evidence: Evidence | None) -> None:
    CheckedQuantity.objects.bulk_create(
        CheckedQuantity(
            check_made=made,
            line=row.line,
            lot_id=row.lot,
            outcome=row.outcome,
            quantity=row.quantity,
            note=row.note,
            evidence=evidence,
        )
        for row in rows
    )


def _keep_files(made: DeliveryCheck, uploads: Sequence[StoredUpload]) -> None:
    for upload in uploads:
        row = CheckFile.objects.create(check_made=made, taken=upload.taken, **upload.columns())
        CheckPage.objects.bulk_create(CheckPage(file=row, **page.columns()) for page in upload.pages)
