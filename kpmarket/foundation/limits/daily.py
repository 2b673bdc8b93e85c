"""How much one signed-in person may send or keep in a day (UTC); ``DAILY_LIMITS`` changes the figures."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from enum import StrEnum

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kpmarket.foundation.limits.allowance import Allowance
from kpmarket.foundation.monitoring.security_log import log_event


class DailyAct(StrEnum):
    """What is counted, by its name in ``DAILY_LIMITS``."""

    ENQUIRIES = "enquiries"
    REPLIES = "replies"
    INVITATIONS = "invitations"
    COMPANIES = "companies"
    UPLOADED_BYTES = "uploaded_bytes"
    TYPE_REQUESTS = "type_requests"
    DATA_COPIES = "data_copies"
    GUEST_LINKS = "guest_links"
    BUNDLES = "bundles"


DEFAULTS = {
    DailyAct.ENQUIRIES: 50,
    DailyAct.REPLIES: 200,
    DailyAct.INVITATIONS: 40,
    DailyAct.COMPANIES: 10,
    DailyAct.UPLOADED_BYTES: 1024**3,
    DailyAct.TYPE_REQUESTS: 10,
    DailyAct.DATA_COPIES: 5,
    DailyAct.GUEST_LINKS: 20,
    DailyAct.BUNDLES: 20,
}
SENTENCES: dict[DailyAct, str | Promise] = {
    DailyAct.ENQUIRIES: _("You have sent as many enquiries as one person may send in a day. Send this one tomorrow."),
    DailyAct.REPLIES: _("You have sent as many messages as one person may send in a day. Send this one tomorrow."),
    DailyAct.INVITATIONS: _(
        "You have sent as many invitations as one person may send in a day. Invite this person tomorrow."
    ),
    DailyAct.COMPANIES: _(
        "You have started as many companies as one person may start in a day. Start this one tomorrow."
    ),
    DailyAct.UPLOADED_BYTES: _(
        "You have uploaded as much as one person may upload in a day. Upload this file tomorrow."
    ),
    DailyAct.TYPE_REQUESTS: _(
        "You have described as many products without a type as one person may describe in a day. Send this one tomorrow."
    ),
    DailyAct.GUEST_LINKS: _("You have sent as many links as one person may send in a day. Send this one tomorrow."),
    DailyAct.DATA_COPIES: _("You have downloaded your data as often as one person may in a day. Do so tomorrow."),
    DailyAct.BUNDLES: _("You have made as many evidence bundles as one person may in a day. Make this one tomorrow."),
}


class OverDailyLimit(Exception):
    """The person has done this as often as allowed today; ``sentence`` says so to them."""

    def __init__(self, act: DailyAct) -> None:
        super().__init__(act)
        self.sentence = SENTENCES[act]


@contextmanager
def within_daily_limit(act: DailyAct, person_pk: int, *, at: datetime, units: int = 1) -> Iterator[None]:
    """Count what the block does for this person; nothing counts when the block fails. Raises OverDailyLimit."""
    amount = {**DEFAULTS, **settings.DAILY_LIMITS}[act]
    allowance = Allowance(f"daily-{act}", amount, timedelta(days=1))
    if not allowance.take(person_pk, units, at=at):
        log_event("limit_reached", account=person_pk, subject=act, level=logging.WARNING)
        raise OverDailyLimit(act)
    try:
        yield
    except BaseException:
        allowance.give_back(person_pk, units, at=at)
        raise
