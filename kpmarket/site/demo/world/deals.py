"""Who orders what in the demonstration: products that are cleared for the buyer until the goods have entered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import cycle

from django.db.models import QuerySet

from audits.models import Clearance
from buyers.catalogue import reference
from buyers.models import Buyer
from buyers.trade.services.order_offers import BelowMinimum, NoListedPrice, NotOnOffer, OrderOffer, listed_offer
from kpmarket.site.demo.chance import chance
from kpmarket.site.demo.world.moments import noon
from kpmarket.site.demo.world.people import Desk
from kpmarket.site.demo.world.stage import Days
from kpmarket.site.demo.world.stories import PLAN, Deal
from kpmarket.site.demo.world.trade_people import give_account

LONGEST = 85
"""Days from the demonstration's day to the last entry that a story expects."""
FIRST_ACT = 115
"""Days before it on which the first order is placed."""
TRANSIT = 35
MOST_AGAIN = 8
"""Products that orders between the same two come again of."""
USUAL = 4_000_000
"""An order stays about below this, in minor units, so that few wait for a second member."""


class Deals:
    """Hands out deals, each with another product; suppliers get their beneficiary account with their first."""

    def __init__(self, desk: Desk, on: date) -> None:
        self.desk, self.on = desk, on
        self.paid: set[int] = set()
        self.rows: dict[int, Iterator[Clearance]] = {}

    def of(self, buyer: Buyer, plan: str = PLAN, times: int = 0) -> Iterator[Deal]:
        """The buyer's deals, as long as a product is cleared for it; ``times`` the minimum order, as much as is usual where
        none is named."""
        if buyer.pk not in self.rows:
            self.rows[buyer.pk] = iter(self._cleared(buyer))
        for row in self.rows[buyer.pk]:
            if offer := self._offer(row, plan, times):
                yield self._deal(buyer, offer, plan)

    def between(self, buyer: Buyer) -> Iterator[Deal]:
        """Deals of the buyer with the demonstration's own supplier, as many as are asked for: products come again.

        Of another supplier where its own has nothing for the buyer.
        """
        own = self._own()
        rows = sorted(self._cleared(buyer), key=lambda row: row.supplier_id != own)
        offers = [offer for row in rows[:MOST_AGAIN] if (offer := self._offer(row, PLAN, 0))]
        mine = [offer for offer in offers if offer.supplier.pk == own] or offers
        yield from (self._deal(buyer, offer, PLAN) for offer in cycle(mine))

    def of_others(self) -> Iterator[Deal]:
        """Deals of the other buyers in turn."""
        buyers = list(self.desk.buyers[1:])
        while buyers:
            buyer = buyers.pop(0)
            if deal := next(self.of(buyer), None):
                buyers.append(buyer)
                yield deal

    def that_end(self, buyer: Buyer) -> Iterator[tuple[Deal, Days]]:
        """A deal whose clearance has ended, and one whose clearance ends before goods that are late can arrive."""
        for first, last in ((-25, -3), (3, 30)):
            ends = (self.on + timedelta(days=first), self.on + timedelta(days=last))
            for row in self._rows(buyer).filter(valid_until__range=ends).order_by("pk"):
                if offer := self._offer(row, PLAN, 0):
                    entry = (row.valid_until - self.on).days - 1
                    yield self._deal(buyer, offer, PLAN), Days(entry - TRANSIT, entry)
                    break

    def _deal(self, buyer: Buyer, offer: OrderOffer, plan: str) -> Deal:
        if offer.supplier.pk not in self.paid:
            self.paid.add(offer.supplier.pk)
            give_account(offer.supplier, offer.currency, self.desk, self.on)
        return Deal(buyer, offer, self.desk.colleague, plan)

    def _cleared(self, buyer: Buyer) -> list[Clearance]:
        """Products of many suppliers, those of the demonstration's own supplier first."""
        until = self.on + timedelta(days=LONGEST)
        rows = list(self._rows(buyer).filter(valid_until__gte=until).order_by("pk")[:400])
        chance("orders", buyer.pk).shuffle(rows)
        own = self._own()
        counts: dict[int, int] = defaultdict(int)
        ranked: list[tuple[int, int, Clearance]] = []
        for row in rows:
            counts[row.supplier_id] += 1
            ranked.append((counts[row.supplier_id] - (2 if row.supplier_id == own else 0), len(ranked), row))
        return [row for _rank, _place, row in sorted(ranked, key=lambda one: one[:2])]

    def _own(self) -> int:
        """The key of the demonstration's own supplier."""
        return int(self.desk.supplier.memberships.values_list("supplier", flat=True)[0])

    def _rows(self, buyer: Buyer) -> QuerySet[Clearance]:
        begun = self.on - timedelta(days=FIRST_ACT)
        market = reference.market_of(buyer.country)
        found = Clearance.objects.current().filter(market=market, state=Clearance.State.CLEARED, is_on_offer=True)
        return found.in_country(buyer.country).filter(valid_from__lte=begun).select_related("product__supplier")

    def _offer(self, row: Clearance, plan: str, times: int) -> OrderOffer | None:
        """What is listed since the first act; None where nothing is, or no account pays its currency."""
        at = noon(self.on, days=-FIRST_ACT)
        for factor in (times,) if times else (8, 4, 2, 1):
            try:
                offer = listed_offer({row.product: row.product.moq * factor}, plan=plan, at=at)
            except (NotOnOffer, NoListedPrice, BelowMinimum):
                return None
            if times or factor == 1 or offer.total < USUAL:
                return offer
        return None
