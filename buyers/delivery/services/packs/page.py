"""The page of the documents of a shipment, or of an order, as a reader of one side sees it."""

from __future__ import annotations

from dataclasses import dataclass

from buyers.delivery.models import Mode, Shipment
from buyers.delivery.services.packs.readiness import Readiness, readiness_of
from buyers.delivery.services.packs.reading import ReadPack
from buyers.delivery.services.packs.words import LineWords, by_stage, line_words, tally
from buyers.terms.delivery.documents import LineState
from buyers.trade.models import Order, Side
from buyers.trade.services.watch_words import HoldWords, hold_words


@dataclass(frozen=True)
class DocumentsPage:
    """``stages``: lines that are needed, by stage; ``not_needed`` apart. ``holds`` in words; ``unknown`` and ``prohibited``:
    names of products that the rulebook does not know there, and that it forbids."""

    title_mode: str
    days: tuple[object, object, bool]
    counts: dict[str, int]
    stages: list[tuple[str, list[LineWords]]]
    not_needed: list[LineWords]
    readiness: Readiness
    blocking: list[LineWords]
    holds: tuple[HoldWords, ...]
    unknown: tuple[str, ...]
    prohibited: tuple[str, ...]
    is_market_known: bool
    shipments: tuple[Shipment, ...]


def page_of(read: ReadPack, side: Side) -> DocumentsPage:
    """What the page says to a reader of that side."""
    country, on = read.order.destination, read.facts.on
    needed = [one for one in read.lines if one.state is not LineState.NOT_NEEDED]
    others = [one for one in read.lines if one.state is LineState.NOT_NEEDED]
    ready = readiness_of(read)
    names = {row.number: row.product.display_name for row in read.facts.rows}
    return DocumentsPage(
        title_mode=str(Mode(read.pack_facts.mode).label) if read.pack_facts.mode in Mode.values else "",
        days=(read.days.departs_on, read.days.arrives_on, read.days.has_left),
        counts=tally(read.lines),
        stages=by_stage(needed, side=side, on=on, country=country),
        not_needed=[line_words(one, side=side, on=on, country=country) for one in others],
        readiness=ready,
        blocking=[line_words(one, side=side, on=on, country=country) for one in ready.lines],
        holds=tuple(hold_words(hold, side) for hold in ready.holds),
        unknown=tuple(names[number] for number in read.law.unknown),
        prohibited=tuple(names[number] for number in read.law.prohibited),
        is_market_known=read.is_market_known,
        shipments=_shipments(read.order),
    )


def _shipments(order: Order) -> tuple[Shipment, ...]:
    shipments = tuple(order.shipments.order_by("number"))
    for one in shipments:
        one.order = order
    return shipments
