"""The documents of an order that are issued from data: what there is of each, and what this person may issue."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from buyers.delivery.models import IssuedDocument, Shipment
from buyers.terms.delivery.invoicing import charges_named, is_behind
from buyers.terms.delivery.issued import OF_ORDER, issuers_of, number_of
from buyers.trade.models import Contract, Order, Side

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
    behind: int = 0
    """The version of the contract by which it would ask for other sums; 0: it asks for what is agreed."""

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

    @property
    def is_behind(self) -> bool:
        """Whether what counts now no longer fits the contract."""
        return any(one.behind for one in self.versions)


@dataclass(frozen=True)
class Group:
    """The documents of a shipment; of the whole order where there is none."""

    shipment: Shipment | None
    slots: tuple[Slot, ...]


@dataclass(frozen=True)
class _Read:
    """What the lists of one order are made from; ``behind`` are keys of documents that ask for what is no longer agreed."""

    order: Order
    side: Side | None
    rows: Sequence[IssuedDocument]
    behind: Mapping[int, int]


def groups_of(order: Order, side: Side | None, contract: Contract | None) -> list[Group]:
    """All documents of the order, in two queries. ``side``: the one that the person acts for, None for who only reads.

    ``contract`` is the one in force, by which documents may be behind.
    """
    shipments = list(order.shipments.order_by("number"))
    rows = versions_of(order)
    read = _Read(order, side if order.status in OPEN else None, rows, behind_of(rows, contract))
    whole = Group(None, tuple(_slot(read, kind, None) for kind in OF_ORDER))
    return [whole, *(Group(one, tuple(_slot(read, kind, one) for kind in OF_SHIPMENT)) for one in shipments)]


def behind_of(rows: Sequence[IssuedDocument], contract: Contract | None) -> dict[int, int]:
    """Current documents that a change of the contract left behind: the version in force by primary key of the document."""
    current = [one for one in rows if state_of(one) == State.CURRENT] if contract else []
    if contract is None or all(one.document.contract_version >= contract.version for one in current):
        return {}
    terms = contract.terms
    invoices = [one for one in current if one.kind == Kind.INVOICE]
    invoiced = Counter[int]()
    for one in invoices:
        invoiced.update({line.number: line.quantity for line in one.document.lines})
    is_all = all(invoiced[line.number] >= line.quantity for line in terms.open_lines)
    last = max((one.pk for one in invoices), default=None)
    return {
        one.pk: contract.version
        for one in current
        if is_behind(
            one.document,
            terms,
            contract.version,
            charges_named(other.document for other in invoices if other.pk != one.pk),
            is_last=is_all and one.pk == last,
        )
    }


def versions_of(order: Order) -> list[IssuedDocument]:
    """Every version with what its state is read from, newest first."""
    rows = IssuedDocument.objects.filter(order=order).select_related("issued_by", "withdrawal", "replaced_by")
    return list(rows.order_by("-version"))


def state_of(row: IssuedDocument) -> State:
    """How a version stands; asks the database only where ``replaced_by`` and ``withdrawal`` were not read with it."""
    if hasattr(row, "withdrawal"):
        return State.WITHDRAWN
    return State.REPLACED if hasattr(row, "replaced_by") else State.CURRENT


def _slot(read: _Read, kind: str, shipment: Shipment | None) -> Slot:
    number = number_of(kind, read.order.number, shipment.number if shipment else None)
    may_issue = read.side is not None and read.side in issuers_of(kind)
    url = issue_url(read.order, kind, shipment) if may_issue else ""
    mine = tuple(_version(row, read) for row in read.rows if row.number == number)
    return Slot(kind, str(Kind(kind).label), number, mine, url)


def _version(row: IssuedDocument, read: _Read) -> Version:
    state = state_of(row)
    is_mine = state == State.CURRENT and read.side == row.side
    return Version(row, state, is_mine, read.behind.get(row.pk, 0))


def issue_url(order: Order, kind: str, shipment: Shipment | None) -> str:
    """Where a document of that kind is issued or corrected."""
    if shipment is None:
        return reverse("delivery:issue-order", args=[order.pk, kind])
    return reverse("delivery:issue-shipment", args=[shipment.pk, kind])
