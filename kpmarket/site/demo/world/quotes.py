"""A request of the first buyer with three quotes to compare, one of them revised."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from audits.models import Clearance
from buyers.catalogue import reference
from buyers.models import Thread
from buyers.services.enquiries import LineAsked, Need, send_enquiry
from buyers.trade.services.offers import Offer, OfferedLine
from buyers.trade.services.quotes import send_quote
from kpmarket.site.demo.world.moments import noon
from kpmarket.site.demo.world.people import Desk
from suppliers.models import Product

ASKED = -6
"""The day of the request, before the demonstration's day."""
MESSAGE = (
    "We replace the stock of two wards and would like to settle on one supplier for a year. Please quote with delivery to "
    "Hamburg, German and English on the carton, and say which lot you would ship."
)
PLANS = ("deposit_30_70", "assured_full", "copy_bl")
RULES = (("FCA", "sea"), ("CIF", "sea"), ("DAP", "sea"))
PLACES = {"CIF": "Hamburg", "DAP": "Hamburg"}


def fill(desk: Desk, on: date) -> None:
    """Ask three suppliers of one product type, and let each quote."""
    products = _three_of_a_kind(desk, on)
    if not products:
        return
    buyer = desk.buyers[0]
    quantity = max(product.moq for product in products) * 4
    need = Need(
        lines=tuple(LineAsked(product, quantity) for product in products),
        needed_by=on + timedelta(days=90),
        destination=buyer.country,
        message=MESSAGE,
    )
    asking = buyer.memberships.select_related("user").order_by("pk")[0].user
    enquiry = send_enquiry(buyer, need, by=asking, at=noon(on, days=ASKED))
    for number, thread in enumerate(enquiry.threads.order_by("pk")):
        _quote(thread, number, on)


def _three_of_a_kind(desk: Desk, on: date) -> Sequence[Product]:
    """Products of one type from three suppliers, cleared for the buyer beyond the day of arrival."""
    buyer = desk.buyers[0]
    rows = (
        Clearance.objects.current()
        .filter(market=reference.market_of(buyer.country), state=Clearance.State.CLEARED, is_on_offer=True)
        .in_country(buyer.country)
        .filter(valid_from__lte=on, valid_until__gte=on + timedelta(days=150))
        .select_related("product__supplier")
        .order_by("product_type", "pk")
    )
    by_type: dict[str, dict[int, Product]] = {}
    for row in rows:
        of_type = by_type.setdefault(row.product_type_id, {})
        of_type.setdefault(row.supplier_id, row.product)
        if len(of_type) == len(RULES):
            return list(of_type.values())
    return []


def _quote(thread: Thread, number: int, on: date) -> None:
    line = thread.lines.select_related("product").get()
    tier = line.product.price_tiers.order_by("from_quantity").first()
    if tier is None:
        return
    rule, mode = RULES[number % len(RULES)]
    offer = Offer(
        currency=line.product.currency,
        incoterm=rule,
        place=PLACES.get(rule, thread.supplier.city),
        mode=mode,
        lead_time_days=25 + 5 * number,
        valid_until=on + timedelta(days=20 + number),
        plan=PLANS[number % len(PLANS)],
        freight=None,
        tooling=None,
        documents=("commercial_invoice", "packing_list", "certificate_of_origin"),
        note="",
        lines=(
            OfferedLine(
                line,
                line.quantity,
                line.product.unit,
                line.product.pieces,
                (tier.unit_price * (Decimal("1.00") + Decimal("0.05") * number)).quantize(Decimal("0.0001")),
            ),
        ),
    )
    by = thread.supplier.memberships.select_related("user").order_by("pk")[0].user
    send_quote(thread, offer, based_on=0, by=by, at=noon(on, days=ASKED + 1 + number))
    if number == 0:
        better = replace(offer, lead_time_days=21, note="The press is free earlier than we thought.")
        send_quote(thread, better, based_on=1, by=by, at=noon(on, days=-1))
