"""The documents of an order that are issued from data: what there is of each, and what this person may issue."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from buyers.delivery.models import IssuedDocument, Shipment
from buyers.terms.delivery.issued import OF_ORDER, issuers_of, number_of
from buyers.trade.models import Order, Side

Kind = IssuedDocument.Kind
OF_SHIPMENT = (Kind.INVOICE, Kind.PACKING_LIST, Kind.SHIPPING_INSTRUCTION, Kind.INDEX)
OPEN = (Order.Status.PLACED, Order.Status.CONFIRMED, Order.Status.COMPLETED)
"""Orders for which documents are issued."""


class State(StrEnum):
    """How an issued document stands."""

    CURRENT = "current"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"


STATE_WORDS: dict[str, Promise] = {
    State.CURRENT: _("Current"),
    State.REPLACED: _("Replaced"),
    State.WITHDRAWN: _("Withdrawn"),
}
TONES = {State.CURRENT: "ok", State.REPLACED: "mute", State.WITHDRAWN: "bad"}


@dataclass(frozen=True)
class Version:
    """One version as a list shows it."""

    row: IssuedDocument
    state: State
    may_withdraw: bool

    @property
    def state_words(self) -> str:
        return str(STATE_WORDS[self.state])

    @property
    def tone(self) -> str:
        return TONES[self.state]


@dataclass(frozen=True)
class Slot:
    """One document: its versions, newest first, and where it is issued or corrected; without ``url`` this person may not."""

    kind: str
    label: str
    number: str
    versions: tuple[Version, ...]
    url: str

    @property
    def current(self) -> Version | None:
        return next((one for one in self.versions if one.state == State.CURRENT), None)


@dataclass(frozen=True)
class Group:
    """The documents of a shipment; of the whole order where there is none."""

    shipment: Shipment | None
    slots: tuple[Slot, ...]


def groups_of(order: Order, side: Side | None) -> list[Group]:
    """All documents of the order, in two queries. ``side``: the one that the person acts for, None for who only reads."""
    shipments = list(order.shipments.order_by("number"))
    rows = versions_of(order)
    acting = side if order.status in OPEN else None
    whole = Group(None, tuple(_slot(order, kind, None, rows, acting) for kind in OF_ORDER))
    return [whole, *(Group(one, tuple(_of(order, one, rows, acting))) for one in shipments)]


def versions_of(order: Order) -> list[IssuedDocument]:
    """Every version with what its state is read from, newest first."""
    rows = IssuedDocument.objects.filter(order=order).select_related("issued_by", "withdrawal", "replaced_by")
    return list(rows.order_by("-version"))


def state_of(row: IssuedDocument) -> State:
    """How a version stands; asks the database only where ``replaced_by`` and ``withdrawal`` were not read with it."""
    if hasattr(row, "withdrawal"):
        return State.WITHDRAWN
    return State.REPLACED if hasattr(row, "replaced_by") else State.CURRENT


def _of(order: Order, shipment: Shipment, rows: Sequence[IssuedDocument], side: Side | None) -> Iterable[Slot]:
    return (_slot(order, kind, shipment, rows, side) for kind in OF_SHIPMENT)


def _slot(
    order: Order, kind: str, shipment: Shipment | None, rows: Sequence[IssuedDocument], side: Side | None
) -> Slot:
    number = number_of(kind, order.number, shipment.number if shipment else None)
    may_issue = side is not None and side in issuers_of(kind)
    url = issue_url(order, kind, shipment) if may_issue else ""
    mine = tuple(_version(row, side) for row in rows if row.number == number)
    return Slot(kind, str(Kind(kind).label), number, mine, url)


def _version(row: IssuedDocument, side: Side | None) -> Version:
    state = state_of(row)
    return Version(row, state, state == State.CURRENT and side == row.side)


def issue_url(order: Order, kind: str, shipment: Shipment | None) -> str:
    """Where a document of that kind is issued or corrected."""
    if shipment is None:
        return reverse("delivery:issue-order", args=[order.pk, kind])
    return reverse("delivery:issue-shipment", args=[shipment.pk, kind])
