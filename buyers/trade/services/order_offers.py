"""What an order copies: an accepted quote, or the offer of a product as it is listed at that moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from buyers.models import EnquiryLine, Thread
from buyers.terms.contract import Charge
from buyers.terms.money import line_amount
from buyers.trade.models import QuoteRevision
from suppliers.models import PriceList, Product, Supplier
from suppliers.products.price_lists import listed_at

DEFAULT_TERM = "FCA"
"""Where a listed price names no Incoterm: right for containers, and China's side clears for export."""


class NotOnOffer(Exception):
    """The product is not listed, or its company is not qualified."""


class NoListedPrice(Exception):
    """The product has a price on request only."""


class BelowMinimum(Exception):
    """Fewer than the supplier sells at a listed price."""

    def __init__(self, product: Product, moq: int) -> None:
        super().__init__(product.pk, moq)
        self.product, self.moq = product, moq


@dataclass(frozen=True)
class OfferedLine:
    """One product as it was offered; ``unit_price`` in whole units of the currency, ``amount`` in minor ones."""

    product: Product
    quantity: int
    unit: str
    pieces: int | None
    unit_price: Decimal
    amount: int
    specification: str = ""
    enquiry_line: EnquiryLine | None = None


@dataclass(frozen=True)
class OrderOffer:
    """What the supplier offers and the order copies. ``is_fixed``: a quote, whose delivery and plan stand."""

    supplier: Supplier
    currency: str
    lines: tuple[OfferedLine, ...]
    incoterm: str
    place: str
    mode: str
    plan: str
    lead_time_days: int
    charges: tuple[Charge, ...] = ()
    documents: tuple[str, ...] = ()
    destination: str = ""
    label_language: str = ""
    needed_by: date | None = None
    revision: QuoteRevision | None = None
    thread: Thread | None = None

    @property
    def is_fixed(self) -> bool:
        return self.revision is not None

    @property
    def products(self) -> list[Product]:
        return [line.product for line in self.lines]

    @property
    def total(self) -> int:
        return sum(line.amount for line in self.lines) + sum(charge.amount for charge in self.charges)


def listed_offer(quantities: Mapping[Product, int], *, plan: str, at: datetime) -> OrderOffer:
    """Products of one supplier at their prices as listed at that moment.

    Raises NotOnOffer, NoListedPrice, or BelowMinimum.
    """
    lists = {product: _price_list(product, at) for product in quantities}
    first, listed = next(iter(lists.items()))
    if any(one.supplier_id != first.supplier_id or lists[one].currency != listed.currency for one in quantities):
        raise NotOnOffer
    return OrderOffer(
        supplier=first.supplier,
        currency=listed.currency,
        lines=tuple(_listed_line(product, quantity, lists[product]) for product, quantity in quantities.items()),
        incoterm=listed.incoterm or DEFAULT_TERM,
        place=listed.incoterm_place or first.supplier.city,
        mode=QuoteRevision.Mode.SEA,
        plan=plan,
        lead_time_days=max(product.lead_time_days or 0 for product in quantities),
    )


def quoted_offer(revision: QuoteRevision) -> OrderOffer:
    """What a revision of a quote says; lines without a price were not offered."""
    thread = revision.quote.thread
    enquiry = thread.enquiry
    offered = revision.lines.select_related("line__product__supplier", "line__product__product_type").order_by("pk")
    lines = tuple(
        OfferedLine(
            one.line.product,
            one.quantity,
            one.unit,
            one.pieces,
            one.unit_price,
            one.amount,
            specification=" · ".join(filter(None, (getattr(one.line, "specification", ""), one.note))),
            enquiry_line=one.line,
        )
        for one in offered
        if one.unit_price is not None
    )
    charges = (("tooling", revision.tooling), ("freight", revision.freight))
    return OrderOffer(
        supplier=thread.supplier,
        currency=revision.currency,
        lines=lines,
        incoterm=revision.incoterm,
        place=revision.place,
        mode=revision.mode,
        plan=revision.plan,
        lead_time_days=revision.lead_time_days,
        charges=tuple(Charge(kind, amount) for kind, amount in charges if amount),
        documents=tuple(revision.documents),
        destination=enquiry.destination,
        label_language=getattr(enquiry, "label_language", ""),
        needed_by=enquiry.needed_by,
        revision=revision,
        thread=thread,
    )


def _price_list(product: Product, at: datetime) -> PriceList:
    if not Product.objects.on_offer().filter(pk=product.pk).exists():
        raise NotOnOffer
    listed = listed_at(product, at)
    if listed is None or not listed.tiers:
        raise NoListedPrice
    return listed


def _listed_line(product: Product, quantity: int, listed: PriceList) -> OfferedLine:
    minimum = max(product.moq, listed.tiers[0].from_quantity)
    if quantity < minimum:
        raise BelowMinimum(product, minimum)
    price = [tier.unit_price for tier in listed.tiers if tier.from_quantity <= quantity][-1]
    return OfferedLine(
        product, quantity, listed.unit, listed.pieces, price, line_amount(quantity, price, listed.currency)
    )
