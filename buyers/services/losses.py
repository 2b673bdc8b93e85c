"""Notifying buyers, once, that something they relied on is no longer cleared.

A sweep compares what buyers keep an eye on with what holds on the day. A unique row, written together with the notice
and the letter, records who was notified of what, so that it may run twice, run late, or die in between.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import IntegrityError, models, transaction
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone

from audits.models import NO_END, NO_START, Clearance, Country
from buyers import mail
from buyers.models import AlertChoice, Buyer, BuyerMembership, EnquiryLine, LossNotice, ShortlistEntry
from kpmarket.accounts.models import Notice, User
from kpmarket.foundation.outbox import writing as outbox
from kpmarket.foundation.outbox.models import Letter

MEMORY = timedelta(days=60)
"""Losses further back than this are old news."""
CHUNK = 500
"""Products that are looked at together."""

ALL = AlertChoice()
"""The choice of who made none."""

Pair = tuple[int, str]
"""A product and the country that a buyer ships to."""
Watched = dict[Pair, dict[int, datetime]]

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Loss:
    """That buyers saw a product as cleared, or as ready, until a moment, and no longer from then on."""

    clearance: Clearance
    at: datetime

    @property
    def on(self) -> date:
        """The first day without it."""
        return timezone.localdate(self.at)


def notify_buyers_of_losses(*, on: date, at: datetime) -> int:
    """Write a notice and a letter for every loss that a buyer was not notified of; how many buyers and losses."""
    notices = _not_notified(on, at)
    return sum(_write(notices[start : start + CHUNK], at) for start in range(0, len(notices), CHUNK))


def preview(*, on: date, at: datetime) -> Iterator[Letter]:
    """The letters that ``notify_buyers_of_losses`` would write; nothing is written."""
    for notice in _not_notified(on, at):
        page = _page_of(notice)
        for user in _readers(notice):
            yield mail.loss_letter(notice, user, page)


def _watched() -> Watched:
    """(product, destination) -> the buyers who rely on it, each with the moment since when. Only where we hold rules."""
    markets = _markets()
    read_by_somebody = Buyer.objects.filter(
        Exists(BuyerMembership.objects.filter(buyer=OuterRef("pk"), user__is_active=True))
    )
    entries = ShortlistEntry.objects.filter(buyer__in=read_by_somebody)
    lines = EnquiryLine.objects.filter(enquiry__buyer__in=read_by_somebody)
    found: Watched = {}
    for product, destination, buyer, since in [
        *entries.values_list("product", "destination", "buyer", "added_at"),
        *lines.values_list("product", "enquiry__destination", "enquiry__buyer", "enquiry__sent_at"),
    ]:
        if destination in markets:
            buyers = found.setdefault((product, destination), {})
            buyers[buyer] = min(since, buyers.get(buyer, since))
    return found


def _markets() -> dict[str, str]:
    """Market by country."""
    return dict(Country.objects.values_list("code", "market_id"))


def _lost(watched: Watched, on: date, at: datetime) -> Iterator[tuple[Pair, Loss]]:
    """What buyers saw, and what is less on the day: of each pair the clearance that they saw last.

    What was cleared and is only ready now is lost; what was ready and is cleared now is not.
    """
    markets = _markets()
    products = sorted({product for product, _destination in watched})
    for start in range(0, len(products), CHUNK):
        chunk = frozenset(products[start : start + CHUNK])
        rows: dict[tuple[int, str], list[Clearance]] = defaultdict(list)
        for row in Clearance.objects.open().filter(product__in=chunk).order_by("pk"):
            rows[row.product_id, row.market_id].append(row)
        for product, destination in (pair for pair in watched if pair[0] in chunk):
            there = [row for row in rows[product, markets[destination]] if row.holds_in(destination)]
            if loss := _last_loss(there, on, at):
                yield (product, destination), loss


def _last_loss(rows: list[Clearance], on: date, at: datetime) -> Loss | None:
    """Of the clearances of one product in one country the last that was lost and that nothing on the day makes up for."""
    holding = [row for row in rows if row.superseded_at is None and row.valid_from <= on <= row.valid_until]
    is_shipping = any(row.state in Clearance.SHIPPING for row in holding)
    lost: Loss | None = None
    for row in rows:
        loss = _visible_until(row, on, at)
        is_made_up_for = is_shipping if row.state in Clearance.SHIPPING else bool(holding)
        if loss and not is_made_up_for and (lost is None or lost.at < loss.at):
            lost = loss
    return lost


def _visible_until(row: Clearance, on: date, at: datetime) -> Loss | None:
    """When the site stopped showing this clearance; None where it still shows it, or never did.

    A row is shown from the later of its first day and the moment we recorded it, until the earlier of the end of its
    last day and the moment we took it back. One recorded after its days were over was never visible to anybody.
    """
    taken_back = row.superseded_at if row.superseded_at and row.superseded_at <= at else None
    lapsed = _midnight(row.valid_until + timedelta(days=1)) if row.valid_until < on else None
    ends = [moment for moment in (taken_back, lapsed) if moment]
    shown_from = max(row.recorded_at, _midnight(row.valid_from)) if row.valid_from > NO_START else row.recorded_at
    if not ends or min(ends) <= shown_from:
        return None
    return Loss(row, min(ends))


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(min(day, NO_END), time.min))


def _not_notified(on: date, at: datetime) -> list[LossNotice]:
    """The rows that do not exist yet, of losses that buyers saw and that are no old news."""
    watched = _watched()
    since_memory = LossNotice.objects.filter(lost_on__gt=on - MEMORY)
    notified = set(since_memory.values_list("buyer", "product", "market", "lost_on"))
    found: dict[tuple[int, int, str, date], LossNotice] = {}
    for pair, loss in _lost(watched, on, at):
        row = loss.clearance
        for buyer, since in watched[pair].items():
            key = (buyer, row.product_id, row.market_id, loss.on)
            if since < loss.at and loss.on > on - MEMORY and key not in notified and key not in found:
                found[key] = LossNotice(
                    buyer_id=buyer,
                    product_id=row.product_id,
                    market_id=row.market_id,
                    clearance=row,
                    lost_on=loss.on,
                )
    rows = list(found.values())
    models.prefetch_related_objects(rows, "buyer__memberships__user__alert_choice", "product__supplier", "market")
    return rows


def _write(notices: list[LossNotice], at: datetime) -> int:
    """Rows, notices on the site and letters, all or nothing; none where another sweep is writing them at this moment."""
    pages = [_page_of(notice) for notice in notices]
    try:
        with transaction.atomic():
            for notice in notices:
                notice.created_at = at
            LossNotice.objects.bulk_create(notices)
            written = [
                (notice, user, page) for notice, page in zip(notices, pages, strict=True) for user in _readers(notice)
            ]
            Notice.objects.bulk_create(_notice(*one, at) for one in written)
            outbox.write([mail.loss_letter(*one) for one in written], at=at)
    except IntegrityError:
        logger.warning("Losses are being written by another sweep; what it leaves is written by the next one.")
        return 0
    return len(notices)


def _readers(notice: LossNotice) -> list[User]:
    """Every member of the organisation who did not choose otherwise: whoever reads its shortlist relies on it."""
    people = [member.user for member in notice.buyer.memberships.all() if member.user.is_active]
    return [user for user in people if getattr(user, "alert_choice", ALL).clearance]


def _notice(notice: LossNotice, user: User, url: str, at: datetime) -> Notice:
    product = notice.product
    params = {
        "name_en": product.name_en,
        "name_zh": product.name_zh,
        "model": product.model,
        "market": notice.market.name,
        "market_zh": notice.market.name_zh,
        "lost_on": notice.lost_on.isoformat(),
        "was_ready": notice.was_ready,
    }
    return Notice(recipient=user, kind="clearance_lost", params=params, url=url, created_at=at)


def _page_of(notice: LossNotice) -> str:
    """Where the buyer sees what is missing: the product for their destination; the shortlist where it is off offer."""
    if not notice.product.is_on_offer:
        return reverse("buyers:shortlist")
    countries = Country.objects.filter(market=notice.market_id).values("code")
    kept = ShortlistEntry.objects.filter(buyer=notice.buyer_id, product=notice.product_id, destination__in=countries)
    asked = EnquiryLine.objects.filter(
        enquiry__buyer=notice.buyer_id, product=notice.product_id, enquiry__destination__in=countries
    )
    to = (
        kept.values_list("destination", flat=True).first()
        or asked.values_list("enquiry__destination", flat=True).first()
    )
    return notice.product.get_absolute_url() + (f"?to={to}" if to else "")
