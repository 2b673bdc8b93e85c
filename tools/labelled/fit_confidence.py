"""Fits the weights of the confidence: `python -m tools.labelled.fit_confidence`; `--check` only prints the reliability.

`--decided` learns also from what auditors approved, of companies that allow it; these documents count like transcripts and
stay in this installation. The weights before are kept next to the new ones, and `--restore` puts them back.

Each answer on the transcripts of development and on every eighth generated document is right or wrong. Generated ones
count half as much as real ones in all. The reliability is that of documents left out of five fits.
"""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice, pairwise
from pathlib import Path

import numpy as np
import yaml

from suppliers.documents import scoring
from suppliers.documents.fields import FieldName, KindFacts, Proposal
from suppliers.documents.fields.calibration import FILLS, confidence_of, features
from suppliers.documents.fields.extract import scored_fields
from suppliers.documents.scoring import LabelledReading
from suppliers.documents.transcripts import DEVELOPMENT, TRANSCRIPTS, transcripts_in
from suppliers.documents.vocabulary import files
from suppliers.management.commands import reading_report as report
from suppliers.readings.decided import decided_readings
from suppliers.readings.field_proposals import CLEARLY_READ
from suppliers.readings.jobs import known_kinds
from tools.labelled import readings_store

EVERY, SHARE_OF_GENERATED, PENALTY, ROUNDS, FOLDS = 8, 0.5, 0.3, 30, 5
BANDS = (0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 1.0)
CONFIDENCE, CONFIDENCE_BEFORE = "confidence.yaml", "confidence.before.yaml"
HEAD = "# Weights of the confidence (fields/calibration.py), written by `python -m tools.labelled.fit_confidence`.\n"


@dataclass(frozen=True)
class Answer:
    """One answer with its features; `is_real`: on a transcript of a real layout."""

    name: str
    values: dict[str, float]
    is_right: bool
    is_real: bool


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
    generated = report.readings_in(readings_store.FOLDER, "development")
    for documents, is_real in (
        (transcripts_in(TRANSCRIPTS / DEVELOPMENT), True),
        (islice(generated, 0, None, EVERY), False),
    ):
        for document in documents:
            yield from _answers_on(document, kinds, is_real=is_real)


def decided_answers() -> Iterator[Answer]:
    """Those on documents that auditors approved, of companies that said yes to this use."""
    kinds = known_kinds()
    for decided in decided_readings():
        yield from _answers_on(decided.document, kinds, is_real=True)


def _answers_on(document: LabelledReading, kinds: Mapping[str, KindFacts], *, is_real: bool) -> Iterator[Answer]:
    if document.reading is None:
        return
    fields, is_ocr = scored_fields(document.reading, kinds)
    for field in FieldName:
        if field not in document.not_judged:
            for one in scoring.answers(fields, field, at_least=FILLS):
                values = features(one, fields, is_ocr=is_ocr)
                yield Answer(document.name, values, _is_right(document, one), is_real)


def _is_right(document: LabelledReading, one: Proposal) -> bool:
    return scoring.tally_of(one.field, [one], document.truth.get(one.field, ())).right == 1


def fit(answers: Iterable[Answer]) -> dict[str, float]:
    """Logistic regression with a penalty on all weights but the base, by Newton's method."""
    every = list(answers)
    names = sorted({name for one in every for name in one.values})
    table = np.array([[one.values.get(name, 0.0) for name in names] for one in every])
    right = np.array([float(one.is_right) for one in every])
    real = sum(one.is_real for one in every)
    share = SHARE_OF_GENERATED * real / max(1, len(every) - real)
    weight = np.array([1.0 if one.is_real else share for one in every])
    penalty = np.diag([0.01 if name == "base" else PENALTY for name in names])
    found = np.zeros(len(names))
    for _ in range(ROUNDS):
        likely = 1 / (1 + np.exp(-table @ found))
        slope = table.T @ (weight * (right - likely)) - penalty @ found
        curve = (table * (weight * likely * (1 - likely))[:, None]).T @ table + penalty
        found = found + np.linalg.solve(curve, slope)
    return {name: round(float(value), 3) for name, value in zip(names, found, strict=True)}


def reliability(answers: list[Answer]) -> Iterator[str]:
    """How often answers on real layouts are right, by the confidence that a fit without their documents gives them."""
    given: list[tuple[float, bool]] = []
    for fold in range(FOLDS):
        weights = fit(one for one in answers if _fold_of(one.name) != fold)
        given += [
            (confidence_of(one.values, weights), one.is_right)
            for one in answers
            if one.is_real and _fold_of(one.name) == fold
        ]
    yield "| confidence | answers | mean | right |"
    yield "| --- | --- | --- | --- |"
    for low, high in pairwise(BANDS):
        band = [one for one in given if low <= one[0] < high]
        if band:
            mean = sum(one[0] for one in band) / len(band)
            right = sum(one[1] for one in band) / len(band)
            yield f"| {low} to {high} | {len(band)} | {mean:.3f} | {right:.3f} |"
    wrong = sum(not is_right for confidence, is_right in given if confidence >= CLEARLY_READ)
    yield ""
    yield f"wrong answers from {CLEARLY_READ}: {wrong} of {sum(one[0] >= CLEARLY_READ for one in given)}"


def _fold_of(name: str) -> int:
    return int(sha256(name.encode()).hexdigest(), 16) // 3 % FOLDS


if __name__ == "__main__":
    main()
