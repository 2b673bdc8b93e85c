"""How products stand in a destination, as the catalogue's lists: each product is in one of them, none in two."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from django.db.models import DateField, Exists, F, OuterRef, Q, QuerySet, TextField, Value
from django.utils.translation import gettext_lazy as _

from audits.clearances.market_status import MarketStatus
from audits.models import NO_END, Clearance, Listing

Rows = QuerySet[Any]
"""Clearances, or listings of products that have none, with the columns that both share."""


class Standing(StrEnum):
    """The lists, in the order in which the first one that is not empty opens."""

    CLEARED = "cleared"
    READY = "ready"
    CONDITIONAL = "conditional"
    NOT_CLEARED = "not_cleared"
    PROHIBITED = "prohibited"


STANDINGS = {
    Standing.CLEARED: _("Cleared"),
    Standing.READY: _("Ready: you arrange the rest"),
    Standing.CONDITIONAL: _("Conditional"),
    Standing.NOT_CLEARED: _("Not cleared"),
    Standing.PROHIBITED: _("Prohibited"),
}
State = Clearance.State
FIRM = {Standing.CLEARED: State.CLEARED, Standing.READY: State.READY}


class Where(NamedTuple):
    """Where and when products are to stand so, and of which type (empty: any)."""

    country: str
    market: str | None
    on: date
    kind: str
    overdue: frozenset[str]
    """Product types whose rules were not checked for too long: theirs is conditional at most."""
    assessed: frozenset[str]
    """Product types that we hold rules for there that day."""


def standing_so(shown: Standing, where: Where) -> Rows:
    """What stands so in that country on that day and is on offer, of that product type or of any."""
    country, market, on, _kind, overdue, _assessed = where
    if market is None:
        return Clearance.objects.none()
    if shown is Standing.NOT_CLEARED:
        return _without_clearance(country, market, where)
    rows = Clearance.objects.holding(on).filter(Clearance.in_country(country), market=market, is_on_offer=True)
    if shown is Standing.PROHIBITED:
        return rows.filter(state=State.PROHIBITED)
    if firm := FIRM.get(shown):
        return rows.filter(state=firm).exclude(product_type__in=overdue)
    unsure = Q(state__in=[State.CONDITIONAL, State.READY_CONDITIONAL])
    return rows.filter(
        unsure | Q(state__in=[State.CLEARED, State.READY], product_type__in=overdue) if overdue else unsure
    )


def _without_clearance(country: str, market: str, where: Where) -> Rows:
    """Listings of types that we hold rules for there, of products of which none speaks that day.

    They have the columns of clearances that a page reads, so that both are read and sorted in one way.
    """
    held = Clearance.objects.holding(where.on).filter(
        Clearance.in_country(country), market=market, product=OuterRef("product")
    )
    rows = Listing.objects.filter(~Exists(held), is_on_offer=True)
    if where.kind not in where.assessed:
        rows = rows.filter(product_type__in=sorted(where.assessed)) if not where.kind else rows.none()
    return rows.annotate(
        id=F("product_id"),
        state=Value(MarketStatus.BLOCKED.value, TextField()),
        valid_until=Value(NO_END, DateField()),
        to_arrange=Value("[]", TextField()),
    )
