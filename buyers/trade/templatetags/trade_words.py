"""Words of events, evidence and money in templates: see buyers.trade.services.words."""

from __future__ import annotations

from django import template

from buyers.trade.mail.deadlines import moment_words
from buyers.trade.models import Transfer
from buyers.trade.services import words

register = template.Library()
register.filter("event_words", words.event_words)
register.filter("kind_words", words.kind_words)
register.filter("moment", moment_words)


@register.filter
def transfer_words(transfer: Transfer) -> str:
    """The amount of one transfer."""
    return words.money_words(transfer.amount, transfer.currency)
