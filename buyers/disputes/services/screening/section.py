"""Screening on the page of an order."""

from __future__ import annotations

from django.utils.translation import gettext as _

from buyers.disputes.services.screening.standing import standing_of
from buyers.disputes.services.screening.words import standing_words
from buyers.trade.services.fact_rows import OrderFacts
from buyers.trade.services.order_sections import Reader, Section


def section_of(facts: OrderFacts, reader: Reader) -> Section:
    """Against which lists the names of the order were compared: the same for both sides."""
    sentences = standing_words(standing_of(facts))
    return Section("screening", _("Screening"), 90, "disputes/_screening.html", {"sentences": sentences})
