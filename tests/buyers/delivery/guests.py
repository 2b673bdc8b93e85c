"""Links that tests give, and the tokens that stand in their letters."""

import re
from datetime import UTC, datetime
from unittest import mock

from buyers.delivery.mail.guests import PAGES
from buyers.delivery.models import GuestLink
from buyers.delivery.services.guests import Invited, give_link
from buyers.trade.models import Side

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
FORWARDER = Invited("Li Qiang", "Sinotrans Hubei Co., Ltd.", "li.qiang@sinotrans-hubei.example", "zh-hans")


def given_link(subject, letters, invited=FORWARDER, *, side=Side.SUPPLIER, at=MONDAY):
    """The link and the token that its letter holds; ``letters`` is the outbox of the test."""
    by = subject.order.placed_by if side == Side.BUYER else subject.order.seller
    with mock.patch.dict(PAGES, {GuestLink.Purpose.SHIPMENT: "trade:evidence-page"}):
        link = give_link(subject, invited, side=side, by=by, at=at)
    letter = next(one for one in letters if one.to == [invited.email])
    return link, re.search(r"/([\w-]{43})/", letter.body)[1]
