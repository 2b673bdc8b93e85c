"""Placing an order: the terms as they would be signed, then the order with its lines and the buyer's signature."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction

from audits.desk import log
from audits.models import NO_END
from buyers.catalogue.rates import rates
from buyers.catalogue.reference import Destination
from buyers.models import Buyer
from buyers.terms.amending import FREIGHT
from buyers.terms.clock import clocks
from buyers.terms.contract import LineTerms, Terms, as_data, digest_of
from buyers.terms.money import as_decimal
from buyers.terms.plans import milestones, parts_of
from buyers.trade.models import Contract, Holder, Order, OrderLine, Quote, Side
from buyers.trade.services import contracts, order_letters, quotes
from buyers.trade.services.line_clearances import Days, LineClearance, clearances_of
from buyers.trade.services.order_offers import OfferedLine, OrderOffer, quoted_offer
from buyers.trade.services.parties import OnBothSides
from kpmarket.accounts.models import User
from kpmarket.foundation.places import day_there
from suppliers.models import Membership

AT_ONCE = timedelta(minutes=1)
"""The same terms within this time are one press of the button twice."""


class NoOrderTaken(Exception):
    """A line may not be shipped there, as far as we know: ``sentences`` say which and why."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__(*sentences)
        self.sentences = sentences


class PlacedAlready(Exception):
    """The same order was placed a moment ago, mostly from another tab."""

    def __init__(self, order: Order) -> None:
        super().__init__(order.pk)
        self.order = order


@dataclass(frozen=True)
class Wishes:
    """What the buyer chooses for an order; of a quote, delivery, plan and documents are the quote's."""

    destination: Destination
    incoterm: str
    place: str
    mode: str
    plan: str
    latest_shipment: date
    expected_entry: date
    tolerance_bp: int
    acceptance_days: int
    inspection: Mapping[str, str]
    documents: tuple[str, ...]
    law: str
    forum: str
    label_language: str = ""
    note: str = ""
    shelf_life_months: int = 0
    shelf_life_bp: int = 0
    seat: str = ""
    arbitration_language: str = ""
    arbitrators: int = 0


@dataclass(frozen=True)
class OrderDraft:
    """An order as it would be placed now: what the buyer reads before signing."""

    buyer: Buyer
    offer: OrderOffer
    wishes: Wishes
    terms: Terms
    clearances: Mapping[int, LineClearance]
    holder: Holder | None
    needs_second: bool

    @property
    def digest(self) -> str:
        return digest_of(as_data(self.terms))

    @property
    def refusals(self) -> list[str]:
        return [one.refusal for one in self.clearances.values() if one.refusal]


def draft_order(buyer: Buyer, offer: OrderOffer, wishes: Wishes, *, at: datetime) -> OrderDraft:
    """The terms and the clearance of each line, as known at that moment. Nothing is stored."""
    here = wishes.destination
    days = Days(at, day_there(here.code, at), wishes.latest_shipment, wishes.expected_entry)
    clearances = clearances_of(offer.products, here, days)
    holder = holder_for(offer.currency, wishes.plan, on=days.today)
    terms = _terms(buyer, offer, wishes, clearances, holder)
    return OrderDraft(
        buyer, offer, wishes, terms, clearances, holder, needs_second_member(buyer, terms.total, offer.currency)
    )


def holder_for(currency: str, plan: str, *, on: date) -> Holder | None:
    """Who holds the money of a new order in that currency: None where nobody takes it, or the plan holds nothing."""
    chosen = milestones().plans[plan]
    if chosen.is_outside_ledger or not chosen.is_held:
        return None
    taking = Holder.objects.filter(accounts__currency=currency).exclude(ended_on__lte=on)
    return taking.order_by("name").first()


def needs_second_member(buyer: Buyer, total: int, currency: str) -> bool:
    """Whether an order of so many minor units waits for a second member of the organisation.

    Another currency is compared at the latest reference rates, an estimate; without a rate the order waits.
    """
    if buyer.approval_limit is None:
        return False
    amount: Decimal | None = as_decimal(total, currency)
    if currency != buyer.approval_currency:
        amount = rates().convert(as_decimal(total, currency), of=currency, into=buyer.approval_currency)
    return amount is None or amount > buyer.approval_limit


@transaction.atomic
def place_order(buyer: Buyer, offer: OrderOffer, wishes: Wishes, *, digest: str, by: User, at: datetime) -> Order:
    """Place the order whose terms the buyer read under this digest; the supplier gets a letter, or a second member.

    Raises DigestDiffers where the terms read differently now, NoOrderTaken, PlacedAlready, OnBothSides, and of a quote
    what ``quotes.accept`` raises.
    """
    Buyer.objects.select_for_update().get(pk=buyer.pk)
    if Membership.objects.filter(supplier=offer.supplier, user=by).exists():
        raise OnBothSides
    _refuse_a_second_time(buyer, digest, at)
    if offer.revision:
        offer = _accepted(offer.revision.quote, offer.revision.number, by=by, at=at)
    draft = draft_order(buyer, offer, wishes, at=at)
    if draft.refusals:
        raise NoOrderTaken(draft.refusals)
    if draft.digest != digest:
        raise contracts.DigestDiffers(1)
    order = _write(draft, by=by, at=at)
    contracts.propose(order, draft.terms, side=Side.BUYER, by=by, at=at)
    _note(order, draft, by=by, at=at)
    order_letters.announce_placed(order, at=at)
    return order


def _accepted(quote: Quote, number: int, *, by: User, at: datetime) -> OrderOffer:
    return quoted_offer(quotes.accept(quote, number, by=by, at=at))


def _refuse_a_second_time(buyer: Buyer, digest: str, at: datetime) -> None:
    recent = Contract.objects.filter(order__buyer=buyer, version=1, digest=digest, proposed_at__gt=at - AT_ONCE)
    if same := recent.select_related("order").first():
        raise PlacedAlready(same.order)


def _write(draft: OrderDraft, *, by: User, at: datetime) -> Order:
    offer = draft.offer
    order = Order.objects.create(
        buyer=draft.buyer,
        supplier=offer.supplier,
        quote_revision=offer.revision,
        thread=offer.thread,
        destination=draft.wishes.destination.code,
        currency=offer.currency,
        holder=draft.holder,
        status=Order.Status.TO_APPROVE if draft.needs_second else Order.Status.PLACED,
        placed_by=by,
        placed_at=at,
    )
    OrderLine.objects.bulk_create(
        _line(order, number, line, draft.clearances[line.product.pk], at)
        for number, line in enumerate(offer.lines, start=1)
    )
    return order


def _line(order: Order, number: int, line: OfferedLine, known: LineClearance, at: datetime) -> OrderLine:
    return OrderLine(
        order=order,
        number=number,
        product=line.product,
        enquiry_line=line.enquiry_line,
        clearance=known.row,
        explanation_digest=known.digest,
        edition=known.edition,
        known_at=at,
    )


def _note(order: Order, draft: OrderDraft, *, by: User, at: datetime) -> None:
    lines = [
        {"line": number, "clearance": known.row.pk if known.row else None, "explanation": known.digest}
        for number, known in enumerate((draft.clearances[one.product.pk] for one in draft.offer.lines), start=1)
    ]
    content = {"digest": draft.digest, "lines": lines, "waits_for_second": draft.needs_second}
    log.append(act="order_placed", subject=f"order:{order.pk}", by=by, at=at, content=content)


def _terms(
    buyer: Buyer,
    offer: OrderOffer,
    wishes: Wishes,
    clearances: Mapping[int, LineClearance],
    holder: Holder | None,
) -> Terms:
    supplier = offer.supplier
    return Terms(
        buyer=buyer.organisation,
        buyer_address=buyer.address,
        buyer_country=buyer.country,
        supplier=supplier.name_en,
        supplier_zh=supplier.name_zh,
        supplier_address=supplier.address_en or supplier.address_zh,
        destination=wishes.destination.code,
        currency=offer.currency,
        lines=tuple(
            _line_terms(number, line, clearances[line.product.pk]) for number, line in enumerate(offer.lines, start=1)
        ),
        parts=parts_of(milestones().plans[wishes.plan], offer.total),
        plan=wishes.plan,
        incoterm=wishes.incoterm,
        place=wishes.place,
        mode=wishes.mode,
        latest_shipment=wishes.latest_shipment,
        expected_entry=wishes.expected_entry,
        tolerance_bp=wishes.tolerance_bp,
        acceptance_days=wishes.acceptance_days,
        inspection=dict(wishes.inspection),
        documents=wishes.documents,
        **_legal_choice(wishes),
        holder=holder.name if holder else "",
        charges=offer.charges,
        label_language=wishes.label_language,
        note=wishes.note,
        force_majeure_days=clocks()["force_majeure_end"].days,
        freight_follows=any(charge.kind == FREIGHT for charge in offer.charges),
        acknowledged=tuple(sentence for line in offer.lines for sentence in clearances[line.product.pk].to_sign),
    )


def _legal_choice(wishes: Wishes) -> dict[str, Any]:
    """Law and forum with seat, language and number of arbitrators, and the shelf life on arrival, as they were chosen."""
    forum = ("law", "forum", "seat", "arbitration_language", "arbitrators")
    names = (*forum, "shelf_life_months", "shelf_life_bp")
    return {name: getattr(wishes, name) for name in names}


def _line_terms(number: int, line: OfferedLine, known: LineClearance) -> LineTerms:
    product = line.product
    return LineTerms(
        number=number,
        product=product.pk,
        name=product.name_en,
        name_zh=product.name_zh,
        model=product.model,
        specification=line.specification,
        quantity=line.quantity,
        unit=line.unit,
        pieces=line.pieces,
        unit_price=line.unit_price,
        amount=line.amount,
        hs_code=product.hs_code,
        cleared_until=known.until if known.until != NO_END else None,
    )
