"""What a text is about: which product types and which destinations it names, directly or through what belongs to them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from audits.compliance.rulebook import Rulebook
from buyers.answers.uses import uses
from buyers.catalogue import reference
from buyers.catalogue.reference import Destination
from buyers.search.atoms import singular, words_of
from buyers.search.lexicon import lexicon
from buyers.search.meanings import PRODUCT_KINDS, Kind
from buyers.search.terms import Reading, Term
from suppliers.models import ProductType

MOST_TYPES = 6
MIN_BEGINNING = 4
"""Letters of a word that may be the beginning of another."""


def says_products_only(reading: Reading) -> bool:
    """Whether every word describes products: then it is no word of a company's name or of a document's."""
    known = lexicon().product_words
    return all(term.of(*PRODUCT_KINDS) or all(singular(atom) in known for atom in term.atoms) for term in reading.terms)


def types_named(reading: Reading, book: Rulebook) -> list[ProductType]:
    """The product types that the most words speak of, in the order of the rulebook; none where no word does."""
    known = reference.product_types()
    votes: Counter[str] = Counter()
    for term in reading.terms:
        votes.update({one for one in _types_of(term, book, known.values()) if one in known})
    most = max(votes.values(), default=0)
    places = {key: place for place, key in enumerate(book.product_types or known)}
    found = [key for key, count in votes.items() if count == most]
    return [known[key] for key in sorted(found, key=lambda key: (places.get(key, 0), key))][:MOST_TYPES]


def _types_of(term: Term, book: Rulebook, known: Iterable[ProductType]) -> set[str]:
    """The types that a term names, whose feature it is, or that its standard is about; else those whose names have its words."""
    standards = {one.standard for one in term.of(Kind.STANDARD, Kind.GRADE)}
    types = {one for standard in standards for one in uses(book).types_of_standard.get(standard, ())}
    types |= {one.product_type for one in term.of(Kind.TYPE, Kind.FEATURE)}
    if types or term.meanings or term.products is not None:
        return types
    return {one.pk for one in known if _says(" ".join(one.search_names), term)}


def _says(names: str, term: Term) -> bool:
    """Whether the names have all its words; of longer ones the beginning is enough."""
    words = words_of(names)
    return all(
        word in words or (len(word) >= MIN_BEGINNING and any(one.startswith(word) for one in words))
        for word in map(singular, term.atoms)
    )


def places_named(reading: Reading) -> list[Destination]:
    """The destinations that it names by themselves, in the order in which they are known."""
    found = (reference.destination(one.id) for one in reading.meanings(Kind.PLACE))
    return [place for place in found if place is not None]


def markets_named(reading: Reading, book: Rulebook) -> list[str]:
    """Markets that it names as such, by a group of countries or by their mark or regulator."""
    named = reading.meanings(Kind.PLACE, Kind.MARK)
    ids = dict.fromkeys(one.id for one in named if one.kind is Kind.MARK or reference.destination(one.id) is None)
    return [market for market in ids if market in book.markets]


def countries_of(market: str) -> list[Destination]:
    """The destinations of a market, by name."""
    return [place for place in reference.destinations().values() if place.market == market]


def stand_in(market: str, book: Rulebook, here: Destination | None) -> Destination | None:
    """A country whose guide can be read for its whole market: the reader's own, else the first that the rulebook lists."""
    countries = countries_of(market)
    if here in countries:
        return here
    order = {code: place for place, code in enumerate(book.countries)}
    return min(countries, key=lambda one: order.get(one.code, len(order)), default=None)
