"""Writes the present figures into docs/reading.md: `python -m tools.labelled.docs_tables`. The text around them stays."""

from __future__ import annotations

from pathlib import Path

from suppliers.documents import scoring
from suppliers.documents.transcripts import TRANSCRIPTS, transcripts_in
from suppliers.management.commands import reading_report as report
from tools.labelled import readings_store
from tools.labelled.plan import Look, Part, documents

BEGIN, END = "<!-- real layouts -->", "<!-- end of real layouts -->"
PAGE = Path(__file__).parents[2] / "docs" / "reading.md"


def main() -> None:
    text = with_real_layouts(PAGE.read_text(encoding="utf-8"))
    for part in Part:
        heading = f"## {title(part)}\n"
        before, after = text.split(heading, 1)
        text = before + heading + section(part) + after[after.index("\n## ") :]
    PAGE.write_text(text, encoding="utf-8")


def with_real_layouts(text: str) -> str:
    """The page with the present table of the transcripts, in place of the one between the two marks."""
    before, rest = text.split(BEGIN, 1)
    return before + BEGIN + "\n" + real_layouts() + "\n" + END + rest.split(END, 1)[1]


def real_layouts() -> str:
    documents_read = list(transcripts_in(TRANSCRIPTS))
    kinds = report.kinds_in(readings_store.FOLDER)
    tallies, _ = scoring.scores(documents_read, kinds, at_least=report.FILLED_FROM)
    lines = [f"{len(documents_read)} transcripts, proposals from {report.FILLED_FROM}:", "", *report.table(tallies)]
    return "\n".join([*lines, "", report.wrongly_sure(documents_read, kinds)])


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
