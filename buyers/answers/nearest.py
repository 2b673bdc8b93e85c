"""What is offered where nothing was found: the same search with a word less, and the nearest names."""

from __future__ import annotations

from urllib.parse import urlencode

from audits.models import Listing
from buyers.answers.results import Link
from buyers.search.lexicon import lexicon
from buyers.search.listings import narrowed_listings
from buyers.search.meanings import PRODUCT_KINDS
from buyers.search.terms import Reading

MOST = 5


def nearest(reading: Reading, url: str, **more: str) -> list[Link]:
    """Searches with fewer of the words that find something on offer, the ones with the most words first; else nothing.

    They lead to ``url``, with the words as ``q`` and ``more`` in the query.
    """
    shorter = dict.fromkeys(filter(None, _shorter(reading)))
    return [Link(text, f"{url}?{urlencode({**more, 'q': text})}") for text in shorter][:MOST]


def _shorter(reading: Reading) -> list[str]:
    """One word left out each time, where that is enough; else each word alone."""
    terms = reading.product_terms
    without_one = [terms[:place] + terms[place + 1 :] for place in range(len(terms))] if len(terms) > 1 else []
    alone = [(term,) for term in terms if len(terms) > 2 and any(one.kind in PRODUCT_KINDS for one in term.meanings)]
    known = lexicon()
    return [
        " ".join(term.text for term in some)
        for some in (*without_one[:MOST], *alone[:MOST])
        if some and narrowed_listings(Listing.objects.all(), some, known).exists()
    ]
