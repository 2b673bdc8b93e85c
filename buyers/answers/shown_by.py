"""Products on offer with an approved document that shows a standard."""

from __future__ import annotations

from audits.compliance.rulebook import Rulebook
from audits.compliance.standards import citations
from audits.models import Listing
from buyers.search.lexicon import lexicon
from buyers.search.listings import narrowed_listings
from buyers.search.meanings import Kind, Meaning
from buyers.search.terms import Term
from suppliers.models import Product

COMPARED = 500
"""Products that state the standard, whose documents are looked at."""
SHOWN = 12


def products_showing(standard: str, book: Rulebook) -> list[Product]:
    """Some of them, by name. What only a supplier states is left out."""
    term = Term((), (Meaning(Kind.STANDARD, standard, standard, standard),))
    stating = narrowed_listings(Listing.objects.exclude(standards=""), [term], lexicon()).order_by("pk")
    keys = [
        listing.pk
        for listing in stating.only("pk", "standards")[:COMPARED]
        if any(
            one.standard == standard
            for text in listing.standards.strip("|").split("|")
            for one in citations(book.vocabulary, text)
        )
    ]
    found = Product.objects.on_offer().filter(pk__in=keys).select_related("supplier", "product_type")
    return list(found.order_by("name_en", "pk")[:SHOWN])
