"""The words that identify each kind of document. Titles are matched without spaces, since print and OCR drop them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from suppliers.documents.vocabulary import files
from suppliers.documents.vocabulary.phrases import compile_titles, compile_within


@dataclass(frozen=True)
class Mark:
    """A kind is identified by a line that its title fills, by words that must occur, and by words that must not.

    Without a title, the first of the words that must occur is its place.
    """

    kind: str
    title: re.Pattern[str] | None
    needs: tuple[re.Pattern[str], ...]
    without: re.Pattern[str] | None
    confidence: float


def _marks() -> Iterator[Mark]:
    vocabulary = files.read("titles")
    lists = {**vocabulary["titles"], **vocabulary["laws"], **vocabulary["words"]}
    for entry in vocabulary["kinds"]:
        yield Mark(
            entry["kind"],
            compile_titles(entry["title"], lists) if "title" in entry else None,
            tuple(compile_within(words, lists) for words in entry.get("needs", ())),
            compile_within(entry["without"], lists) if "without" in entry else None,
            entry.get("confidence", 0.97),
        )


MARKS = tuple(_marks())
VOCABULARY = files.read("titles")
OTHER_LAWS = compile_within(VOCABULARY["other_laws"])
KNOWN_LAWS = compile_within(VOCABULARY["laws"]["any_of_these"], VOCABULARY["laws"])
NAMED_ONLY_WITH = {kind: compile_within(words) for kind, words in VOCABULARY["named_only_with"].items()}
"""Kinds whose names others use too: the words that must stand on the document besides."""
