"""Words of issued documents that stand in English and Chinese next to each other."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from buyers.delivery.models import IssuedDocument
from buyers.models import DocumentKind
from buyers.terms.money import as_decimal
from buyers.trade.models import QuoteRevision
from buyers.trade.services.printing import Both, in_both
from kpmarket.foundation.places import place_name
from suppliers.models.supply import Unit

LABELS = {
    "exporter": _("Exporter"),
    "seller": _("Supplier"),
    "consignee": _("Consignee"),
    "buyer": _("Buyer"),
    "notify": _("Notify party"),
    "number": _("Number"),
    "version": _("Version"),
    "day": _("Day of issue"),
    "order": _("Order"),
    "contract": _("Contract"),
    "shipment": _("Shipment"),
    "invoice": _("Invoice"),
    "origin": _("Country of origin"),
    "destination": _("Country of destination"),
    "delivery": _("Terms of delivery"),
    "transport": _("Transport"),
    "currency": _("Currency"),
    "valid": _("Valid until"),
    "lead_time": _("Lead time"),
    "changed": _("What changed"),
    "goods": _("Goods"),
    "line": pgettext_lazy("heading of a column", "No."),
    "description": _("Description of goods"),
    "hs": _("HS code"),
    "quantity": _("Quantity"),
    "price": _("Unit price"),
    "amount": _("Amount"),
    "total": _("Total"),
    "lots": _("Lots"),
    "lot": _("Lot"),
    "made": _("Made on"),
    "expires": _("Expires on"),
    "cartons": _("Cartons"),
    "per_carton": _("Units per carton"),
    "net": _("Net weight, kg"),
    "gross": _("Gross weight, kg"),
    "volume": _("Volume, m³"),
    "marks": _("Shipping marks"),
    "remarks": _("Remarks"),
    "payment": _("Payment"),
    "plan": _("Payment plan"),
    "paid_to": _("Paid to"),
    "bank": _("Bank"),
    "swift": _("BIC (SWIFT)"),
    "account": _("Account"),
    "legs": _("Way of the goods"),
    "from_to": _("From, to"),
    "carrier": _("Carrier"),
    "container": _("Container, seal"),
    "bill": _("Bill or waybill"),
    "freight_terms": _("Freight"),
    "originals": _("Original bills"),
    "documents": _("Documents"),
    "kind": _("Kind"),
    "digest": _("SHA-256"),
    "included": _("Documents included in the price"),
    "declaration": _("Declaration"),
    "check": _("Check this document"),
    "accepted": _("Accepted"),
    "rejected": _("Rejected"),
    "reason": _("Reason"),
}
CHARGES = {
    "tooling": _("Tooling"),
    "freight": _("Freight"),
    "sample": _("Sample"),
    "insurance": _("Insurance"),
}


def label(key: str) -> Both:
    """A label in both languages."""
    return in_both(lambda: LABELS[key])


def both(words: Callable[[], object] | Any) -> Both:
    """A lazy text, or what a function returns, in both languages."""
    return in_both(words if callable(words) else lambda: words)


def one_line(words: Both) -> str:
    """Both languages on one line; once where they are the same."""
    return words["en"] if words["en"] == words["zh"] else f"{words['en']} {words['zh']}"


def kind_words(kind: str) -> Both:
    """What a document of that kind is called."""
    if kind == "sales_contract":
        return both(_("Contract of sale"))
    known = {**dict(DocumentKind.choices), **dict(IssuedDocument.Kind.choices)}
    return both(lambda: known.get(kind, kind.replace("_", " ")))


def charge_words(kind: str) -> Both:
    return both(lambda: CHARGES.get(kind, kind))


def country_words(code: str) -> str:
    return one_line(both(lambda: place_name(code))) if code else ""


def unit_words(unit: str) -> str:
    return one_line(both(lambda: Unit(unit).label)) if unit in Unit.values else unit


def mode_words(mode: str) -> str:
    modes = dict(QuoteRevision.Mode.choices)
    return one_line(both(lambda: modes.get(mode, mode))) if mode else ""


def money(amount: int, currency: str) -> str:
    """As in both languages: ``USD 4,200.00``."""
    return f"{currency} {as_decimal(amount, currency):,}"


def price(value: Decimal, currency: str) -> str:
    """At least the places of the currency, and no zeros beyond them."""
    places = max(-as_decimal(0, currency).as_tuple().exponent, -int(value.normalize().as_tuple().exponent))  # type: ignore[operator]
    return f"{value:,.{places}f}"


def day(value: date | None) -> str:
    return value.isoformat() if value else ""


def count(value: int | None) -> str:
    return f"{value:,}" if value is not None else ""


def kilograms(grams: int | None) -> str:
    return f"{Decimal(grams) / 1000:,.3f}".rstrip("0").rstrip(".") if grams is not None else ""


def cubic_metres(cm3: int | None) -> str:
    return f"{Decimal(cm3) / 1_000_000:,.3f}" if cm3 is not None else ""
