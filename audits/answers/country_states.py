"""The status of a product in every country that we hold rules for: judged once for a day, then kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import lru_cache

from audits.clearances.evidence import dossier
from audits.clearances.market_status import MarketStatus, capped, market_status
from audits.compliance.assess import assess
from audits.compliance.dossier import Attribute, Dossier, Evidence
from audits.compliance.label_languages import country_groups
from audits.compliance.rulebook import Rulebook
from audits.law.current import current_rulebook
from audits.law.upkeep import overdue_types
from suppliers.models import Product

KEPT_DOSSIERS = 500
"""Dossiers whose answers a process keeps: some 10 kB each."""


def states(
    product: Product,
    documents: tuple[Evidence, ...],
    *,
    on: date,
    today: date,
    law: Rulebook | None = None,
) -> dict[str, MarketStatus]:
    """The status in each country by its code, by that law; without one, by the law in force now.

    Countries of a market that get the same answer are judged once. ``today`` is the day of asking: rules whose check is
    overdue by then give *conditional* at most. The answer depends on nothing but the facts put before the rules, so equal
    facts are not judged twice.
    """
    rulebook = law or current_rulebook()
    facts = dossier(product, documents, market=None)
    attributes = tuple((key, _hashable(value)) for key, value in sorted(facts.attributes.items()))
    judged = _states(rulebook, facts.product_type, attributes, facts.manufacturer, documents, on, today)
    return dict(judged)


def _hashable(value: Attribute | list[str]) -> Attribute:
    return tuple(value) if isinstance(value, list) else value


@lru_cache(maxsize=KEPT_DOSSIERS)
def _states(
    rulebook: Rulebook,
    product_type: str,
    attributes: tuple[tuple[str, Attribute], ...],
    manufacturer: tuple[str, ...],
    documents: tuple[Evidence, ...],
    on: date,
    today: date,
) -> dict[str, MarketStatus]:
    facts = Dossier(product_type, dict(attributes), None, documents, shipped_from_china=True, manufacturer=manufacturer)
    found: dict[str, MarketStatus] = {}
    for market in rulebook.markets.values():
        if rulebook.requirements_for(product_type, market.id):
            is_overdue = product_type in overdue_types(rulebook, market.id, on=on, today=today)
            there = replace(facts, market=market.id)
            for countries in country_groups(there, rulebook):
                one = assess(replace(there, country=countries[0]) if countries else there, rulebook, on=on)
                status = capped(market_status(one.state, one.state_if_buyer_complies), is_overdue=is_overdue)
                found.update(dict.fromkeys(countries or market.countries, status))
    return found
