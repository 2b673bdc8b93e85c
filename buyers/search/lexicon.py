"""The dictionary of a search: what each name means, read once for each edition of the rulebook."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from audits.compliance.rulebook import Rulebook
from audits.compliance.standards import Vocabulary
from audits.law.current import current_rulebook
from buyers.search.atoms import atoms, key, key_of, singular
from buyers.search.keeping import Kept
from buyers.search.meanings import PRODUCT_KINDS, Meaning
from buyers.search.names import all_names, words
from buyers.search.spelling import Spelling
from suppliers.models import ProductType, Supplier

MOST_SUPPLIERS = 20_000
"""Companies whose names correct a typing error, the ones that joined last."""
LONGEST_NAME = 12
"""Atoms of a name that is looked up."""
_rulebook: Kept[Rulebook] = Kept()
_lexicon: Kept[Lexicon] = Kept(seconds=float("inf"), most=2)
_suppliers: Kept[Spelling] = Kept(seconds=600)


@dataclass(frozen=True)
class Lexicon:
    """Names as keys of atoms, and the words that they are made of."""

    edition: str
    meanings: Mapping[str, tuple[Meaning, ...]]
    product_words: frozenset[str]
    """Single words of types, standards and features: they describe a product, whoever sells it."""
    ignored: frozenset[str]
    spelling: Spelling
    vocabulary: Vocabulary

    def of(self, some: tuple[str, ...]) -> tuple[Meaning, ...]:
        """What these atoms mean together; nothing where they are no name."""
        return self.meanings.get(key_of(some), ())


def lexicon() -> Lexicon:
    """The dictionary of the edition in force."""
    book = _rulebook.get("", current_rulebook)
    return _lexicon.get(book.edition, lambda: _read(book))


def supplier_spelling() -> Spelling:
    """Words of the names of qualified companies and of their cities; read only once a word is not known."""
    return _suppliers.get("", _supplier_words)


def _read(book: Rulebook) -> Lexicon:
    meanings: dict[str, dict[Meaning, None]] = {}
    product_words: set[str] = set()
    spelled: dict[str, None] = {}
    for name, meaning in all_names(list(ProductType.objects.order_by("pk")), book):
        parts = atoms(name)
        if not parts or len(parts) > LONGEST_NAME:
            continue
        meanings.setdefault(key_of(parts), {})[meaning] = None
        own = [singular(part) for part in parts]
        spelled.update(dict.fromkeys((*own, key_of(parts))))
        if meaning.kind in PRODUCT_KINDS:
            product_words.update(own)
    ignored = frozenset(key(word) for word in words()["ignored"])
    return Lexicon(
        book.edition,
        {one: tuple(found) for one, found in meanings.items() if one not in ignored},
        frozenset(product_words) - ignored,
        ignored,
        Spelling(word for word in spelled if word not in ignored),
        book.vocabulary,
    )


def _supplier_words() -> Spelling:
    rows = Supplier.objects.qualified().order_by("-pk").values_list("name_en", "city")[:MOST_SUPPLIERS]
    return Spelling(singular(atom) for row in rows for atom in atoms(" ".join(row)))
