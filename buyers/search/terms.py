"""A text that somebody typed, as terms."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from buyers.search.meanings import PRODUCT_KINDS, Kind, Meaning
from kpmarket.foundation.text.search import is_chinese


@dataclass(frozen=True, slots=True)
class Term:
    """Words that belong together, as folded atoms, with what they can mean. ``typed`` is what stood there if mistyped.

    ``products`` are the keys of products whose shared certificate has this number; None where it is no such number.
    """

    atoms: tuple[str, ...]
    meanings: tuple[Meaning, ...] = ()
    typed: str = ""
    products: tuple[int, ...] | None = None
    is_unknown: bool = False
    """Nothing on offer says so, no name of ours is near, and it is no number that we know."""

    @property
    def text(self) -> str:
        """The words as they are searched for."""
        return joined(self.atoms)

    @property
    def narrows_products(self) -> bool:
        """Whether it says something of a product: not words that only mean a destination, a mark, a body or a document."""
        return not self.meanings or any(one.kind in PRODUCT_KINDS for one in self.meanings)

    def of(self, *kinds: Kind) -> tuple[Meaning, ...]:
        """Its meanings of these kinds."""
        return tuple(meaning for meaning in self.meanings if meaning.kind in kinds)


@dataclass(frozen=True)
class Reading:
    """A text as it was read. ``terms`` leave out words that narrow nothing, such as "for"."""

    text: str
    terms: tuple[Term, ...]

    @cached_property
    def product_terms(self) -> tuple[Term, ...]:
        """What is asked of products."""
        return tuple(term for term in self.terms if term.narrows_products)

    @property
    def corrected(self) -> tuple[tuple[str, str], ...]:
        """Words that were taken for typing errors, each with the words that were searched for."""
        return tuple((term.typed, term.text) for term in self.terms if term.typed)

    @property
    def unknown(self) -> tuple[str, ...]:
        """Words that nothing says."""
        return tuple(term.text for term in self.terms if term.is_unknown)

    @property
    def left_out(self) -> tuple[str, ...]:
        """Words that were understood and narrow no list of products: destinations, marks, bodies, documents."""
        return tuple(term.text for term in self.terms if not term.narrows_products)

    def meanings(self, *kinds: Kind) -> tuple[Meaning, ...]:
        """Everything of these kinds that its terms can mean, each once."""
        return tuple(dict.fromkeys(one for term in self.terms for one in term.of(*kinds)))


def joined(some: tuple[str, ...]) -> str:
    """Atoms as people write them: Chinese characters without spaces."""
    text = ""
    for atom in some:
        text += atom if not text or (is_chinese(atom) and is_chinese(text[-1])) else f" {atom}"
    return text
