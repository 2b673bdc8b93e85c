"""Statuses of products that have no clearance on record for a destination: blocked, prohibited or not assessed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from audits.clearances.evidence import dossier, gather
from audits.clearances.market_status import MarketStatus, market_status
from audits.compliance.assess import assess
from audits.law.current import current_rulebook
from suppliers.models import Product

Asked = tuple[Product, str | None, str]
"""A product, the market of its destination (None: we hold no rules for it), and the destination's code."""


def closed_statuses(asked: Iterable[Asked], *, on: date) -> dict[tuple[int, str], MarketStatus]:
    """The status on that day, by key of the product and destination, in a fixed number of queries."""
    asked = list(asked)
    rulebook = current_rulebook()
    documents = gather({product for product, _market, _country in asked}) if asked else {}
    found: dict[tuple[int, str], MarketStatus] = {}
    for product, market, country in asked:
        facts = dossier(product, documents[product.pk], market=market, country=country if market else None)
        verdict = assess(facts, rulebook, on=on)
        found[product.pk, country] = market_status(verdict.state, verdict.state_if_buyer_complies)
    return found
