"""Letters about documents that are open shortly before goods are to leave: each once to each person of the side concerned."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.urls import reverse

from buyers.catalogue import reference
from buyers.delivery.mail.documents import About, documents_missing, ready_to_ship_blocked
from buyers.delivery.models import Shipment
from buyers.delivery.services.packs.readiness import readiness_of
from buyers.delivery.services.packs.reading import NoContract, ReadPack, read_pack
from buyers.delivery.services.packs.words import kind_name
from buyers.terms.delivery.document_kinds import is_due_before_shipment
from buyers.terms.delivery.documents import PackLine
from buyers.trade.models import Order, Side
from buyers.trade.services.ledger import lock_order
from buyers.trade.services.letters import write_once
from buyers.trade.services.parties import people_who_act
from buyers.trade.services.watch_words import hold_words
from kpmarket.accounts.models import User
from kpmarket.foundation.outbox.models import Letter

logger = logging.getLogger(__name__)
DAYS_BEFORE = 14
"""Days before the goods are to leave on which each side reads what it still has to bring."""
BLOCKED_BEFORE = 3
"""Days before on which both sides read that the goods are not ready."""


def notify_of_open_documents(*, at: datetime) -> int:
    """Look at every order that runs; how many letters were written. One that fails does not keep the others from theirs."""
    count = 0
    for order in Order.objects.filter(status=Order.Status.CONFIRMED).order_by("pk").iterator():
        try:
            count += _notify(order, at=at)
        except Exception:
            logger.exception("Documents of order %d could not be looked at", order.pk)
    return count


@transaction.atomic
def _notify(order: Order, *, at: datetime) -> int:
    order = lock_order(order.pk)
    shipments: list[Shipment | None] = list(order.shipments.order_by("number"))
    return sum(_notify_of(order, shipment, at=at) for shipment in shipments or [None])


def _notify_of(order: Order, shipment: Shipment | None, *, at: datetime) -> int:
    if shipment is not None:
        shipment.order = order
    try:
        read = read_pack(order, shipment, at=at)
    except NoContract:
        return 0
    days_left = (read.days.departs_on - read.facts.on).days
    if read.days.has_left or not 0 <= days_left <= DAYS_BEFORE:
        return 0
    written = sum(_write_of_missing(read, side, at=at) for side in Side)
    return written + (_write_of_blocked(read, at=at) if days_left <= BLOCKED_BEFORE else 0)


def _write_of_missing(read: ReadPack, side: Side, *, at: datetime) -> int:
    """To one side: what it has to bring before the goods leave."""
    lines = [one for one in read.lines if one.is_open and one.side == side and is_due_before_shipment(one.stage)]
    if not lines:
        return 0

    def compose(user: User) -> Letter:
        return documents_missing(_about(read), user, lambda: _names(lines))

    people = people_who_act(read.order, side)
    return len(write_once(read.order, "documents_missing", _cause(read), people, compose, at=at))


def _write_of_blocked(read: ReadPack, *, at: datetime) -> int:
    """To both sides: the goods are to leave within days and are not ready."""
    found = readiness_of(read)
    if found.is_ready:
        return 0

    def compose(user: User) -> Letter:
        side = Side.BUYER if user in buyers else Side.SUPPLIER
        return ready_to_ship_blocked(
            _about(read),
            user,
            lambda: [
                *_names(found.lines),
                *(hold_words(hold, side).title for hold in found.holds),
                *(gate.sentence for gate in found.closed),
            ],
        )

    buyers = people_who_act(read.order, Side.BUYER)
    people = [*buyers, *people_who_act(read.order, Side.SUPPLIER)]
    return len(write_once(read.order, "ready_to_ship_blocked", _cause(read), people, compose, at=at))


def _about(read: ReadPack) -> About:
    return About(read.order, read.days.departs_on, address_of(read), _cause(read))


def _names(lines: Iterable[PackLine]) -> list[str]:
    """In the language that is active when the letter is written."""
    types = reference.certificate_types()
    kinds = (one.kind.partition(":")[2] or one.kind for one in lines)
    return [types[kind].display_name if kind in types else kind_name(kind) for kind in kinds]


def address_of(read: ReadPack) -> str:
    """The path of the page of these documents."""
    if read.shipment is None:
        return reverse("delivery:order-documents", args=[read.order.pk])
    return reverse("delivery:shipment-documents", args=[read.shipment.pk])


def _cause(read: ReadPack) -> str:
    """The same for as long as it is the same departure."""
    return f"{read.shipment.pk if read.shipment else 'planned'}:{read.days.departs_on}"
