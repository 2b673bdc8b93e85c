"""Inspections that tests book and report."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from buyers.delivery.models import Inspection
from buyers.delivery.services.guests import Invited, open_link
from buyers.delivery.services.inspections import booking, reporting
from buyers.delivery.services.inspections.booking import Booking
from buyers.delivery.services.inspections.reporting import LotFound, Reported, Reporter
from buyers.trade.models import Side
from tests.buyers.trade.deals import MONDAY

INSPECTOR = Invited("Chen Wei", "Bureau Veritas Wuhan", "chen.wei@bv-wuhan.example", "zh-hans")
DAY = date(2026, 12, 7)
NEXT_DAY = datetime(2026, 12, 8, 2, 0, tzinfo=UTC)
"""The morning after the inspection."""
BOOKING = Booking(
    lots={1: 50_000},
    stage="pre_shipment",
    level="II",
    classes={"critical": "0", "major": "2.5", "minor": "4.0"},
    place="Xiantao, Hubei",
    day=DAY,
    packed_percent=100,
    organisation="Bureau Veritas Wuhan",
    guest=INSPECTOR,
    paid_by=Side.BUYER,
)
"""All 50,000 masks: letter N, 500 units; 21 major defects are accepted in them, on the tightened plan 18."""


def booked(order, *, at=MONDAY, repeats=None, **facts):
    """Proposed by the buyer and agreed by the supplier."""
    made = booking.propose(
        order, replace(BOOKING, **facts), side=Side.BUYER, by=order.buyer.user, at=at, repeats=repeats
    )
    booking.answer(made, agrees=True, side=Side.SUPPLIER, by=order.seller, at=at)
    return Inspection.objects.get(pk=made.pk)


def figures(*, own="passed", sample=500, counted=50_000, line=1, at=NEXT_DAY, **defects):
    """A report of one lot."""
    found = {"critical": 0, "major": 3, "minor": 9, **defects}
    ended = at - timedelta(hours=18)
    lots = {line: LotFound(sample, counted, found)}
    return Reported("", own, "readable", "", ended - timedelta(hours=5), ended, None, lots)


def reported(inspection, letters, *, at=NEXT_DAY, **facts):
    """By the inspector, through the link in its letter."""
    return reporting.report_inspection(inspection, figures(at=at, **facts), reporter=by_link(letters, at=at), at=at)


def by_link(letters, *, at=NEXT_DAY):
    """Whoever opens the last link that was sent."""
    link = open_link(token_in(letters), "inspection", at=at)
    return Reporter(Side(link.side), guest=link)


def token_in(letters):
    """The token of the last letter to the inspector."""
    letter = [one for one in letters if one.to == [INSPECTOR.email]][-1]
    return re.search(r"/guest/inspection/([\w-]+)/", letter.body)[1]
