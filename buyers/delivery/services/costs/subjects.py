"""What a freight quote is for: the goods of an order, or those of a quote that is not ordered yet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from buyers.delivery.models import DutyRate, FreightQuote
from buyers.models import Thread
from buyers.terms.contract import Terms
from buyers.terms.delivery.freight import Carton, Consignment, consignment
from buyers.terms.errors import TermsError
from buyers.trade.models import Order, QuoteRevision
from suppliers.models import Product

GRAMS_PER_KG = 1000


@dataclass(frozen=True)
class GoodsLine:
    """``quantity`` in units, ``pieces`` all of them (None: the size of the unit is not stated), ``amount`` in minor units."""

    product: Product
    name: str
    pieces: int | None
    amount: int

    @property
    def carton(self) -> Carton | None:
        """How it is packed, as the supplier states it; None where a measure is missing."""
        one = self.product
        length, width, height = one.carton_length_mm, one.carton_width_mm, one.carton_height_mm
        gross, pieces = one.carton_gross_kg, one.carton_pieces
        if not (length and width and height and gross and pieces):
            return None
        return Carton(length, width, height, int(gross * GRAMS_PER_KG), pieces)


@dataclass(frozen=True)
class Subject:
    """Exactly one of ``order`` and ``thread`` is there. The price is under ``rule``, in minor units of ``currency``."""

    order: Order | None
    thread: Thread | None
    currency: str
    rule: str
    place: str
    mode: str
    destination: str
    lines: tuple[GoodsLine, ...]

    @property
    def key(self) -> dict[str, Order | Thread | None]:
        """The columns by which its rows are kept."""
        return {"order": self.order, "thread": self.thread}

    @property
    def price(self) -> int:
        """Of the goods, in minor units."""
        return sum(line.amount for line in self.lines)

    @property
    def pieces(self) -> int | None:
        """All pieces; None where those of a line are not known."""
        counts = [line.pieces for line in self.lines]
        return None if None in counts else sum(count for count in counts if count)

    @property
    def unpacked(self) -> tuple[GoodsLine, ...]:
        """Lines whose carton or pieces are not stated: weight and volume are then asked for, not guessed."""
        return tuple(line for line in self.lines if line.carton is None or not line.pieces)

    @property
    def consignment(self) -> Consignment | None:
        """Everything in its cartons; None where a line is not packed as far as we know."""
        loads = [(line.carton, line.pieces) for line in self.lines if line.carton and line.pieces]
        if not loads or len(loads) < len(self.lines):
            return None
        try:
            return consignment(loads)
        except TermsError:
            return None

    @property
    def quotes(self) -> QuerySet[FreightQuote]:
        """Its freight quotes with their lines; those of the request that an order came from count for the order."""
        return self._rows(FreightQuote.objects.prefetch_related("lines").select_related("submitted_by", "guest"))

    @property
    def rates(self) -> list[DutyRate]:
        """The newest rate of each kind and product."""
        rows = self._rows(DutyRate.objects.select_related("product", "typed_by")).order_by("typed_at", "pk")
        return list({(row.product_id, row.kind): row for row in rows}.values())

    def _rows(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        if self.order is None:
            return rows.filter(thread=self.thread)
        of_order = rows.filter(order=self.order)
        return of_order | rows.filter(thread=self.order.thread_id) if self.order.thread_id else of_order


def subject_of_order(order: Order, terms: Terms) -> Subject:
    """The goods of an order by its contract."""
    products = {row.number: row.product for row in order.lines.all()}
    lines = (
        GoodsLine(products[line.number], line.name, line.quantity * line.pieces if line.pieces else None, line.amount)
        for line in terms.lines
        if line.number in products
    )
    return Subject(
        order, None, terms.currency, terms.incoterm, terms.place, terms.mode, terms.destination, tuple(lines)
    )


def subject_of_revision(revision: QuoteRevision) -> Subject:
    """The goods that a quote offers."""
    thread = revision.quote.thread
    lines = _offered_lines(revision)
    destination = thread.enquiry.destination
    return Subject(
        None, thread, revision.currency, revision.incoterm, revision.place, revision.mode, destination, tuple(lines)
    )


def _offered_lines(revision: QuoteRevision) -> Iterable[GoodsLine]:
    rows = revision.lines.select_related("line__product__supplier").order_by("pk")
    for row in rows:
        if row.is_offered:
            pieces = row.quantity * row.pieces if row.pieces else None
            yield GoodsLine(row.line.product, row.line.product.display_name, pieces, row.amount)
