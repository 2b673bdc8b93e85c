"""The known words that are nearest to one that is not known."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

MIN_LENGTH = 4
"""Shorter words have too many neighbours."""
LONG_LENGTH = 8
"""Words of so many letters may have two errors, shorter ones one."""
MIN_BEGUN = 5
"""Letters of a word that may be the beginning of a longer one, with one error."""
COMPARED = 400
"""Words that share the most pairs of letters with the typed one, which are compared letter by letter."""


class Spelling:
    """Some known words. Of those that are equally near, the ones given first are taken."""

    def __init__(self, words: Iterable[str]) -> None:
        self.words = list(dict.fromkeys(words))
        self._by_pair: dict[str, list[int]] = defaultdict(list)
        for place, word in enumerate(self.words):
            for pair in _pairs(word):
                self._by_pair[pair].append(place)

    def nearest(self, word: str) -> tuple[int, str]:
        """The nearest word within the allowed number of errors, with their number; empty where none is near."""
        allowed = allowed_errors(word)
        if not allowed:
            return 0, ""
        shared = Counter(place for pair in _pairs(word) for place in self._by_pair.get(pair, ()))
        near = sorted(shared, key=lambda place: (-shared[place], abs(len(self.words[place]) - len(word)), place))
        found = [
            (errors, self.words[place][0] != word[0], place)
            for place in near[:COMPARED]
            if (errors := _errors(word, self.words[place])) <= allowed + 1
        ]
        if not found:
            return 0, ""
        errors, _other_letter, place = min(found)
        return errors, self.words[place]


def allowed_errors(word: str) -> int:
    """How many errors a word of this length may have; none where it has digits: another number is another thing."""
    if len(word) < MIN_LENGTH or any(map(str.isdigit, word)):
        return 0
    return 2 if len(word) >= LONG_LENGTH else 1


def _errors(word: str, known: str) -> int:
    """How many errors lie between them; one more where the typed word breaks off before the end of the known one."""
    most = min(allowed_errors(word), allowed_errors(known))
    errors = distance(word, known, most)
    if errors <= most:
        return errors
    is_begun = len(word) >= MIN_BEGUN and len(known) > len(word) and known[0] == word[0]
    if is_begun and distance(word, known[: len(word)], 1) <= 1:
        return allowed_errors(word) + 1
    return allowed_errors(word) + 2


def distance(one: str, other: str, most: int) -> int:
    """How many letters must be put in, left out, replaced or swapped with their neighbour; ``most + 1`` where it is more."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        current = [row]
        for column, other_letter in enumerate(other, 1):
            cost = min(last[column] + 1, current[-1] + 1, last[column - 1] + (letter != other_letter))
            if row > 1 < column and letter == other[column - 2] and one[row - 2] == other_letter:
                cost = min(cost, before[column - 2] + 1)
            current.append(cost)
        if min(current) > most:
            return most + 1
        before, last = last, current
    return min(last[-1], most + 1)


def _pairs(word: str) -> set[str]:
    padded = f" {word} "
    return {padded[start : start + 2] for start in range(len(padded) - 1)}
