"""The dictionary of a search: what each name means, read once for each edition of the rulebook."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from audits.compliance.rulebook import Rulebook
from audits.compliance.standards import Vocabulary
from audits.law.current import current_rulebook
from buyers.search.atoms import atoms, key, key_of, singular
from buyers.search.keeping import Kept
from buyers.search.meanings import PRODUCT_KINDS, Kind, Meaning
from buyers.search.names import all_names, words
from buyers.search.spelling import Spelling
from suppliers.models import ProductType, Supplier

MOST_SUPPLIERS = 20_000
"""Companies whose names correct a typing error, the ones that joined last."""
LONGEST_NAME = 12
"""Atoms of a name that is looked up."""
TOO_GENERAL = frozenset({"medical", "transport", "electric"})
"""Values of a specification that are part of what some types are called."""
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
    named = [
        (parts, meaning)
        for name, meaning in all_names(list(ProductType.objects.order_by("pk")), book)
        if 0 < len(parts := tuple(map(singular, atoms(name)))) <= LONGEST_NAME
        and not (meaning.kind is Kind.GRADE and key_of(parts).isdigit())
    ]
    said = _details(named)
    meanings: dict[str, dict[Meaning, None]] = {}
    product_words: set[str] = set()
    spelled: dict[str, None] = {}
    for parts, meaning in named:
        spelled.update(dict.fromkeys((*parts, key_of(parts))))
        if meaning.kind in PRODUCT_KINDS:
            product_words.update(parts)
        if meaning.kind is not Kind.TYPE or not _says_a_detail(parts, meaning.id, said):
            meanings.setdefault(key_of(parts), {})[meaning] = None
    ignored = frozenset(key(word) for word in words()["ignored"])
    return Lexicon(
        book.edition,
        {one: tuple(found) for one, found in meanings.items() if one not in ignored},
        frozenset(product_words) - ignored,
        ignored,
        Spelling(word for word in spelled if word not in ignored),
        book.vocabulary,
    )


def _details(named: Iterable[tuple[tuple[str, ...], Meaning]]) -> dict[str, set[str]]:
    """Names of features by product type, and of grades under an empty one."""
    found: dict[str, set[str]] = {}
    for parts, meaning in named:
        if meaning.kind in (Kind.FEATURE, Kind.GRADE):
            found.setdefault(meaning.product_type, set()).add(key_of(parts))
    return found


def _says_a_detail(parts: tuple[str, ...], product_type: str, said: Mapping[str, set[str]]) -> bool:
    """Whether a name of a type says a feature or a grade besides: "latex gloves" is read as two things, not as the type."""
    known = said.get("", set()) | said.get(product_type, set())
    shorter = (
        key_of(parts[start:end])
        for start in range(len(parts))
        for end in range(start + 1, len(parts) + 1)
        if end - start < len(parts)
    )
    return any(one in known and one not in TOO_GENERAL for one in shorter)


def _supplier_words() -> Spelling:
    rows = Supplier.objects.qualified().order_by("-pk").values_list("name_en", "city")[:MOST_SUPPLIERS]
    return Spelling(singular(atom) for row in rows for atom in atoms(" ".join(row)))
