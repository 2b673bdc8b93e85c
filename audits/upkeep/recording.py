"""Record that a person compared the law of a market with its sources."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from audits.desk import log, permissions
from audits.law.current import copy_checks, current_rulebook
from audits.models import LawCheck, Market, RulebookEdition
from kpmarket.accounts.models import User
from suppliers.models import ProductType

MAX_DAYS = 366
"""A check suffices for a year at most."""


class ReviewTooLate(Exception):
    """The next review may not be later than a year after the check, nor earlier than the day itself."""


@transaction.atomic
def record_check(
    market: Market,
    product_type: ProductType | None,
    *,
    note: str,
    by: User,
    at: datetime,
    review_by: date | None = None,
) -> LawCheck:
    """Record that this person compared the rules with their sources today; without ``product_type`` all of the market's.

    ``review_by`` is left to the market's own number of days where it is None. Raises SeniorOnly, NotAnAuditor, ReviewTooLate.
    """
    permissions.require_law_office(by, at=at)
    RulebookEdition.objects.select_for_update().filter(is_current=True).values_list("pk").first()
    on = timezone.localdate(at)
    known = current_rulebook().markets.get(market.pk)
    review_by = review_by or on + timedelta(days=known.review_days if known else MAX_DAYS)
    if not on <= review_by <= on + timedelta(days=MAX_DAYS):
        raise ReviewTooLate
    check = LawCheck.objects.create(
        market=market, product_type=product_type, on=on, by=by, review_by=review_by, note=note, at=at
    )
    content = {
        "market": market.pk,
        "product_type": product_type.pk if product_type else "",
        "on": on.isoformat(),
        "review_by": review_by.isoformat(),
        "note": note,
    }
    log.append(act="law_checked", subject=f"market:{market.pk}", by=by, at=at, content=content)
    copy_checks()
    return check
