"""What templates of orders say of clearances, holds and assurance; the words are the services'."""

from __future__ import annotations

from django import template

from buyers.trade.models import Side
from buyers.trade.services import assurance as assurances
from buyers.trade.services import watch_words
from buyers.trade.services.assurance import Assurance
from buyers.trade.services.watch_judging import Hold, LineWatch
from buyers.trade.services.watch_words import HoldWords, LineWords

register = template.Library()


@register.simple_tag
def assurance(facts: object) -> Assurance:
    """By whom, how much, until when and what not; ``facts`` have ``order``, ``terms`` and ``balances``."""
    return assurances.assurance(facts.order, facts.terms, facts.balances)  # type: ignore[attr-defined]


@register.filter
def line_words(line: LineWatch) -> LineWords:
    """How a line stands, in the reader's language."""
    return watch_words.line_words(line)


@register.filter
def hold_words(hold: Hold, side: str) -> HoldWords:
    """What a hold means for a reader of that side."""
    return watch_words.hold_words(hold, Side(side))
