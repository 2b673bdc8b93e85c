"""Everything that the list of documents of a shipment, or of an order, is computed from; and the list itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from buyers.catalogue import reference
from buyers.delivery.models import IssuedDocument, Shipment
from buyers.delivery.services.confirmations import confirmed_rows
from buyers.delivery.services.gates import Gate, gates_from
from buyers.delivery.services.goods.facts import goods_facts_of
from buyers.delivery.services.issued.documents import current_documents
from buyers.delivery.services.packs.law import LawOfOrder, law_of
from buyers.delivery.services.packs.on_file import on_file, proven_elsewhere, uploads_of
from buyers.delivery.services.packs.stated_goods import travelling_goods
from buyers.delivery.services.packs.travel_days import TravelDays, days_of, planned_days
from buyers.terms.contract import Terms
from buyers.terms.delivery.document_kinds import all_kinds
from buyers.terms.delivery.documents import PackLine, is_market_known, pack
from buyers.terms.delivery.pack_facts import PackFacts
from buyers.trade.models import Order
from buyers.trade.services.fact_rows import OrderFacts
from buyers.trade.services.facts import order_facts
from suppliers.models import Product


class NoContract(Exception):
    """The order has no contract yet: nothing says how its goods travel."""


@dataclass(frozen=True)
class ReadPack:
    """The list of documents with what it rests on, and the gates of the goods. ``shipment`` None: the order as it is planned."""

    facts: OrderFacts
    shipment: Shipment | None
    days: TravelDays
    pack_facts: PackFacts
    lines: tuple[PackLine, ...]
    law: LawOfOrder
    gates: tuple[Gate, ...]

    @property
    def order(self) -> Order:
        return self.facts.order

    @property
    def is_market_known(self) -> bool:
        return is_market_known(self.pack_facts)


def read_pack(order: Order, shipment: Shipment | None = None, *, at: datetime) -> ReadPack:
    """The list as it stands at that moment, in a fixed number of queries. Raises NoContract."""
    facts = order_facts(order, at=at)
    if facts.terms is None:
        raise NoContract
    return read_from(facts, shipment)


def read_from(facts: OrderFacts, shipment: Shipment | None = None) -> ReadPack:
    """The same from facts that were read. Raises NoContract."""
    terms = facts.terms
    if terms is None:
        raise NoContract
    products = _products(facts, shipment)
    days = _days(facts, terms, shipment)
    law = law_of(products, facts.order.destination, departs_on=days.departs_on, arrives_on=days.arrives_on)
    stated, sure = goods_facts_of([facts.order.pk]), confirmed_rows()
    goods = travelling_goods(products, {line: row for (_order, line), row in stated.items()})
    pack_facts = PackFacts(
        on=facts.on,
        departs_on=days.departs_on,
        arrives_on=days.arrives_on,
        mode=shipment.mode if shipment else terms.mode,
        incoterm=terms.incoterm,
        market=reference.market_of(facts.order.destination),
        country=facts.order.destination,
        types=frozenset(one.product_type_id for one in products.values()),
        agreed=agreed_kinds(terms),
        is_inspected=bool(terms.inspection),
        is_quoted=facts.order.quote_revision_id is not None,
        law=law.documents,
        on_file=on_file(
            facts,
            uploads_of(facts.order, shipment),
            issued_of(facts.order, shipment),
            elsewhere=proven_elsewhere(facts, shipment),
        ),
        confirmed=sure,
        registered=law.registered,
        dangerous=goods.dangerous,
        battery=goods.battery,
        cold=goods.cold,
    )
    found = gates_from(facts, shipment, stated, sure, arrival=days.arrives_on)
    return ReadPack(facts, shipment, days, pack_facts, pack(pack_facts), law, found)


def agreed_kinds(terms: Terms) -> frozenset[str]:
    """Kinds of documents that the contract names: those of the offer, and the evidence that its payments rest on."""
    evidence = {kind for part in terms.parts for kind in part.evidence}
    return frozenset((*terms.documents, *evidence)) & set(all_kinds())


def _products(facts: OrderFacts, shipment: Shipment | None) -> dict[int, Product]:
    """By the number of the line: those in the shipment, or all while nothing is in it."""
    shipped = {lot.line for lot in shipment.lots.all()} if shipment else set()
    return {row.number: row.product for row in facts.rows if not shipped or row.number in shipped}


def issued_of(order: Order, shipment: Shipment | None = None) -> list[IssuedDocument]:
    """What the site made from data and counts: of that shipment and of the order, without it of the order alone."""
    rows = current_documents(order, shipment)
    return rows if shipment else [one for one in rows if one.shipment_id is None]


def _days(facts: OrderFacts, terms: Terms, shipment: Shipment | None) -> TravelDays:
    if shipment is None:
        return planned_days(terms)
    events = shipment.events.select_related("retraction")
    return days_of(events, shipment.legs.all(), terms, facts.on)
