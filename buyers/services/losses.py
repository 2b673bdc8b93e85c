"""Telling buyers, once, that something they relied on is no longer cleared.

A sweep compares what buyers keep an eye on with what holds on the day. A unique row says who was told what, so that
it may run twice, run late, or die in between.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet

from audits.models import Clearance, Country
from buyers import mail
from buyers.models import Buyer, LossNotice, ShortlistEntry, Thread
from kpmarket.accounts.models import Notice
from suppliers.models import Product

LEASE = timedelta(minutes=10)
"""A notice claimed for longer than this and not sent is taken again: whoever claimed it is gone."""
MEMORY = timedelta(days=60)
"""Losses further back than this are old news."""

Watched = dict[tuple[int, str], set[tuple[int, date]]]


def tell_buyers_of_losses(*, on: date, at: datetime) -> int:
    """Claim and hand over every loss that no buyer was told of; tell how many that were."""
    markets = dict(Country.objects.values_list("code", "market_id"))
    watched = _watched(markets)
    _claim(_lost(watched, on), watched, on, at)
    return _hand_over(at)


def _watched(markets: dict[str, str]) -> Watched:
    """(product, market) -> the buyers who rely on it, each with the day since when."""
    found: Watched = {}
    entries = ShortlistEntry.objects.values_list("product", "destination", "buyer", "added_at")
    threads = Thread.objects.values_list("product", "enquiry__destination", "enquiry__buyer", "enquiry__sent_at")
    for product, destination, buyer, since in [*entries, *threads]:
        market = markets.get(destination)
        if market is not None:
            found.setdefault((product, market), set()).add((buyer, since.date()))
    return found


def _lost(watched: Watched, on: date) -> Iterable[tuple[tuple[int, str], Clearance, date]]:
    """What held and holds no more: the clearance that ended last, and the first day without it."""
    products = {product for product, _market in watched}
    holding = set(Clearance.objects.holding(on).filter(product__in=products).values_list("product", "market"))
    ended = Clearance.objects.filter(product__in=products, valid_from__lt=on).order_by(
        "recorded_at", "valid_until", "pk"
    )
    last: dict[tuple[int, str], Clearance] = {(row.product_id, row.market_id): row for row in ended}
    for pair, row in last.items():
        if pair in watched and pair not in holding:
            yield pair, row, _lost_on(row)


def _lost_on(row: Clearance) -> date:
    """The first day without it: after its last one, or the day on which it was taken back."""
    after = row.valid_until + timedelta(days=1) if row.last_day else date.max
    return min(after, row.superseded_at.date()) if row.superseded_at else after


def _claim(lost: Iterable[tuple[tuple[int, str], Clearance, date]], watched: Watched, on: date, at: datetime) -> None:
    LossNotice.objects.bulk_create(
        [
            LossNotice(
                buyer_id=buyer,
                product_id=pair[0],
                market_id=pair[1],
                clearance=row,
                lost_on=lost_on,
                claimed_at=at - LEASE,
            )
            for pair, row, lost_on in lost
            for buyer, since in watched[pair]
            if since <= lost_on <= on and lost_on > on - MEMORY
        ],
        ignore_conflicts=True,
    )


def _hand_over(at: datetime) -> int:
    """Send what is claimed and unsent; each is taken by one sweep only."""
    count = 0
    for notice in _unsent(at):
        if LossNotice.objects.filter(_free(at), pk=notice.pk).update(claimed_at=at) != 1:
            continue
        mail.send_loss(notice)
        _note(notice.buyer, notice, at)
        LossNotice.objects.filter(pk=notice.pk).update(sent_at=at)
        count += 1
    return count


def _free(at: datetime) -> Q:
    return Q(sent_at=None, claimed_at__lte=at - LEASE)


def _unsent(at: datetime) -> QuerySet[LossNotice]:
    return LossNotice.objects.filter(_free(at)).select_related("buyer__user", "product", "market").order_by("pk")


def _note(buyer: Buyer, notice: LossNotice, at: datetime) -> None:
    product: Product = notice.product
    params = {
        "name_en": product.name_en,
        "name_zh": product.name_zh,
        "model": product.model,
        "market": notice.market.name,
        "lost_on": notice.lost_on.isoformat(),
    }
    url = product.get_absolute_url()
    Notice.objects.create(recipient=buyer.user, kind="clearance_lost", params=params, url=url, created_at=at)
