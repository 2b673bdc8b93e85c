"""Words for what the pure terms name by codes: events, states of a part, and amounts of money."""

from __future__ import annotations

from decimal import Decimal

from babel.numbers import format_decimal, get_currency_precision
from django.utils.translation import get_language, to_locale
from django.utils.translation import gettext_lazy as _

EVENTS = {
    "order_confirmed": _("Order confirmed"),
    "production_started": _("Production started"),
    "first_article_approved": _("First article approved"),
    "factory_test_passed": _("Factory test passed"),
    "goods_ready": _("Goods ready"),
    "inspection_passed": _("Inspection passed"),
    "transport_document": _("Handed to the carrier"),
    "documents_presented": _("Documents presented"),
    "originals_sent": _("Original documents sent"),
    "delivered": _("Delivered"),
    "accepted": _("Goods accepted"),
    "lc_advised": _("Letter of credit advised"),
    "payment_sent": _("Payment sent"),
    "paid": _("Payment received"),
    "presentation": _("Documents presented to the bank"),
    "collection_paid": _("Collection paid"),
}
"""What happens to an order, in the order in which it usually happens."""
PART_STATES = {
    "planned": _("Not due yet"),
    "demanded": _("To be paid"),
    "partly_paid": _("Partly paid"),
    "held": _("Held"),
    "released": _("Released to the supplier"),
    "paid_out": _("Paid out"),
    "refunded": _("Paid back"),
    "cancelled": _("Not due any more"),
}


def event_words(event: str) -> str:
    """What happened, as a short statement; the code itself where we have no words for it."""
    return str(EVENTS.get(event, event))


def part_state_words(state: str) -> str:
    """Where a part of the price stands."""
    return str(PART_STATES.get(state, state))


def money_words(amount: int, currency: str) -> str:
    """An amount of minor units with the currency's code in front, as ``USD 42,000.00``."""
    places = get_currency_precision(currency)
    locale = to_locale(get_language() or "en")
    pattern = f"#,##0.{'0' * places}" if places else "#,##0"
    number = format_decimal(Decimal(amount).scaleb(-places), pattern, locale=locale, decimal_quantization=False)
    return f"{currency}\u00a0{number}"
