"""Everything that pages, clocks and money compute from, read with a constant number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Prefetch, prefetch_related_objects

from buyers.terms.contract import Terms
from buyers.terms.events import ALL_LINES, NOTHING_WITHHELD, Event, Withheld, settled_units, silent_acceptances
from buyers.terms.evidence import INSPECTION_PASSED, is_late
from buyers.terms.force_majeure import Hindrance, moved_by, moved_terms
from buyers.trade.models import Contract, Evidence, EvidencePage, Order, OrderLine, Side, Signature
from buyers.trade.services import acceptance
from buyers.trade.services.balances import Balances, balances_of_orders
from buyers.trade.services.contracts import in_force_of
from buyers.trade.services.fact_rows import AskedTogether, OrderFacts, Submitted
from buyers.trade.services.hindrances import hindrances_of
from buyers.trade.services.on_record import have_rows, orders_with, subjects_of
from buyers.trade.services.release_stops import AFTER_SHIPMENT, open_claims
from buyers.trade.services.withheld_goods import withheld_goods
from kpmarket.foundation.working_days import due_on

NOT_WHOLE = frozenset({"short", "bad_news"})
"""Doubts about goods with which silence does not accept them."""


def order_facts(order: Order, *, at: datetime) -> OrderFacts:
    """The facts of one order."""
    return facts_of([order], at=at)[0]


def facts_of(orders: Sequence[Order], *, at: datetime) -> list[OrderFacts]:
    """The facts of several orders, read with as many queries as those of one."""
    prefetch_related_objects(list(orders), "buyer", "supplier", "holder", _lines(), _contracts(), _evidence())
    on_record = subjects_of(orders)
    claims = open_claims(orders, on_record)
    with_pages = set(orders_with("pages", on_record))
    read = _Read(
        on_record=on_record,
        pages=_pages_of([order for order in orders if order.pk in with_pages]),
        balances=_balances(on_record),
        claims=claims,
        withheld=_withheld(orders, on_record, claims),
        together=AskedTogether(),
    )
    found = [_facts(order, read, at) for order in orders]
    read.together.facts.extend(found)
    return found


@dataclass(frozen=True)
class _Read:
    """What was read for all orders at once, by the keys of evidence and of orders."""

    on_record: Mapping[int, frozenset[str]]
    pages: Mapping[int, tuple[EvidencePage, ...]]
    balances: Mapping[int, Balances]
    claims: Mapping[int, Mapping[int, str]]
    withheld: Mapping[int, Mapping[int, Withheld]]
    together: AskedTogether


def _balances(on_record: Mapping[int, frozenset[str]]) -> Mapping[int, Balances]:
    """Sums of each order: of those that no money moved for, without asking."""
    moved = orders_with("movements", on_record)
    return dict.fromkeys(on_record, Balances()) | (balances_of_orders(moved) if moved else {})


def _withheld(
    orders: Sequence[Order], on_record: Mapping[int, frozenset[str]], claims: Mapping[int, Mapping[int, str]]
) -> Mapping[int, Mapping[int, Withheld]]:
    """What silence does not accept: where parts that rest on the goods are stopped, nothing of them."""
    found = withheld_goods(orders, on_record)
    for key, stopped in claims.items():
        if code := stopped.get(AFTER_SHIPMENT):
            held = Withheld(held=frozenset({code}))
            found[key][ALL_LINES] = found[key].get(ALL_LINES, NOTHING_WITHHELD) + held
    return found


def _facts(order: Order, read: _Read, at: datetime) -> OrderFacts:
    on = at.astimezone(order.buyer.zone).date()
    contracts = list(order.contracts.all())
    in_force = in_force_of(contracts)
    contract = in_force or next(reversed(contracts), None)
    evidence: tuple[Submitted, ...] = ()
    events: tuple[Event, ...] = ()
    hindrances: tuple[Hindrance, ...] = ()
    if contract:
        terms, rows = contract.terms, list(order.evidence.all())
        for row in rows:
            row.order = order  # read with its buyer already
        hindrances = hindrances_of(rows)
        due = moved_terms(terms, moved_by(terms, hindrances, on, due_on))
        evidence = tuple(_submitted(row, (terms, due), read.pages.get(row.pk, ()), on) for row in rows)
        confirmed_on, withheld = _confirmed_on(order, contracts), read.withheld[order.pk]
        counted = _events(evidence, terms, confirmed_on, withheld, on)
        events = (*counted, *_accepted_failed(contract, order))
    return OrderFacts(
        order=order,
        at=at,
        on=on,
        contract=contract,
        is_in_force=in_force is not None,
        evidence=evidence,
        events=events,
        rows=tuple(order.lines.all()),
        balances=read.balances[order.pk],
        claims=read.claims[order.pk],
        withheld=read.withheld[order.pk],
        asked_together=read.together,
        hindrances=hindrances,
        on_record=read.on_record[order.pk],
    )


def _submitted(
    row: Evidence, signed_and_due: tuple[Terms, Terms], pages: tuple[EvidencePage, ...], on: date
) -> Submitted:
    """``signed_and_due``: the terms, and the same with days that force majeure moved."""
    terms, due = signed_and_due
    return Submitted(
        row=row,
        pages=pages,
        answer=acceptance.answer_of(row),
        accepted_on=acceptance.accepted_on(row, terms),
        silent_on=acceptance.silent_on(row, terms),
        is_late=is_late(row.event, row.happened_on, due),
        doubts=acceptance.doubts_of(row, terms),
        on=on,
    )


def _events(
    evidence: Iterable[Submitted], terms: Terms, confirmed_on: date | None, withheld: Mapping[int, Withheld], on: date
) -> tuple[Event, ...]:
    """What counts by now: the confirmation, accepted evidence, and goods that silence accepted."""
    found = [Event("order_confirmed", None, None, confirmed_on)] if confirmed_on else []
    found += [_event(one, terms) for one in evidence if one.is_accepted]
    silent = silent_acceptances(terms.lines, found, days=terms.acceptance_days, withheld=withheld)
    settled = settled_units(terms.lines, withheld)
    return (*found, *(one for one in (*silent, *settled) if one.counts_from <= on))


def _accepted_failed(contract: Contract, order: Order) -> tuple[Event, ...]:
    """Lines that both sides signed for although their inspection failed: from that day on they count as inspected."""
    moments = [one.at for one in contract.signatures.all()]
    if not contract.terms.accepts_failed or not contract.is_signed:
        return ()
    day = max(moments).astimezone(order.buyer.zone).date()
    return tuple(Event(INSPECTION_PASSED, line, None, day) for line in contract.terms.accepts_failed)


def _event(submitted: Submitted, terms: Terms) -> Event:
    row = submitted.row
    return Event(
        row.event,
        row.line,
        acceptance.proven_quantity(row, terms),
        row.happened_on,
        submitted.accepted_on,
        not NOT_WHOLE & set(submitted.doubts),
    )


def _confirmed_on(order: Order, contracts: Sequence[Contract]) -> date | None:
    """The day on which both had signed the first version, where the buyer is."""
    if order.status in {Order.Status.TO_APPROVE, Order.Status.PLACED, Order.Status.DECLINED}:
        return None
    moments = [one.at for one in contracts[0].signatures.all()]
    return max(moments).astimezone(order.buyer.zone).date() if len(moments) == len(Side) else None


def _lines() -> Prefetch:
    rows = OrderLine.objects.select_related("product__supplier", "clearance", "edition").defer("edition__files")
    return Prefetch("lines", queryset=rows.order_by("number"))


def _contracts() -> Prefetch:
    signatures = Prefetch("signatures", queryset=Signature.objects.select_related("by").order_by("at"))
    return Prefetch("contracts", queryset=Contract.objects.prefetch_related(signatures).order_by("version"))


def _evidence() -> Prefetch:
    rows = Evidence.objects.select_related("answer", "submitted_by", "link_given_by").order_by("submitted_at", "pk")
    return Prefetch("evidence", queryset=rows)


def _pages_of(orders: Sequence[Order]) -> dict[int, tuple[EvidencePage, ...]]:
    """Pages of files by the key of the evidence: no query where there are none, or where they were read with the orders."""
    found: dict[int, list[EvidencePage]] = defaultdict(list)
    if have_rows(orders, "evidence_pages"):
        pages = [page for one in orders for page in one.evidence_pages]  # type: ignore[attr-defined]
    else:
        evidence = [one.pk for order in orders for one in order.evidence.all()]
        rows = EvidencePage.objects.filter(file__evidence__in=evidence).select_related("file")
        pages = list(rows.order_by("file", "number"))
    for page in pages:
        found[page.file.evidence_id].append(page)
    return {key: tuple(pages) for key, pages in found.items()}
