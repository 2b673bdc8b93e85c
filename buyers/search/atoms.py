"""A text as atoms: words of letters and digits, and single Chinese characters."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from kpmarket.foundation.text.search import is_chinese, runs

SHORTEST_PLURAL = 4
WITHOUT_ES = ("sses", "shes", "ches", "xes", "zes")
NO_PLURAL = ("ss", "us", "is")


def atoms(text: str) -> list[str]:
    """The atoms in order, without case and accents, in simplified characters."""
    return [atom for run in runs(text) for atom in (run if is_chinese(run) else (run,))]


def singular(word: str) -> str:
    """The word without the ending of an English, Spanish, Portuguese or French plural; others stay."""
    if len(word) < SHORTEST_PLURAL or not word.endswith("s") or word.endswith(NO_PLURAL):
        return word
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-2] if word.endswith(WITHOUT_ES) else word[:-1]


@lru_cache(maxsize=8192)
def words_of(text: str) -> frozenset[str]:
    """The distinct words of a text in the singular."""
    return frozenset(map(singular, atoms(text)))


def key_of(some: Iterable[str]) -> str:
    """Atoms as one key, by which names are looked up: spaces and plurals make no difference."""
    return "".join(map(singular, some))


def key(text: str) -> str:
    """The key of a text."""
    return key_of(atoms(text))
