"""How a text that somebody typed is read: which words belong together, what they can mean, which were mistyped."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pypinyin import lazy_pinyin

from audits.compliance.standards import citations
from buyers.search.atoms import atoms, key_of, singular
from buyers.search.certificates import certified_products
from buyers.search.keeping import Kept
from buyers.search.lexicon import LONGEST_NAME, Lexicon, lexicon, supplier_spelling
from buyers.search.listings import is_said
from buyers.search.meanings import PRODUCT_KINDS, Kind, Meaning
from buyers.search.terms import Reading, Term
from kpmarket.foundation.text.search import is_chinese

MAX_ATOMS = 30
"""Of a longer text the rest is not looked at."""
SHORTEST_TO_CUT = 4
"""Chinese characters of a word that may be two words."""
_readings: Kept[Reading] = Kept()


def reading(text: str) -> Reading:
    """Read it by the edition in force. Asks the database once a minute at most for a word that no name has."""
    known = lexicon()
    return _readings.get(f"{known.edition} {text}", lambda: _read(text, known))


def _read(text: str, known: Lexicon) -> Reading:
    some = atoms(text)[:MAX_ATOMS]
    cited = {key_of(atoms(one.printed)): one.standard for one in citations(known.vocabulary, text) if one.standard}
    terms = list(_segments(some, known, cited))
    checked = list(_checked(terms, known))
    if any(term.typed for term in checked):
        checked = _read_again(checked, known)
    wanted = [term for term in checked if key_of(term.atoms) not in known.ignored]
    return Reading(text.strip(), tuple(wanted or checked))


def _segments(some: list[str], known: Lexicon, cited: dict[str, str]) -> Iterator[Term]:
    """The longest names first, from left to right; what is no name is a term for each word."""
    place = 0
    while place < len(some):
        for length in range(min(LONGEST_NAME, len(some) - place), 0, -1):
            part = tuple(some[place : place + length])
            meanings = _meanings(part, known, cited)
            if meanings:
                yield Term(part, meanings)
                place += length
                break
        else:
            length = _length_of_unknown(some, place, known)
            yield Term(tuple(some[place : place + length]))
            place += length


def _meanings(part: tuple[str, ...], known: Lexicon, cited: dict[str, str]) -> tuple[Meaning, ...]:
    standard = cited.get(key_of(part))
    named = (Meaning(Kind.STANDARD, standard, standard, standard),) if standard else ()
    return tuple(dict.fromkeys((*named, *known.of(part))))


def _length_of_unknown(some: list[str], place: int, known: Lexicon) -> int:
    """One word; or the Chinese characters up to the next name."""
    end = place + 1
    if not is_chinese(some[place]):
        return 1
    while end < len(some) and is_chinese(some[end]) and not _begins_a_name(some, end, known):
        end += 1
    return end - place


def _begins_a_name(some: list[str], place: int, known: Lexicon) -> bool:
    longest = min(LONGEST_NAME, len(some) - place)
    return any(known.of(tuple(some[place : place + length])) for length in range(2, longest + 1))


def _checked(terms: list[Term], known: Lexicon) -> Iterator[Term]:
    """The terms, with numbers looked up among certificates and typing errors corrected where nothing has such a word."""
    place = 0
    while place < len(terms):
        run = _run_of_unknown(terms, place, known)
        if run:
            yield from _checked_run(run, known)
        else:
            yield terms[place]
        place += max(len(run), 1)


def _run_of_unknown(terms: list[Term], place: int, known: Lexicon) -> list[Term]:
    """Unknown words next to each other that together may be one number: "TR-26-981313-V"."""
    end = place
    while end < len(terms) and not terms[end].meanings and key_of(terms[end].atoms) not in known.ignored:
        end += 1
    return terms[place:end]


def _checked_run(run: list[Term], known: Lexicon) -> Iterator[Term]:
    together = tuple(atom for term in run for atom in term.atoms)
    if any(map(_has_digit, together)):
        if is_said(together):
            yield Term(together)
            return
        if products := certified_products("".join(together)):
            yield Term(together, products=products)
            return
    for term in run:
        if _is_known(term, known):
            yield term
        elif halves := _said_in_pairs(term):
            yield from halves
        else:
            yield _corrected(term, known)


def _is_known(term: Term, known: Lexicon) -> bool:
    return all(singular(atom) in known.product_words for atom in term.atoms) or is_said(term.atoms)


def _said_in_pairs(term: Term) -> list[Term]:
    """Chinese words of two characters each, where listings have all of them: a company leaves out a word of its name."""
    if not is_chinese(term.atoms[0]) or len(term.atoms) < SHORTEST_TO_CUT:
        return []
    pairs = [term.atoms[start : start + 2] for start in range(0, len(term.atoms), 2)]
    return [Term(pair) for pair in pairs] if all(map(is_said, pairs)) else []


def _corrected(term: Term, known: Lexicon) -> Term:
    """The nearest name or word instead of it; the term itself where nothing is near."""
    word, one = "".join(term.atoms), key_of(term.atoms)
    forms = ["".join(lazy_pinyin(word))] if is_chinese(word) else list(dict.fromkeys((word, one)))
    near = next((form for form in forms if form in known.meanings), "")
    near = near or next(filter(None, (_nearest(form, known) for form in forms)), "")
    if not near:
        return replace(term, is_unknown=True)
    if near in (word, one):
        return term
    meanings = known.meanings.get(near, ())
    chinese = next((one.name_zh for one in meanings if one.name_zh), "") if is_chinese(term.atoms[0]) else ""
    return Term(tuple(atoms(chinese)) or (near,), meanings, typed=term.text)


def _nearest(typed: str, known: Lexicon) -> str:
    """The nearest name; a word of a supplier's name instead where it is nearer, or as near and the name is no product's."""
    errors, near = known.spelling.nearest(typed)
    if near and any(one.kind in PRODUCT_KINDS for one in known.meanings.get(near, ())) and errors < 2:
        return near
    of_supplier, supplier_word = supplier_spelling().nearest(typed)
    return supplier_word if supplier_word and (not near or of_supplier <= errors) else near


def _read_again(terms: list[Term], known: Lexicon) -> list[Term]:
    """With the corrected words in their place other words may belong together: "surgcal mask" is "surgical mask"."""
    some = [atom for term in terms for atom in term.atoms]
    typed = {atom: term.typed for term in terms if term.typed for atom in term.atoms}
    numbers = {term.atoms: term for term in terms if term.products is not None}
    again = []
    for term in _segments(some, known, {}):
        stood = " ".join(dict.fromkeys(typed.get(atom, atom) for atom in term.atoms))
        again.append(replace(term, typed=stood) if any(atom in typed for atom in term.atoms) else term)
    return [*again, *numbers.values()] if numbers else again


def _has_digit(atom: str) -> bool:
    return any(map(str.isdigit, atom))
