"""The status of several products in one country when the goods leave on another day than they arrive."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from audits.clearances.evidence import dossier, gather
from audits.clearances.market_status import MarketStatus, capped, market_status
from audits.compliance.assess import assess
from audits.law.current import current_rulebook
from audits.law.upkeep import overdue_types
from suppliers.models import Product


def statuses_if_shipped(
    products: Iterable[int], *, market: str, country: str, on: date, shipped_on: date, today: date
) -> dict[int, MarketStatus]:
    """By product: China's rules are judged on the day of shipping, the destination's on the day of arrival.

    In a fixed number of queries. ``today`` is the day of asking: rules whose check is overdue give *conditional* at most.
    """
    rulebook = current_rulebook()
    found = list(Product.objects.filter(pk__in=list(products)).order_by("pk"))
    documents, overdue = gather(found), overdue_types(rulebook, market, on=on, today=today)
    statuses = {}
    for product in found:
        facts = dossier(product, documents[product.pk], market=market, country=country, shipped_on=shipped_on)
        verdict = assess(facts, rulebook, on=on)
        status = market_status(verdict.state, verdict.state_if_buyer_complies)
        statuses[product.pk] = capped(status, is_overdue=product.product_type_id in overdue)
    return statuses
