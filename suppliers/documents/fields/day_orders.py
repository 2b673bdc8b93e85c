"""Whether the day or the month stands first in the dates of a document."""

from __future__ import annotations

from suppliers.documents.fields.date_role_words import VOCABULARY
from suppliers.documents.fields.dates import day_order_in, day_order_of_cycle
from suppliers.documents.vocabulary.phrases import compile_phrases

DAY_FIRST_COUNTRIES = compile_phrases(VOCABULARY["day_first"])
MONTH_FIRST_COUNTRIES = compile_phrases(VOCABULARY["month_first"])


def day_order_of(text: str, separator: str) -> bool | None:
    """Whether dates with this separator begin with the day: as one of them shows, or a period, or the country."""
    shown = day_order_in(text, separator)
    shown = day_order_of_cycle(text, separator) if shown is None else shown
    if shown is None and DAY_FIRST_COUNTRIES.search(text) and not MONTH_FIRST_COUNTRIES.search(text):
        return True
    return shown
