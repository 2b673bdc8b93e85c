"""In which points two versions of a contract differ, in the words of the reader."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buyers.catalogue.prices import number
from buyers.terms.amending import Difference, differences
from buyers.terms.contract import Terms
from buyers.trade.mail.deadlines import minor_words, price_words
from buyers.trade.services.contract_choices import cancelled_words, charge_words, choice_words
from buyers.trade.services.contract_words import document_words, lines_in_numbers, percent

DIGESTED = frozenset({"amount"})
"""Fields that follow from others: the amount of a line from its quantity and price."""
LABELS = {
    "latest_shipment": gettext_lazy("Shipped at the latest"),
    "expected_entry": gettext_lazy("Expected to enter"),
    "tolerance_bp": gettext_lazy("Quantity delivered: more or less"),
    "acceptance_days": gettext_lazy("Days to accept"),
    "note": gettext_lazy("Remark"),
    "accepts_failed": gettext_lazy("Accepted although the inspection failed"),
    "incoterm": gettext_lazy("Incoterm"),
    "place": gettext_lazy("Named place"),
    "mode": gettext_lazy("Transport"),
    "documents": gettext_lazy("Documents"),
    "label_language": gettext_lazy("Language of labels"),
    "shelf_life_months": gettext_lazy("Shelf life left on arrival, in months"),
    "shelf_life_bp": gettext_lazy("Shelf life left on arrival, as a share"),
    "law": gettext_lazy("Law"),
    "forum": gettext_lazy("Disputes"),
    "seat": gettext_lazy("Seat of the arbitration"),
    "arbitration_language": gettext_lazy("Language of the arbitration"),
    "arbitrators": gettext_lazy("Arbitrators"),
    "force_majeure_days": gettext_lazy("Days of force majeure after which either side may end what is not shipped"),
    "charges": gettext_lazy("Besides the goods"),
    "freight_follows": gettext_lazy("Freight falls with units that end"),
    "cancelled": gettext_lazy("Cancelled"),
    "by_right": gettext_lazy("Ended by one side, which may"),
}
"""Terms that have one label."""


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
        case _:
            return str(LABELS.get(one.field, one.field))


def _value(field: str, value: Any, currency: str) -> str:
    match field:
        case "quantity" | "acceptance_days":
            return number(value)
        case "unit_price":
            return price_words(value, currency)
        case "part" | "total":
            return minor_words(value, currency)
        case "tolerance_bp" | "shelf_life_bp":
            return percent(value)
        case "accepts_failed":
            return lines_in_numbers(value) or _("nothing")
        case "documents":
            return "; ".join(document_words(one) for one in value) or _("nothing")
        case "charges":
            return "; ".join(charge_words(one["kind"], one["amount"], currency) for one in value) or _("nothing")
        case "cancelled":
            return "; ".join(cancelled_words(one["line"], one["quantity"]) for one in value) or _("nothing")
        case "law" | "forum" | "mode" | "arbitration_language" | "by_right":
            return choice_words(field, value) or _("nothing")
        case _:
            return date_format(value) if isinstance(value, date) else str(value) or _("nothing")
