"""Seals and handwritten signatures: what the document mentions, and that nobody here verified them. They are images, and
no program tells a genuine one from a copy; so there are only facts and a note."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from audits.findings.case import Case
from audits.findings.finding import Finding, Severity
from audits.findings.finding_types import Topic
from audits.findings.lists import applies, pattern
from suppliers.documents.reading import Box, Reading

TOPIC = Topic("Seals and handwritten signatures")
MAX_WORDS = 3


@dataclass(frozen=True)
class Mention:
    """Words for a seal or a signature on a document: the first place, and the different words."""

    page: int
    box: Box
    words: tuple[str, ...]


def mentioned_seal(reading: Reading) -> Mention | None:
    """A seal or a signature that the document mentions. On a third of all genuine documents: a fact, and no finding."""
    words = pattern("seals", "words")
    mentions = [(page, line, match[0]) for page, line in reading.lines() if (match := words.search(line.text))]
    if not mentions:
        return None
    page, line, _word = mentions[0]
    different = dict.fromkeys(" ".join(word.split()).casefold() for *_place, word in mentions)
    return Mention(page.number, line.box, tuple(different)[:MAX_WORDS])


NO_RED_SEAL = TOPIC.declare(
    "no_red_seal",
    Severity.NOTE,
    _(
        "No red seal was found on the page images, although such documents carry one. It may be pale or elsewhere: please look."
    ),
)


def red_seal(case: Case) -> Iterator[Finding]:
    """Documents that carry the red seal of an authority, in colour, without anything red of its size. Grey scans, and
    pages whose colour is unknown, are no finding."""
    if not applies("seals", case.kind.id):
        return
    for document, reading in case.readings():
        pages = reading.pages
        if pages and all(page.is_coloured for page in pages) and not any(page.red for page in pages):
            yield NO_RED_SEAL.finding_on(document, pages[0])


CHECKS = (red_seal,)
