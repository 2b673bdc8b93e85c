"""A person of the desk says whether a notice concerns somebody. Confirmed, it is passed on to them by letter, once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from audits.desk import log
from audits.desk.permissions import own_companies
from buyers.delivery.models import RecallDecision, RecallNotice, RecallQuestion, ShipmentLot
from buyers.delivery.services.recalls import letters
from buyers.delivery.services.recalls.matching import compact_number
from buyers.trade.models import Evidence, Order, OrderLine
from buyers.trade.services.desk import own_organisations
from kpmarket.accounts.models import User

HANDED_OVER = "transport_document"
Verdict = RecallDecision.Verdict


class DecidedAlready(Exception):
    """Somebody decided it before: ``decision``."""

    def __init__(self, decision: RecallDecision) -> None:
        super().__init__(decision.pk)
        self.decision = decision


class Replaced(Exception):
    """The authority published another version of the notice since."""


class OwnCompany(Exception):
    """Nobody decides about a company of their own."""


@dataclass(frozen=True)
class Concerned:
    """An order that a notice concerns. ``lots`` are those on record that it names; none, where nobody typed lots of its lines."""

    order: Order
    lots: Sequence[ShipmentLot]


def open_questions(user: User) -> QuerySet[RecallQuestion]:
    """Questions of the newest versions that nobody has decided, without those about the person's own companies."""
    newer = RecallNotice.objects.filter(
        source=OuterRef("notice__source"),
        source_id=OuterRef("notice__source_id"),
        version__gt=OuterRef("notice__version"),
    )
    rows = RecallQuestion.objects.filter(~Exists(newer), decision=None).exclude(supplier__in=own_companies(user))
    return rows.select_related("notice", "supplier", "product").order_by("-notice__published_on", "-pk")


def concerned_orders(question: RecallQuestion, *, without: User | None = None) -> list[Concerned]:
    """Orders of the supplier, or of the product, that have lots which the notice names, or whose lots are not on record.

    A notice that names neither lots nor GTINs concerns every order of the product that was handed over.
    """
    lines = OrderLine.objects.filter(order__supplier=question.supplier_id, order__status__in=Order.SHOWN_TO_SUPPLIER)
    if question.product_id:
        lines = lines.filter(product=question.product_id)
    if without is not None:
        lines = lines.exclude(order__buyer__in=own_organisations(without))
    keys = {(line.order_id, line.number) for line in lines}
    orders = {key for key, _ in keys}
    lots = ShipmentLot.objects.filter(shipment__order__in=orders).select_related("shipment")
    handed = set(Evidence.objects.filter(order__in=orders, event=HANDED_OVER).values_list("order", flat=True))
    recorded: dict[int, list[ShipmentLot]] = {}
    for lot in lots:
        if (lot.shipment.order_id, lot.line) in keys:
            recorded.setdefault(lot.shipment.order_id, []).append(lot)
    found = []
    for order in Order.objects.filter(pk__in=handed | set(recorded)).select_related("buyer", "supplier").order_by("pk"):
        named = [lot for lot in recorded.get(order.pk, ()) if _is_named(lot, question.notice)]
        if named or order.pk not in recorded:
            found.append(Concerned(order, named))
    return found


@transaction.atomic
def decide_recall(
    question: RecallQuestion, verdict: str, reason: str, *, by: User, at: datetime
) -> tuple[RecallDecision, int]:
    """Keep the decision; confirmed, write to the supplier and to the buyers concerned. Returns it with the number of letters.

    Raises DecidedAlready, Replaced, OwnCompany.
    """
    locked = RecallQuestion.objects.select_for_update(of=("self",)).select_related("notice", "supplier", "product")
    question = locked.get(pk=question.pk)
    if made := RecallDecision.objects.filter(question=question).first():
        raise DecidedAlready(made)
    if question.supplier_id in own_companies(by):
        raise OwnCompany
    notice = question.notice
    newer = RecallNotice.objects.filter(source=notice.source, source_id=notice.source_id, version__gt=notice.version)
    if newer.exists():
        raise Replaced
    made = RecallDecision.objects.create(question=question, verdict=Verdict(verdict), reason=reason, by=by, at=at)
    content = {"verdict": str(verdict), "notice": notice.digest, "question": question.pk}
    log.append(act="recall_decided", subject=f"supplier:{question.supplier_id}", by=by, at=at, content=content)
    written = _notify(question, concerned_orders(question), at=at) if verdict == Verdict.CONFIRMED else 0
    return made, written


def _notify(question: RecallQuestion, concerned: Iterable[Concerned], *, at: datetime) -> int:
    written = letters.write_to_supplier(question, at=at)
    return written + sum(letters.write_to_buyer(question, one.order.pk, one.lots, at=at) for one in concerned)


def _is_named(lot: ShipmentLot, notice: RecallNotice) -> bool:
    """Whether the notice names this lot, or its GTIN; every lot where it names neither."""
    if not notice.lots and not notice.gtins:
        return True
    lots = {compact_number(one) for one in notice.lots}
    gtins = {one.zfill(14) for one in notice.gtins}
    own = {compact_number(str(one)) for one in (lot.lot, *lot.serials) if one}
    return bool(own & lots) or (not notice.lots and lot.gtin.zfill(14) in gtins)
