"""What a lost clearance means for an order: what stops, what goes on, what each side may do, and who bears it.

Pure: days, events and causes come from the caller. Why the table is as it is: decision 48.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Protocol

from buyers.terms.clock import clocks

CURE = "cure_clearance"
"""The deadline by which a lost clearance must stand again, before the buyer may cancel what is made."""
CAP_BP = 1000
"""Share of the price of unshipped goods, in basis points, that a supplier may keep for documented cost when nobody is at fault."""
WHOLE = 10_000


class Stage(StrEnum):
    """Where some quantity of a line is, in this order."""

    PLACED = "placed"
    CONFIRMED = "confirmed"
    IN_PRODUCTION = "in_production"
    READY = "ready"
    ON_THE_WAY = "on_the_way"
    ARRIVED = "arrived"
    ENTERED = "entered"


class Stop(StrEnum):
    """What a hold may stop. Parts are released one by one; the last one is released for goods that are there."""

    CONFIRM = "confirm"
    DEMAND = "demand"
    HAND_OVER = "hand_over"
    RELEASE = "release"
    RELEASE_LAST = "release_last"
    ENTRY = "entry"


class GoesOn(StrEnum):
    """What a hold leaves free."""

    MESSAGES = "messages"
    PRODUCTION = "production"
    INSPECTION = "inspection"
    STORAGE = "storage"
    CARRIAGE = "carriage"


class May(StrEnum):
    """What a side may do about a hold."""

    RENEW = "renew"
    BRING_DOCUMENT = "bring_document"
    SHOW_FILING = "show_filing"
    SHOW_LETTER = "show_letter"
    WAIT = "wait"
    CANCEL = "cancel"
    CANCEL_LATER = "cancel_later"
    CHANGE_MARKET = "change_market"
    STORE = "store"
    DIVERT = "divert"
    RETURN = "return"


class HoldKind(StrEnum):
    """Why a line may not move on: no clearance, only the buyer's documents missing, or its supplier may not trade."""

    CLEARANCE = "clearance"
    BUYER_PART = "buyer_part"
    SUPPLIER = "supplier"


class Cause(StrEnum):
    """What took a clearance away, or will."""

    SUPPLIER_DOCUMENT = "supplier_document"
    BUYER_DOCUMENT = "buyer_document"
    FALSE_DOCUMENT = "false_document"
    APPROVAL_WITHDRAWN = "approval_withdrawn"
    LAW = "law"
    LAW_KNOWN = "law_known"
    SUPPLIER_STOPPED = "supplier_stopped"
    ASSESSMENT = "assessment"


class Bearer(StrEnum):
    """Who bears what follows. ``site``: our own error; ``nobody``: neither side is at fault."""

    SUPPLIER = "supplier"
    BUYER = "buyer"
    NOBODY = "nobody"
    SITE = "site"


class Money(StrEnum):
    """What happens to the price of what has not been shipped."""

    FULL_REFUND = "full_refund"
    FULL_REFUND_AND_CASE = "full_refund_and_case"
    STAYS_HELD = "stays_held"
    LESS_DOCUMENTED_COST = "less_documented_cost"
    FEES_BACK = "fees_back"


@dataclass(frozen=True, slots=True)
class Consequence:
    """What a hold does in one stage of a line."""

    stops: frozenset[Stop]
    goes_on: tuple[GoesOn, ...]
    supplier_may: tuple[May, ...]
    buyer_may: tuple[May, ...]


BEFORE_SHIPMENT = frozenset({Stop.DEMAND, Stop.HAND_OVER, Stop.RELEASE, Stop.RELEASE_LAST})
AT_SEA = (May.STORE, May.DIVERT, May.RETURN)
WAITS = (May.WAIT, May.CHANGE_MARKET, May.CANCEL_LATER)
RENEWS = (May.RENEW, May.SHOW_FILING)
NOTHING = Consequence(frozenset(), (), (), ())
CONSEQUENCES: dict[Stage, Consequence] = {
    Stage.PLACED: Consequence(frozenset({Stop.CONFIRM}), (GoesOn.MESSAGES,), (May.RENEW,), (May.CANCEL,)),
    Stage.CONFIRMED: Consequence(BEFORE_SHIPMENT, (GoesOn.MESSAGES,), (May.RENEW,), (May.CANCEL,)),
    Stage.IN_PRODUCTION: Consequence(BEFORE_SHIPMENT, (GoesOn.PRODUCTION, GoesOn.INSPECTION), RENEWS, WAITS),
    Stage.READY: Consequence(BEFORE_SHIPMENT, (GoesOn.STORAGE,), RENEWS, WAITS),
    Stage.ON_THE_WAY: Consequence(
        frozenset({Stop.RELEASE_LAST}), (GoesOn.CARRIAGE,), (May.RENEW, May.SHOW_LETTER), AT_SEA
    ),
    Stage.ARRIVED: Consequence(
        frozenset({Stop.RELEASE_LAST, Stop.ENTRY}), (GoesOn.STORAGE,), (May.RENEW, May.SHOW_LETTER), AT_SEA
    ),
    Stage.ENTERED: NOTHING,
}
BEARERS = {
    Cause.SUPPLIER_DOCUMENT: (Bearer.SUPPLIER, Money.FULL_REFUND),
    Cause.BUYER_DOCUMENT: (Bearer.BUYER, Money.STAYS_HELD),
    Cause.FALSE_DOCUMENT: (Bearer.SUPPLIER, Money.FULL_REFUND_AND_CASE),
    Cause.APPROVAL_WITHDRAWN: (Bearer.SITE, Money.FEES_BACK),
    Cause.LAW: (Bearer.NOBODY, Money.LESS_DOCUMENTED_COST),
    Cause.LAW_KNOWN: (Bearer.NOBODY, Money.LESS_DOCUMENTED_COST),
    Cause.SUPPLIER_STOPPED: (Bearer.SUPPLIER, Money.FULL_REFUND),
    Cause.ASSESSMENT: (Bearer.NOBODY, Money.LESS_DOCUMENTED_COST),
}
WEIGHT = (
    Cause.FALSE_DOCUMENT,
    Cause.SUPPLIER_STOPPED,
    Cause.APPROVAL_WITHDRAWN,
    Cause.SUPPLIER_DOCUMENT,
    Cause.BUYER_DOCUMENT,
    Cause.LAW,
    Cause.LAW_KNOWN,
    Cause.ASSESSMENT,
)
"""Where several causes coincide, the first of these decides who bears it."""


class EventLike(Protocol):
    """An accepted event of an order: ``line`` is a number or None for all, ``quantity`` units or None for all of them."""

    @property
    def event(self) -> str: ...
    @property
    def line(self) -> int | None: ...
    @property
    def quantity(self) -> int | None: ...
    @property
    def day(self) -> date: ...


REACHED_BY = {
    "production_started": Stage.IN_PRODUCTION,
    "first_article_approved": Stage.IN_PRODUCTION,
    "goods_ready": Stage.READY,
    "inspection_passed": Stage.READY,
    "factory_test_passed": Stage.READY,
    "handed_over": Stage.ON_THE_WAY,
    "transport_document": Stage.ON_THE_WAY,
    "originals_sent": Stage.ON_THE_WAY,
    "arrived": Stage.ARRIVED,
    "delivered": Stage.ENTERED,
    "accepted": Stage.ENTERED,
}
"""Events by the stage that they bring a quantity to. The same quantity may have several events of a stage."""
ORDERED = tuple(Stage)


def stages_of(number: int, quantity: int, events: Iterable[EventLike], *, is_confirmed: bool) -> tuple[Stage, ...]:
    """The stages in which some quantity of the line is, first to last: partial shipments are in several.

    ``quantity`` in units as ordered. Of one event kind the quantities add up; of a stage the most that one kind says counts.
    """
    by_kind: dict[str, int] = {}
    for one in events:
        if one.event in REACHED_BY and one.line in (None, number):
            by_kind[one.event] = by_kind.get(one.event, 0) + (quantity if one.quantity is None else one.quantity)
    first = Stage.CONFIRMED if is_confirmed else Stage.PLACED
    reached = {first: quantity}
    for kind, count in by_kind.items():
        stage = REACHED_BY[kind]
        reached[stage] = max(reached.get(stage, 0), min(count, quantity))
    found, beyond = [], 0
    for stage in reversed(ORDERED):
        if reached.get(stage, 0) > beyond:
            found.append(stage)
            beyond = reached[stage]
    return tuple(reversed(found))


def shipped_on(number: int, events: Iterable[EventLike]) -> date | None:
    """The last day on which some of the line was handed over; None before the first."""
    days = [one.day for one in events if REACHED_BY.get(one.event) is Stage.ON_THE_WAY and one.line in (None, number)]
    return max(days, default=None)


def consequence_of(stages: Iterable[Stage]) -> Consequence:
    """What a hold does to a line of which some quantity is in each of these stages: all that it does to any."""
    parts = [CONSEQUENCES[stage] for stage in stages]
    return Consequence(
        frozenset().union(*(part.stops for part in parts)),
        tuple(dict.fromkeys(one for part in parts for one in part.goes_on)),
        tuple(dict.fromkeys(one for part in parts for one in part.supplier_may)),
        tuple(dict.fromkeys(one for part in parts for one in part.buyer_may)),
    )


def with_bearer(consequence: Consequence, bearer: Bearer) -> Consequence:
    """The same where the buyer's own document is missing: the buyer brings it, and cannot cancel for it."""
    if bearer is not Bearer.BUYER:
        return consequence
    kept = tuple(one for one in consequence.buyer_may if one not in (May.CANCEL, May.CANCEL_LATER))
    return Consequence(consequence.stops, consequence.goes_on, (), (May.BRING_DOCUMENT, *kept))


def weightiest(causes: Iterable[Cause]) -> Cause:
    """The cause that decides who bears it; without any the answer itself changed."""
    return min(causes, key=WEIGHT.index, default=Cause.ASSESSMENT)


def free_to_cancel_from(since: date, stages: Iterable[Stage], bearer: Bearer) -> date | None:
    """The first day on which the buyer may cancel what has not been shipped at no cost of its own; None: not for this.

    At once while nothing is made; later after the days to put it right are over. Never for the buyer's own document.
    """
    present = set(stages)
    if bearer is Bearer.BUYER or not present & {Stage.PLACED, Stage.CONFIRMED, Stage.IN_PRODUCTION, Stage.READY}:
        return None
    return since if present <= {Stage.PLACED, Stage.CONFIRMED} else since + timedelta(days=clocks()[CURE].days + 1)


@dataclass(frozen=True, slots=True)
class Shares:
    """How the price of unshipped goods is divided, in minor units."""

    to_buyer: int
    to_supplier: int


def shares_of(unshipped: int, money: Money, *, documented_cost: int = 0, cap_bp: int = CAP_BP) -> Shares | None:
    """Who gets how much of what is kept for unshipped goods when the order is cancelled; None: it stays where it is.

    Amounts in minor units. Where nobody is at fault the supplier keeps its documented cost, up to the cap, rounded down.
    Raises ValueError for negative amounts.
    """
    if unshipped < 0 or documented_cost < 0:
        raise ValueError("amounts are not negative")
    if money is Money.STAYS_HELD:
        return None
    if money is not Money.LESS_DOCUMENTED_COST:
        return Shares(unshipped, 0)
    kept = min(documented_cost, unshipped * cap_bp // WHOLE)
    return Shares(unshipped - kept, kept)
