"""All answers to a text in one list, in an order that a page can explain."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from audits.compliance.rulebook import Rulebook
from buyers.answers.offers import offers
from buyers.answers.questions import questions
from buyers.answers.results import ORDER, Rank, Result, ResultKind
from buyers.answers.things import things
from buyers.catalogue.reference import Destination
from buyers.search.reading import reading
from buyers.search.terms import Reading

KINDS = list(ResultKind)
FIRST = (ResultKind.BODY, ResultKind.STANDARD)
"""Named by a number or a name of their own, they stand before the types and documents that the same words name."""
MOST_OF_KIND_AT_ONCE = 3
"""Results of one kind in a row; further ones wait until another kind had one."""


@dataclass(frozen=True)
class Answers:
    """How a text was read, and what answers it."""

    reading: Reading
    results: tuple[Result, ...]


def answers(text: str, book: Rulebook, here: Destination | None, *, on: date) -> Answers:
    """Everything that is known under these words: first by reason, then by kind, then in the order of its source."""
    read = reading(text)
    if not read.terms:
        return Answers(read, ())
    found = [*questions(read, book, here, on=on), *things(read, book, on=on), *offers(read)]
    once = list({one.key: one for one in reversed(found)}.values())[::-1]
    once.sort(key=lambda one: (ORDER.index(one.rank), one.kind not in FIRST, KINDS.index(one.kind)))
    ordered = [one for _rank, same in groupby(once, key=lambda one: one.rank) for one in _mixed(list(same))]
    return Answers(read, tuple(ordered))


def _mixed(results: list[Result]) -> list[Result]:
    """Results of the same reason, so that no kind hides the others: the first few of each kind, then the rest."""
    first, rest = [], []
    for kind in dict.fromkeys(one.kind for one in results):
        same = [one for one in results if one.kind is kind]
        is_question = same[0].rank is Rank.QUESTION
        first += same if is_question else same[:MOST_OF_KIND_AT_ONCE]
        rest += [] if is_question else same[MOST_OF_KIND_AT_ONCE:]
    return [*first, *rest]
