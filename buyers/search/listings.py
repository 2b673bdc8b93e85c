"""Terms as conditions on listings, and which clearances are of products that meet them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

from django.db.models import Q, QuerySet

from audits.claims.recognising import bare
from audits.clearances.search_words import (
    SUPPLIER,
    TYPE,
    grade_piece,
    model_piece,
    standard_piece,
    type_piece,
)
from audits.models import Clearance, Listing
from buyers.search.atoms import atoms, singular
from buyers.search.certificates import sharing
from buyers.search.keeping import Kept
from buyers.search.lexicon import Lexicon
from buyers.search.meanings import Kind, Meaning
from buyers.search.nodes import Either, Every, Node, Piece, listings_with
from buyers.search.terms import Term
from kpmarket.foundation.text.search import is_chinese, pairs_of, pieces_to_find

Rows = TypeVar("Rows", Clearance, Listing)
_said: Kept[bool] = Kept()


def narrowed_by(
    rows: QuerySet[Clearance], terms: Iterable[Term], known: Lexicon, *, product_type: str = ""
) -> QuerySet[Clearance]:
    """The clearances whose products meet every term; all of them where there is none.

    All rows are of that type, or of any where it is empty.
    """
    return _narrowed(rows, terms, known, product_type, supplier="supplier")


def narrowed_listings(rows: QuerySet[Listing], terms: Iterable[Term], known: Lexicon) -> QuerySet[Listing]:
    """The same of listings."""
    return _narrowed(rows, terms, known, "", supplier="product__supplier")


def _narrowed(
    rows: QuerySet[Rows], terms: Iterable[Term], known: Lexicon, product_type: str, *, supplier: str
) -> QuerySet[Rows]:
    """One condition on the words of listings; products with a certificate's number, and suppliers that share a document."""
    nodes = []
    for term in terms:
        if term.products is not None:
            rows = rows.filter(product__in=term.products)
        elif held := [one.id for one in term.of(Kind.DOCUMENT)]:
            listings = listings_with(node_of(term, known), product_type=product_type)
            rows = rows.filter(Q(**{f"{supplier}__in": sharing(held)}) | Q(product__in=listings.values("product")))
        else:
            nodes.append(node_of(term, known))
    if not nodes:
        return rows
    listings = listings_with(Every(tuple(nodes)), product_type=product_type)
    return rows.filter(product__in=listings.values("product"))


def is_said(some: tuple[str, ...]) -> bool:
    """Whether any listing has these words, whether of its product or of its supplier."""
    return _said.get(" ".join(some), lambda: listings_with(_words_of_any(some)).exists())


def node_of(term: Term, known: Lexicon) -> Node:
    """What a listing must have. Words that describe products are not looked for in the names of suppliers."""
    if standards := term.of(Kind.STANDARD, Kind.GRADE):
        return Either(tuple(_nodes_of_standards(term.atoms, standards, known)))
    if meanings := term.of(Kind.TYPE, Kind.FEATURE):
        return Either(tuple(_nodes_of_types(term.atoms, meanings)))
    if all(singular(atom) in known.product_words for atom in term.atoms):
        return _words(term.atoms, "", TYPE)
    return _words_of_any(term.atoms)


def _words_of_any(some: tuple[str, ...]) -> Node:
    """Each word is the product's, its type's or its supplier's; or all together are a model."""
    return Either((_words(some, "", TYPE, SUPPLIER), Piece(model_piece("".join(some)), begins=True)))


def _words(some: tuple[str, ...], *marks: str) -> Node:
    """Every word, said by the product itself (no mark), or by what the marks stand for."""
    return Every(tuple(Either(tuple(_marked(part, mark) for mark in marks)) for part in _parts(some)))


def _marked(node: Node, mark: str) -> Node:
    if isinstance(node, Piece):
        return Piece(f"{mark}{node.text}", node.begins)
    return type(node)(tuple(_marked(part, mark) for part in node.parts))


def _parts(some: tuple[str, ...]) -> Iterator[Node]:
    """Words as pieces: the beginning of a word is enough, but of a single letter or digit; of Chinese all pairs."""
    chinese = ""
    for atom in (*some, ""):
        if atom and is_chinese(atom):
            chinese += atom
            continue
        if chinese:
            yield from (Piece(pair) for pair in (pairs_of(chinese) or [chinese]))
            chinese = ""
        if atom:
            forms = tuple(Piece(form, begins=len(form) > 1) for form in dict.fromkeys((singular(atom), atom)))
            yield forms[0] if atom.startswith(singular(atom)) else Either(forms)


def _nodes_of_types(some: tuple[str, ...], meanings: tuple[Meaning, ...]) -> Iterator[Node]:
    """The words themselves, a feature by its names, and a type: but not the type of which it is a feature."""
    yield _words(some, "")
    featured = {one.product_type for one in meanings if one.kind is Kind.FEATURE}
    for one in meanings:
        if one.kind is Kind.FEATURE:
            names = (tuple(atoms(name)) for name in (one.name_en, one.name_zh))
            yield from (_words(name, "") for name in names if name)
        elif one.product_type not in featured:
            yield Piece(type_piece(one.id))


def _nodes_of_standards(some: tuple[str, ...], meanings: tuple[Meaning, ...], known: Lexicon) -> Iterator[Node]:
    """Standards, and grades: one that several standards have with its standard, or in the product's own words."""
    if any(one.kind is Kind.GRADE for one in meanings):
        yield Every(tuple(map(Piece, pieces_to_find(" ".join(some)))))
    for one in meanings:
        if one.kind is Kind.STANDARD:
            yield _of_standard(one.standard, known)
        elif _standards_with(one.grade, known) > 1:
            yield Every((_of_standard(one.standard, known), Piece(grade_piece(one.grade))))
        else:
            yield Piece(grade_piece(one.grade))


def _standards_with(grade: str, known: Lexicon) -> int:
    """How many standards have a grade of that name."""
    return sum(any(one.id == grade for one in standard.grades) for standard in known.vocabulary.standards.values())


def _of_standard(standard: str, known: Lexicon) -> Node:
    """The standard itself, its parts, and the whole of which it is a part."""
    vocabulary = known.vocabulary.standards
    parts = [one for one in vocabulary if one.startswith(f"{standard}-")]
    whole = [vocabulary[standard].part_of] if standard in vocabulary and vocabulary[standard].part_of else []
    aliases = vocabulary[standard].aliases if standard in vocabulary else ()
    names = dict.fromkeys(standard_piece(bare(one)) for one in (standard, *aliases, *parts, *whole))
    return Either(tuple(map(Piece, names)))
