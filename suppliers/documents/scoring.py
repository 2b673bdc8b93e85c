"""How well fields are read: proposals against the labels of documents, per field and look of the document. Pure."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from suppliers.documents.fields import FieldName, Fields, KindFacts, Proposal, extract_fields
from suppliers.documents.fields.standards import without_grade
from suppliers.documents.reading import Reading

REPEATABLE = frozenset({FieldName.STANDARD, FieldName.MODEL})
"""Fields that a document may state several times: each value counts."""

EXACT = frozenset({FieldName.KIND, FieldName.ISSUED_ON, FieldName.VALID_FROM, FieldName.VALID_UNTIL})
DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−－", "-"))
PUNCTUATION = re.compile(r"[\W_]+")
DAYS = (FieldName.ISSUED_ON, FieldName.VALID_FROM, FieldName.VALID_UNTIL)
CLEAN, PHONE = "clean", "phone"


@dataclass(frozen=True)
class LabelledReading:
    """The reading of a document and its labels (`truth`): per field its values, each in all accepted spellings.

    `reading` is None where the file could not be read: then everything was missed.
    """

    name: str
    look: str
    truth: Mapping[FieldName, tuple[tuple[str, ...], ...]]
    not_judged: frozenset[FieldName]
    reading: Reading | None


@dataclass(frozen=True)
class Tally:
    """Counts of proposals (`given`), of labelled values (`wanted`), and of labelled values proposed correctly."""

    right: int = 0
    given: int = 0
    wanted: int = 0

    @property
    def precision(self) -> float | None:
        return self.right / self.given if self.given else None

    @property
    def recall(self) -> float | None:
        return self.right / self.wanted if self.wanted else None

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.right + other.right, self.given + other.given, self.wanted + other.wanted)


@dataclass(frozen=True)
class Mistake:
    """A field of a document that was read incorrectly or not at all."""

    name: str
    field: FieldName
    wanted: tuple[str, ...]
    given: tuple[str, ...]


@dataclass(frozen=True)
class Target:
    """The recall and precision required of fields on documents of one look."""

    look: str
    fields: tuple[FieldName, ...]
    recall: float
    precision: float


TARGET_FIELDS = (FieldName.NUMBER, *DAYS, FieldName.KIND)
TARGETS = (Target(CLEAN, TARGET_FIELDS, 0.97, 0.99), Target(PHONE, TARGET_FIELDS, 0.90, 0.90))
Scores = dict[tuple[FieldName, str], Tally]


def labelled_readings(lines: Iterable[str]) -> Iterator[LabelledReading]:
    """From lines of JSON, one for each document."""
    for line in lines:
        entry: dict[str, Any] = json.loads(line)
        yield LabelledReading(
            name=entry["name"],
            look=entry["look"],
            truth={FieldName(name): tuple(tuple(one) for one in values) for name, values in entry["truth"].items()},
            not_judged=frozenset(FieldName(name) for name in entry["not_judged"]),
            reading=Reading.from_json(entry["reading"]) if entry["reading"] else None,
        )


def scores(
    documents: Iterable[LabelledReading], kinds: Mapping[str, KindFacts], *, at_least: float
) -> tuple[Scores, list[Mistake]]:
    """The tally of every field and look, and every mistake. Proposals below the confidence `at_least` do not count."""
    return scores_of(extracted(documents, kinds), at_least=at_least)


def extracted(
    documents: Iterable[LabelledReading], kinds: Mapping[str, KindFacts]
) -> Iterator[tuple[LabelledReading, Fields]]:
    """Each document with its proposals; none where the file could not be read."""
    for document in documents:
        yield document, extract_fields(document.reading, kinds) if document.reading else Fields()


def scores_of(
    extracted_fields: Iterable[tuple[LabelledReading, Fields]], *, at_least: float
) -> tuple[Scores, list[Mistake]]:
    """As `scores`, where the proposals are there already."""
    tallies: Scores = {}
    mistakes: list[Mistake] = []
    for document, fields in extracted_fields:
        for field in FieldName:
            if field not in document.not_judged:
                given = answers(fields, field, at_least=at_least)
                tally = tally_of(field, given, document.truth.get(field, ()))
                tallies[field, document.look] = tallies.get((field, document.look), Tally()) + tally
                if tally.right < max(tally.given, tally.wanted):
                    mistakes.append(_mistake(document, field, given))
    return tallies, mistakes


def answers(fields: Fields, field: FieldName, *, at_least: float) -> tuple[Proposal, ...]:
    """The proposals taken as the answer: the best one, or all where a document may state several values."""
    confident = tuple(one for one in fields.every(field) if one.confidence >= at_least)
    return confident if field in REPEATABLE else confident[:1]


def tally_of(field: FieldName, given: Iterable[Proposal], wanted: tuple[tuple[str, ...], ...]) -> Tally:
    """Compare proposals with labelled values; each labelled value can be matched once."""
    open_values = [{normalise_value(field, one) for one in spellings} for spellings in wanted]
    values = [normalise_value(field, one.value) for one in given]
    right = 0
    for value in values:
        match = next((one for one in open_values if value in one), None)
        if match is not None:
            open_values.remove(match)
            right += 1
    return Tally(right, len(values), len(wanted))


def normalise_value(field: FieldName, value: str) -> str:
    """The value without differences that do not matter: width, case and spaces; in numbers also the kind of dash; in
    names and standards all punctuation."""
    if field in EXACT:
        return value
    if field == FieldName.STANDARD:
        value = without_grade(value)
    folded = unicodedata.normalize("NFKC", value).casefold().translate(DASHES)
    if field == FieldName.NUMBER:
        return "".join(folded.split())
    return PUNCTUATION.sub("", folded)


def total_over_looks(tallies: Scores, field: FieldName) -> Tally:
    return sum((tally for (name, _), tally in tallies.items() if name == field), Tally())


def meets_target(tally: Tally, target: Target) -> bool | None:
    """None where nothing was there to be read."""
    if tally.recall is None or tally.precision is None:
        return None if tally.recall is None else False
    return tally.recall >= target.recall and tally.precision >= target.precision


def _mistake(document: LabelledReading, field: FieldName, given: tuple[Proposal, ...]) -> Mistake:
    wanted = tuple(spellings[0] for spellings in document.truth.get(field, ()))
    return Mistake(document.name, field, wanted, tuple(one.value for one in given))
