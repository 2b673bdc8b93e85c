"""Writes the present figures into docs/reading.md: `python -m tools.labelled.docs_tables`. The text around them stays.

With `--real` only those of the real layouts, in seconds; with `--measured` also those that are kept for measuring.
"""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

from suppliers.documents import scoring
from suppliers.management.commands import reading_report as report
from tools.labelled import readings_store
from tools.labelled.plan import Look, Part, documents

BEGIN, END = "<!-- real layouts -->", "<!-- end of real layouts -->"
BEGIN_MEASURED, END_MEASURED = "<!-- measured layouts -->", "<!-- end of measured layouts -->"
PAGE = Path(__file__).parents[2] / "docs" / "reading.md"


def main() -> None:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--real", action="store_true", help="only the real layouts that one may look at")
    parser.add_argument("--measured", action="store_true", help="also the real layouts that are kept for measuring")
    options = parser.parse_args()
    text = between(PAGE.read_text(encoding="utf-8"), BEGIN, real_layouts(report.REAL_LAYOUTS), END)
    if options.measured:
        text = between(text, BEGIN_MEASURED, real_layouts(report.REAL_LAYOUTS_MEASURED), END_MEASURED)
    for part in () if options.real else Part:
        heading = f"## {title(part)}\n"
        before, after = text.split(heading, 1)
        text = before + heading + section(part) + after[after.index("\n## ") :]
    PAGE.write_text(text, encoding="utf-8")


def between(text: str, begin: str, present: str, end: str) -> str:
    """The page with the present figures, in place of those between the two marks."""
    before, rest = text.split(begin, 1)
    return before + begin + "\n" + present + "\n" + end + rest.split(end, 1)[1]


def real_layouts(part: str) -> str:
    kinds = report.kinds_in(readings_store.FOLDER)
    extracted = list(scoring.extracted(report.documents_in(readings_store.FOLDER, part), kinds))
    tallies, _ = scoring.scores_of(extracted, at_least=report.FILLED_FROM)
    head = f"{len(extracted)} transcripts, {report.issuers(part)}; proposals from {report.FILLED_FROM}:"
    return "\n".join([head, "", *report.rows_with_counts(tallies), "", report.wrongly_sure(extracted)])


def title(part: Part) -> str:
    return part.replace("-", " ").capitalize()


def section(part: Part) -> str:
    """How many documents, the table, and each target with its figure."""
    readings = list(report.readings_in(readings_store.FOLDER, part))
    tallies, _ = scoring.scores(readings, report.kinds_in(readings_store.FOLDER), at_least=report.FILLED_FROM)
    lines = [counts(part, [one.look for one in readings]), "", *report.table(tallies)]
    return "\n".join([*lines, "", *(f"- {line}" for line in report.targets(tallies)), ""])


def counts(part: Part, looks: list[str]) -> str:
    """How many of the planned documents have been read, look by look."""
    planned = [document.look for document in documents() if document.part == part]
    shares = ", ".join(f"{look} {looks.count(look)} of {planned.count(look)}" for look in Look)
    return f"\n{len(looks)} of {len(planned)} planned documents are read: {shares}."


if __name__ == "__main__":
    main()
