"""Fits the weights of the confidence: `python -m tools.labelled.fit_confidence`; `--check` only prints the reliability.

`--decided` learns also from what auditors approved, of companies that allow it; these documents count like transcripts and
stay in this installation. The weights before are kept next to the new ones, and `--restore` puts them back.

Each answer is right or wrong. What counts most are the first proposals: what the extractors answered on transcripts that
nobody had looked at yet (`first_proposals.jsonl.gz`, by the extractors of commit 34ddb76d), since today's were changed while
one looked at them. Today's answers on the transcripts of development count half, every eighth generated document less. The
reliability is that of first proposals left out of five fits, none of which knew a document of the same issuer.
"""

from __future__ import annotations

import gzip
import json
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from hashlib import sha256
from itertools import chain, islice, pairwise
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from suppliers.documents import scoring
from suppliers.documents.fields import FieldName, Fields, KindFacts, Proposal
from suppliers.documents.fields.calibration import FILLS, confidence_of, features
from suppliers.documents.fields.extract import scored_fields
from suppliers.documents.reading import Box
from suppliers.documents.scoring import LabelledReading
from suppliers.documents.transcripts import DEVELOPMENT, TRANSCRIPTS, issuer_of, transcripts_in
from suppliers.documents.vocabulary import files
from suppliers.management.commands import reading_report as report
from suppliers.readings.decided import decided_readings
from suppliers.readings.field_proposals import CLEARLY_READ
from suppliers.readings.jobs import known_kinds
from tools.labelled import readings_store

EVERY, PENALTY, ROUNDS, FOLDS = 8, 0.5, 30, 5
WEIGHT_OF_TUNED, SHARE_OF_GENERATED = 0.5, 0.3
BANDS = (0.5, 0.7, 0.8, 0.9, 0.95, 0.97, CLEARLY_READ, 1.0)
FIRST_PROPOSALS = TRANSCRIPTS / "first_proposals.jsonl.gz"
CONFIDENCE, CONFIDENCE_BEFORE = "confidence.yaml", "confidence.before.yaml"
HEAD = "# Weights of the confidence (fields/calibration.py), written by `python -m tools.labelled.fit_confidence`.\n"


class Source(StrEnum):
    """Where an answer comes from: extractors that had not been changed for the document, tuned ones, a generated page."""

    FIRST = "first"
    TUNED = "tuned"
    GENERATED = "generated"


@dataclass(frozen=True)
class Answer:
    """One answer with its features. `group`: whose document it is on; no fit is judged by a group that it knows."""

    name: str
    group: str
    values: dict[str, float]
    is_right: bool
    source: Source


def main() -> None:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="fit nothing")
    parser.add_argument(
        "--decided", action="store_true", help="learn also from approved documents, where it is allowed"
    )
    parser.add_argument("--restore", action="store_true", help="put back the weights before the last fit")
    options = parser.parse_args()
    if options.restore:
        restore_weights(files.FOLDER)
        return
    answers = [*every_answer(), *(decided_answers() if options.decided else ())]
    for line in reliability(answers):
        print(line)
    if not options.check:
        replace_weights(files.FOLDER, fit(answers))


def replace_weights(folder: Path, weights: Mapping[str, float]) -> None:
    """Write the weights, and keep the ones before under another name."""
    present = folder / CONFIDENCE
    (folder / CONFIDENCE_BEFORE).write_bytes(present.read_bytes())
    present.write_text(HEAD + yaml.safe_dump(dict(weights), sort_keys=True, allow_unicode=True), encoding="utf-8")


def restore_weights(folder: Path) -> None:
    """The weights before the last fit; a second time changes nothing more. Raises SystemExit where there are none."""
    before = folder / CONFIDENCE_BEFORE
    if not before.exists():
        raise SystemExit("No weights of an earlier fit are kept.")
    (folder / CONFIDENCE).write_bytes(before.read_bytes())


def every_answer() -> Iterator[Answer]:
    kinds = report.kinds_in(readings_store.FOLDER)
    first = first_proposals()
    for document in transcripts_in(TRANSCRIPTS / DEVELOPMENT):
        group = issuer_of(document.name)
        yield from _answers_on(document, kinds, group, Source.TUNED)
        if document.name in first:
            yield from _answers_on(document, kinds, group, Source.FIRST, first[document.name])
    for document in islice(report.readings_in(readings_store.FOLDER, "development"), 0, None, EVERY):
        yield from _answers_on(document, kinds, document.name, Source.GENERATED)


@cache
def first_proposals() -> Mapping[str, Fields]:
    """By transcript: what was proposed before anybody had looked at it, each with the score of its extractor."""
    with gzip.open(FIRST_PROPOSALS, "rt", encoding="utf-8") as lines:
        entries = [json.loads(line) for line in lines]
    return {entry["name"]: Fields.of(map(_proposal, entry["proposals"])) for entry in entries}


def _proposal(entry: Sequence[Any]) -> Proposal:
    field, value, printed, page, box, score = entry
    return Proposal(FieldName(field), value, printed, page, Box(*box), score)


def decided_answers() -> Iterator[Answer]:
    """Those on documents that auditors approved, of companies that said yes to this use: nobody tunes for them."""
    kinds = known_kinds()
    for decided in decided_readings():
        yield from _answers_on(decided.document, kinds, decided.issuer, Source.FIRST)


def _answers_on(
    document: LabelledReading, kinds: Mapping[str, KindFacts], group: str, source: Source, given: Fields | None = None
) -> Iterator[Answer]:
    """The answers of today's extractors, or those `given`."""
    if document.reading is None:
        return
    fields, witness = scored_fields(document.reading, kinds)
    fields = fields if given is None else given
    for field in FieldName:
        if field not in document.not_judged:
            for one in scoring.answers(fields, field, at_least=FILLS):
                yield Answer(document.name, group, features(one, fields, witness), _is_right(document, one), source)


def _is_right(document: LabelledReading, one: Proposal) -> bool:
    return scoring.tally_of(one.field, [one], document.truth.get(one.field, ())).right == 1


def fit(answers: Iterable[Answer]) -> dict[str, float]:
    """Logistic regression with a penalty on all weights but the base, by Newton's method."""
    every = list(answers)
    names = sorted({name for one in every for name in one.values})
    table = np.array([[one.values.get(name, 0.0) for name in names] for one in every])
    right = np.array([float(one.is_right) for one in every])
    counts = Counter(one.source for one in every)
    generated = SHARE_OF_GENERATED * counts[Source.FIRST] / max(1, counts[Source.GENERATED])
    weights = {Source.FIRST: 1.0, Source.TUNED: WEIGHT_OF_TUNED, Source.GENERATED: generated}
    weight = np.array([weights[one.source] for one in every])
    penalty = np.diag([0.01 if name == "base" else PENALTY for name in names])
    found = np.zeros(len(names))
    for _ in range(ROUNDS):
        likely = 1 / (1 + np.exp(-table @ found))
        slope = table.T @ (weight * (right - likely)) - penalty @ found
        curve = (table * (weight * likely * (1 - likely))[:, None]).T @ table + penalty
        found = found + np.linalg.solve(curve, slope)
    return {name: round(float(value), 3) for name, value in zip(names, found, strict=True)}


def reliability(answers: list[Answer]) -> Iterator[str]:
    """How often answers are right, by the confidence that a fit without documents of the same issuer gives them."""
    given = list(chain.from_iterable(_rate_fold(answers, fold) for fold in range(FOLDS)))
    first = [one for one in given if one[1].source == Source.FIRST]
    yield "| confidence | answers | mean | right |"
    yield "| --- | --- | --- | --- |"
    for low, high in pairwise(BANDS):
        band = [one for one in first if low <= one[0] < high]
        if band:
            mean = sum(confidence for confidence, _ in band) / len(band)
            right = sum(answer.is_right for _, answer in band) / len(band)
            yield f"| {low} to {high} | {len(band)} | {mean:.3f} | {right:.3f} |"
    yield ""
    yield from (_sure(given, source) for source in (Source.FIRST, Source.TUNED))


def _rate_fold(answers: list[Answer], fold: int) -> Iterator[tuple[float, Answer]]:
    """The real answers of a fold, each with the confidence by a fit on all others."""
    weights = fit(one for one in answers if one.source == Source.GENERATED or _fold_of(one.group) != fold)
    for one in answers:
        if one.source != Source.GENERATED and _fold_of(one.group) == fold:
            yield confidence_of(one.values, weights), one


def _sure(given: Collection[tuple[float, Answer]], source: Source) -> str:
    """How many answers would be called clearly read, and how many of those are wrong."""
    of_it = [one for one in given if one[1].source == source]
    sure = [answer for confidence, answer in of_it if confidence >= CLEARLY_READ]
    wrong, documents = sum(not one.is_right for one in sure), len({answer.name for _, answer in of_it})
    return (
        f"{source}: {len(sure)} of {len(of_it)} answers clearly read (from {CLEARLY_READ}), {wrong} of them wrong: "
        f"{100 * wrong / max(1, documents):.1f} per 100 documents"
    )


def _fold_of(group: str) -> int:
    return int(sha256(group.encode()).hexdigest(), 16) // 7 % FOLDS


if __name__ == "__main__":
    main()
