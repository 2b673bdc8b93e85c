"""Terms as conditions on listings, and which clearances are of products that meet them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.db.models import QuerySet

from audits.claims.recognising import bare
from audits.clearances.search_words import SUPPLIER, grade_piece, model_piece, standard_piece, type_piece
from audits.models import Clearance
from buyers.search.atoms import atoms, singular
from buyers.search.keeping import Kept
from buyers.search.lexicon import Lexicon
from buyers.search.meanings import PRODUCT_KINDS, Kind, Meaning
from buyers.search.nodes import Either, Every, Node, Piece, listings_with
from buyers.search.terms import Term
from kpmarket.foundation.text.search import is_chinese, pairs_of

_said: Kept[bool] = Kept()


def narrowed_by(
    rows: QuerySet[Clearance], terms: Iterable[Term], known: Lexicon, *, product_type: str = ""
) -> QuerySet[Clearance]:
    """The clearances whose products meet every term; all of them where there is none.

    All rows are of that type, or of any where it is empty.
    """
    nodes = []
    for term in terms:
        if term.products is not None:
            rows = rows.filter(product__in=term.products)
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
    meanings = term.of(*PRODUCT_KINDS)
    if meanings:
        return Either((_words(term.atoms), *_nodes_of(meanings, known)))
    if all(singular(atom) in known.product_words for atom in term.atoms):
        return _words(term.atoms)
    return _words_of_any(term.atoms)


def _words_of_any(some: tuple[str, ...]) -> Node:
    """Each word is the product's or its supplier's; or all together are a model."""
    each = Every(tuple(Either((one, *_of_supplier(one))) for one in _parts(some)))
    return Either((each, Piece(model_piece("".join(some)), begins=True)))


def _of_supplier(node: Node) -> Iterator[Node]:
    """The same piece, said by the supplier."""
    if isinstance(node, Piece):
        yield Piece(f"{SUPPLIER}{node.text}", node.begins)
    else:
        for part in node.parts:
            yield from _of_supplier(part)


def _words(some: tuple[str, ...]) -> Node:
    return Every(tuple(_parts(some)))


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


def _nodes_of(meanings: tuple[Meaning, ...], known: Lexicon) -> Iterator[Node]:
    grades = {one.grade for one in meanings if one.kind is Kind.GRADE}
    for one in meanings:
        if one.kind is Kind.TYPE:
            yield Piece(type_piece(one.id))
        elif one.kind is Kind.STANDARD:
            yield _of_standard(one.standard, known)
        elif one.kind is Kind.GRADE:
            grade = Piece(grade_piece(one.grade))
            is_ambiguous = sum(other.grade == one.grade for other in meanings) > 1 or len(grades) > 1
            yield Every((_of_standard(one.standard, known), grade)) if is_ambiguous else grade
        else:
            yield from (_words(tuple(atoms(name))) for name in (one.name_en, one.name_zh) if atoms(name))


def _of_standard(standard: str, known: Lexicon) -> Node:
    """The standard itself, its parts, and the whole of which it is a part."""
    vocabulary = known.vocabulary.standards
    parts = [one for one in vocabulary if one.startswith(f"{standard}-")]
    whole = [vocabulary[standard].part_of] if standard in vocabulary and vocabulary[standard].part_of else []
    aliases = vocabulary[standard].aliases if standard in vocabulary else ()
    names = dict.fromkeys(standard_piece(bare(one)) for one in (standard, *aliases, *parts, *whole))
    return Either(tuple(map(Piece, names)))
