"""The tables of findings in docs/findings.md, generated from their declarations."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils import translation

from audits.findings.checking import TOPICS
from audits.findings.finding_types import FindingType
from suppliers.sentences.reasons import RevisionReason

BEGIN, END = "<!-- generated: begin -->", "<!-- generated: end -->"
BETWEEN_MARKS = re.compile(f"{re.escape(BEGIN)}.*?{re.escape(END)}", re.DOTALL)
PARAMETER = re.compile(r"%\((\w+)\)s")


class MarksMissing(Exception):
    """The document has no place for the tables."""


def tables() -> str:
    """A section with a table for each topic, in English."""
    with translation.override("en"):
        return "\n".join(line for topic in TOPICS for line in (*_header(topic.title), *map(_row, topic.types), ""))


def with_tables(document: str) -> str:
    """The document with current tables between its marks. Raises MarksMissing."""
    if not BETWEEN_MARKS.search(document):
        raise MarksMissing
    return BETWEEN_MARKS.sub(lambda _match: f"{BEGIN}\n\n{tables()}\n{END}", document)


def _header(title: str) -> Iterator[str]:
    yield from (
        f"### {title}",
        "",
        "| code | severity, at most | sentence | reason for a revision |",
        "|---|---|---|---|",
    )


def _row(declared: FindingType) -> str:
    sentence = PARAMETER.sub(r"*\1*", str(declared.sentence)).replace("%%", "%").replace("|", "\\|")
    reason = "never disclosed" if declared.is_confidential else _reason_in_words(declared.reason)
    return f"| `{declared.code}` | {declared.severity} | {sentence} | {reason} |"


def _reason_in_words(reason: RevisionReason) -> str:
    return "in words" if reason is RevisionReason.OTHER else f"`{reason.value}`"
