"""Quotes in templates: sums, prices, delivery and plans in the reader's language; the quotes of conversations."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from buyers.catalogue.prices import money, number
from buyers.models import Thread
from buyers.trade.models import QuoteLine, QuoteRevision
from buyers.trade.services import quote_words
from buyers.trade.services.quote_histories import ShownQuote, shown_quotes
from buyers.trade.services.words import plan_words
from suppliers.products.price_lists import price_per_piece

register = template.Library()
register.simple_tag(shown_quotes, name="quotes_of")
register.filter(plan_words)
register.filter("delivery_words", quote_words.delivery_words)


@register.filter
def money_words(amount: int | None, currency: str) -> str:
    """An amount of minor units."""
    return quote_words.sum_words(amount, currency)


@register.filter
def price_words(line: QuoteLine) -> str:
    """Quantity and price per unit of an offered line, or that it is not offered."""
    if line.unit_price is None:
        return _("not offered")
    unit = quote_words.unit_words(line.unit, line.pieces)
    price = _("%(price)s / %(unit)s") % {"price": money(line.unit_price, line.revision.currency), "unit": unit}
    return f"{number(line.quantity)} × {price}"


@register.filter
def sample_words(line: QuoteLine) -> str:
    """The price of a sample, or that it is free or not offered."""
    return quote_words.sample_words(line.sample_price, line.revision.currency)


@register.filter
def lead_time_words(revision: QuoteRevision) -> str:
    """The lead time in days."""
    days = revision.lead_time_days
    return ngettext("%(count)s day", "%(count)s days", days) % {"count": days}


@register.filter
def of_thread(quotes: dict[int, ShownQuote], thread: Thread) -> ShownQuote | None:
    """The quote of one conversation among those that ``quotes_of`` found."""
    return quotes.get(thread.pk)


@register.filter
def piece_price(line: QuoteLine) -> str:
    """The price of one piece; that the size of the unit is not stated where it is not."""
    if line.unit_price is None:
        return ""
    price = price_per_piece(line.unit_price, line.pieces)
    return _("not stated") if price is None else money(price, line.revision.currency)


@register.filter
def in_list(thread: Thread) -> list[Thread]:
    """One conversation as ``quotes_of`` takes several."""
    return [thread]
