"""In which points two versions of a contract differ, in the words of the reader."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from buyers.catalogue.prices import money, number
from buyers.terms.amending import Difference, differences
from buyers.terms.contract import Terms
from buyers.trade.mail.deadlines import minor_words
from buyers.trade.services.contract_words import lines_in_numbers, percent

DIGESTED = frozenset({"amount"})
"""Fields that follow from others: the amount of a line from its quantity and price."""


@dataclass(frozen=True)
class Changed:
    """One point: what it is, what held, and what would hold."""

    label: str
    before: str
    after: str


def changes_in_words(before: Terms, after: Terms) -> list[Changed]:
    """Every point in which they differ that a person decides about, with total and parts."""
    return [
        Changed(
            _label(one), _value(one.field, one.before, after.currency), _value(one.field, one.after, after.currency)
        )
        for one in differences(before, after)
        if one.field not in DIGESTED
    ]


def _label(one: Difference) -> str:
    words = {"number": one.line}
    match one.field:
        case "quantity":
            return _("Line %(number)s: quantity") % words
        case "unit_price":
            return _("Line %(number)s: price per unit") % words
        case "part":
            return _("Part %(number)s") % words
        case "total":
            return _("Total")
        case "latest_shipment":
            return _("Shipped at the latest")
        case "expected_entry":
            return _("Expected to enter")
        case "tolerance_bp":
            return _("Quantity delivered: more or less")
        case "acceptance_days":
            return _("Days to accept")
        case "note":
            return _("Remark")
        case "accepts_failed":
            return _("Accepted although the inspection failed")
        case _:
            return one.field


def _value(field: str, value: Any, currency: str) -> str:
    match field:
        case "quantity" | "acceptance_days":
            return number(value)
        case "unit_price":
            return money(value, currency)
        case "part" | "total":
            return minor_words(value, currency)
        case "tolerance_bp":
            return percent(value)
        case "accepts_failed":
            return lines_in_numbers(value) or _("nothing")
        case _:
            return date_format(value) if isinstance(value, date) else str(value) or _("nothing")
