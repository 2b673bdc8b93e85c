"""The documents on the page of an order: how many are there, and the next that is open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from django.utils.translation import gettext as _

from buyers.catalogue import reference
from buyers.delivery.services.goods.facts import goods_facts_on
from buyers.delivery.services.packs.on_file import on_file, uploads_of
from buyers.delivery.services.packs.reading import agreed_kinds, issued_of
from buyers.delivery.services.packs.stated_goods import travelling_goods
from buyers.delivery.services.packs.words import kind_name, tally
from buyers.terms.delivery.documents import PackLine, pack
from buyers.terms.delivery.pack_facts import PackFacts
from buyers.trade.models import Order
from buyers.trade.services.fact_rows import OrderFacts
from buyers.trade.services.order_sections import Reader, Section

PLACE = 35


def documents_section(facts: OrderFacts, reader: Reader) -> Section | None:
    """Documents of trade alone: what the rules of the destination ask for stands on the page of documents. Two queries."""
    if facts.terms is None or facts.order.status != Order.Status.CONFIRMED:
        return None
    lines = trade_lines(facts)
    following = _next(lines)
    shown = {
        "order": facts.order,
        **tally(lines),
        "next_name": kind_name(following.kind) if following else "",
        "next_day": following.needed_by if following else None,
    }
    return Section("documents", _("Documents"), PLACE, "delivery/_documents_section.html", shown)


def trade_lines(facts: OrderFacts) -> tuple[PackLine, ...]:
    """The list for the order as it is planned, without the rulebook and without what officers confirmed."""
    terms = facts.terms
    if terms is None:
        return ()
    products = {row.number: row.product for row in facts.rows}
    goods = travelling_goods(products, {line: row for (_order, line), row in goods_facts_on(facts).items()})
    planned = PackFacts(
        on=facts.on,
        departs_on=terms.latest_shipment,
        arrives_on=terms.expected_entry,
        mode=terms.mode,
        incoterm=terms.incoterm,
        market=reference.market_of(facts.order.destination),
        country=facts.order.destination,
        types=frozenset(one.product_type_id for one in products.values()),
        agreed=agreed_kinds(terms),
        is_inspected=bool(terms.inspection),
        is_quoted=facts.order.quote_revision_id is not None,
        dangerous=goods.dangerous,
        battery=goods.battery,
        cold=goods.cold,
    )
    uploads = uploads_of(facts.order) if "uploads" in facts.on_record else []
    issued = issued_of(facts.order) if "issued" in facts.on_record else []
    return pack(replace(planned, on_file=on_file(facts, uploads, issued)))


def _next(lines: Sequence[PackLine]) -> PackLine | None:
    """The open document that is needed first."""
    dated = [one for one in lines if one.is_open and one.needed_by]
    return min(dated, key=lambda one: one.needed_by or date.max, default=None)
