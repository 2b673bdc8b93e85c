"""Buyers at work: shortlists, enquiries and the answers to them."""

from __future__ import annotations

from datetime import date, timedelta

from audits.models import Clearance, Country
from buyers.models import Buyer, Enquiry, EnquiryLine, Message, ShortlistEntry, Thread
from kpmarket.site.demo.chance import chance
from kpmarket.site.demo.world.moments import noon
from kpmarket.site.demo.world.people import Desk

ASKS = (
    "We restock three hospitals. Please quote delivered to our warehouse, with test reports for the lot.",
    "Could you hold this price for six months? We would call off every month.",
    "Please send two samples first, and tell us the shelf life at delivery.",
)
ANSWERS = (
    "Thank you for your enquiry. We can deliver in the time asked for; the quotation follows tomorrow.",
    "Samples leave on Monday. The shelf life at delivery is at least two years.",
)


def fill(desk: Desk, on: date) -> None:
    """A few products that each buyer keeps an eye on, and some that they asked about."""
    markets = dict(Country.objects.values_list("code", "market_id"))
    for number, buyer in enumerate(desk.buyers):
        rng = chance("trade", number)
        holding = (
            Clearance.objects.holding(on)
            .shipping()
            .filter(market=markets.get(buyer.country), is_on_offer=True)
            .in_country(buyer.country)
        )
        rows = list(holding.select_related("product", "supplier").order_by("pk")[:400])
        if not rows:
            continue
        chosen = rng.sample(rows, min(6, len(rows)))
        ShortlistEntry.objects.bulk_create(
            [
                ShortlistEntry(
                    buyer=buyer, product=row.product, destination=buyer.country, added_at=noon(on, days=-20 + place)
                )
                for place, row in enumerate({row.product_id: row for row in chosen}.values())
            ]
        )
        _enquire(buyer, chosen[:3], number, on)


def _enquire(buyer: Buyer, rows: list[Clearance], number: int, on: date) -> None:
    products = {row.product_id: row for row in rows}
    enquiry = Enquiry.objects.create(
        buyer=buyer,
        sent_by=buyer.memberships.get().user,
        destination=buyer.country,
        needed_by=on + timedelta(days=60 + 5 * number),
        message=ASKS[number % len(ASKS)],
        sent_at=noon(on, days=-(number % 12)),
    )
    threads = {row.supplier_id: Thread.objects.create(enquiry=enquiry, supplier=row.supplier) for row in rows}
    EnquiryLine.objects.bulk_create(
        EnquiryLine(
            enquiry=enquiry, thread=threads[row.supplier_id], product=row.product, quantity=row.moq * (2 + number % 5)
        )
        for row in products.values()
    )
    for place, thread in enumerate(threads.values()):
        member = thread.supplier.memberships.select_related("user").first()
        if member and (number + place) % 2 == 0:
            text = ANSWERS[(number + place) % len(ANSWERS)]
            Message.objects.create(
                thread=thread,
                author=member.user,
                is_from_buyer=False,
                text=text,
                sent_at=noon(on, days=-(number % 12) + 1),
            )
