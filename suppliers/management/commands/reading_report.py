"""Precision and recall of field extraction: on transcripts of real layouts, then on the stored readings of generated
documents, there also per look; on request, on what auditors approved."""

import gzip
import json
from argparse import ArgumentParser
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from suppliers.documents import packing, scoring
from suppliers.documents.fields import FieldName, Fields, KindFacts
from suppliers.documents.scoring import LabelledReading, Mistake, Scores, Tally
from suppliers.documents.transcripts import DEVELOPMENT, MEASURED, TRANSCRIPTS, issuers_in, transcripts_in
from suppliers.readings.decided import DecidedReading, decided_readings
from suppliers.readings.field_proposals import CLEARLY_READ, FILLED_FROM
from suppliers.readings.jobs import known_kinds

KINDS_FILE, READINGS = "kinds.json", ".jsonl.gz"
REAL_LAYOUTS, REAL_LAYOUTS_MEASURED = "real-layouts", "real-layouts-measured"
REAL_PARTS = {REAL_LAYOUTS: TRANSCRIPTS / DEVELOPMENT, REAL_LAYOUTS_MEASURED: TRANSCRIPTS / MEASURED}
"""Transcripts that one may look at, and those that are kept for measuring."""

HEADS = ["precision", "recall"]


class Command(BaseCommand):
    help = "Print precision and recall of the fields that are proposed from labelled readings."

    def add_arguments(self, parser: ArgumentParser) -> None:
        kept = Path(settings.BASE_DIR) / "tests" / "labelled" / "readings"
        parser.add_argument("folder", nargs="?", type=Path, default=kept, help="readings (*.jsonl.gz) with kinds.json")
        parser.add_argument(
            "--part",
            help="one part only: real-layouts, development, known-families or, on this request alone, "
            "real-layouts-measured",
        )
        parser.add_argument(
            "--decided",
            action="store_true",
            help="instead: the approved documents of companies that allow it, by kind, issuer and month",
        )
        parser.add_argument("--look", help="documents of one look only: ocr, text, clean, phone, skew, stamp, low")
        parser.add_argument(
            "--at-least", type=float, default=FILLED_FROM, help="proposals with less confidence do not count"
        )
        parser.add_argument(
            "--mistakes", action="store_true", help="list each field that was read incorrectly or not at all"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["mistakes"] and options["part"] == REAL_LAYOUTS_MEASURED:
            raise CommandError("Mistakes in the measured layouts are not listed: who sees them tunes for them.")
        if options["decided"]:
            self._write(decided_report(list(decided_readings()), known_kinds(), at_least=options["at_least"]))
            return
        kinds = kinds_in(options["folder"])
        for part in [options["part"]] if options["part"] else [REAL_LAYOUTS, *parts_in(options["folder"])]:
            documents = [one for one in documents_in(options["folder"], part) if options["look"] in (None, one.look)]
            extracted = list(scoring.extracted(documents, kinds))
            tallies, mistakes = scoring.scores_of(extracted, at_least=options["at_least"])
            unread = sum(one.reading is None for one in documents)
            self.stdout.write(
                f"\n{part}: {len(documents)} documents, {unread} unreadable; proposals from {options['at_least']}"
            )
            if part in REAL_PARTS:
                self._write([issuers(part), *rows_with_counts(tallies), wrongly_sure(extracted)])
            else:
                self._write([*table(tallies), *targets(tallies)])
            if options["mistakes"]:
                self._write(map(in_words, mistakes))

    def _write(self, lines: Iterable[str]) -> None:
        for line in lines:
            self.stdout.write(line)


def decided_report(
    decided: Sequence[DecidedReading], kinds: Mapping[str, KindFacts], *, at_least: float
) -> Iterator[str]:
    """The whole, then right / proposed and right / stated over all fields for each kind, issuer and month."""
    extracted = list(scoring.extracted([one.document for one in decided], kinds))
    yield f"approved documents of companies that allow it: {len(extracted)}"
    if not extracted:
        return
    yield from rows_with_counts(scoring.scores_of(extracted, at_least=at_least)[0])
    yield wrongly_sure(extracted)
    groups: tuple[tuple[str, Callable[[DecidedReading], str]], ...] = (
        ("kind", lambda one: one.kind),
        ("issuer", lambda one: one.issuer),
        ("month", lambda one: f"{one.month:%Y-%m}"),
    )
    for name, value_of in groups:
        yield row(name, ["documents", *HEADS])
        yield row("---", ["---"] * 3)
        values = [value_of(one) for one in decided]
        for value in sorted(set(values)):
            group = [read for read, of_it in zip(extracted, values, strict=True) if of_it == value]
            tallies, _ = scoring.scores_of(group, at_least=at_least)
            yield row(value or "-", [str(len(group)), *shares(sum(tallies.values(), Tally()))])


def documents_in(folder: Path, part: str) -> Iterator[LabelledReading]:
    """The transcripts, which come first since nobody here designed their layouts, or one part of the readings."""
    return transcripts_in(REAL_PARTS[part]) if part in REAL_PARTS else readings_in(folder, part)


def issuers(part: str) -> str:
    """How many different bodies, laboratories, authorities and makers issued these documents."""
    return f"issuers: {len(issuers_in(REAL_PARTS[part]))}"


def wrongly_sure(extracted: Collection[tuple[LabelledReading, Fields]]) -> str:
    """How many values are wrong although the form would call them clearly read."""
    tallies, _ = scoring.scores_of(extracted, at_least=CLEARLY_READ)
    wrong = sum(one.given - one.right for one in tallies.values())
    return (
        f"wrong values that would be called clearly read: {wrong}, {100 * wrong / len(extracted):.1f} per 100 documents"
    )


def rows_with_counts(tallies: Scores) -> Iterator[str]:
    """Rows of a Markdown table: a field per row, right / proposed and right / stated over all looks. So few documents
    show counts next to each share."""
    yield row("field", HEADS)
    yield row("---", ["---"] * 2)
    for field in FieldName:
        yield row(field, shares(scoring.total_over_looks(tallies, field)))


def shares(tally: Tally) -> list[str]:
    """Precision and recall, each with its counts."""
    return [
        f"{tally.right}/{tally.given} = {share(tally.precision)}",
        f"{tally.right}/{tally.wanted} = {share(tally.recall)}",
    ]


def kinds_in(folder: Path) -> Mapping[str, KindFacts]:
    """The kinds of documents that belong to the readings."""
    try:
        content = json.loads((folder / KINDS_FILE).read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise CommandError(f"{folder} has no {KINDS_FILE}.") from error
    return {name: packing.unpack(KindFacts, facts) for name, facts in content.items()}


def parts_in(folder: Path) -> list[str]:
    """The names of the parts that have readings."""
    return sorted(path.name.removesuffix(READINGS).replace("_", "-") for path in folder.glob(f"*{READINGS}"))


def readings_in(folder: Path, part: str) -> Iterator[LabelledReading]:
    """The labelled readings of one part."""
    path = folder / f"{part.replace('-', '_')}{READINGS}"
    if not path.exists():
        raise CommandError(f"{folder} has no {path.name}.")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from scoring.labelled_readings(lines)


def table(tallies: Scores) -> Iterator[str]:
    """Rows of a Markdown table: a field per row, a look per column; precision / recall (number of labelled values)."""
    looks = sorted({look for _, look in tallies})
    yield row("precision / recall (of)", [*looks, "all"])
    yield row("---", ["---"] * (len(looks) + 1))
    for field in FieldName:
        tallied = [*(tallies.get((field, look), Tally()) for look in looks), scoring.total_over_looks(tallies, field)]
        yield row(field, map(cell, tallied))


def row(name: str, cells: Iterable[str]) -> str:
    return f"| {name:23} | " + " | ".join(f"{one:19}" for one in cells) + " |"


def cell(tally: Tally) -> str:
    return f"{share(tally.precision)} / {share(tally.recall)} ({tally.wanted})"


def share(value: float | None) -> str:
    """Three digits, rounded down, so that no target looks met by rounding."""
    return "-" if value is None else f"{int(value * 1000) / 1000:.3f}"


def targets(tallies: Scores) -> Iterator[str]:
    """A line for each target, with the figures and whether they meet it."""
    for target in scoring.TARGETS:
        for field in target.fields:
            tally = tallies.get((field, target.look), Tally())
            verdict = {True: "met", False: "MISSED", None: "no such documents"}[scoring.meets_target(tally, target)]
            asked = f"precision >= {target.precision}, recall >= {target.recall}"
            yield f"target on {target.look}: {field} {asked}: {cell(tally)}: {verdict}"


def in_words(mistake: Mistake) -> str:
    wanted, given = (" | ".join(values) or "nothing" for values in (mistake.wanted, mistake.given))
    return f"{mistake.name} {mistake.field}: {wanted} read as {given}"
