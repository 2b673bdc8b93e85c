"""Seals and handwritten signatures: what the document mentions, and that nobody here verified them. They are images, and
no program tells a genuine one from a copy; so there are only notes."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from audits.findings.case import Case
from audits.findings.finding import Finding, Severity
from audits.findings.finding_types import Topic
from audits.findings.lists import applies, pattern

TOPIC = Topic("Seals and handwritten signatures")
MAX_WORDS = 3


SEAL_NOT_CHECKED = TOPIC.declare(
    "seal_not_checked",
    Severity.NOTE,
    _(
        "The document mentions a seal or a handwritten signature (%(said)s). Whether it is there and genuine was not checked: look at the image."
    ),
)


def mentioned_seal(case: Case) -> Iterator[Finding]:
    """A document that mentions a seal or a signature: once per file, at the first place."""
    words = pattern("seals", "words")
    for document, reading in case.readings():
        mentions = [(page, line, match[0]) for page, line in reading.lines() if (match := words.search(line.text))]
        if mentions:
            page, line, _word = mentions[0]
            different = dict.fromkeys(" ".join(word.split()).casefold() for *_place, word in mentions)
            yield SEAL_NOT_CHECKED.finding_on(document, page, line.box, said=", ".join(list(different)[:MAX_WORDS]))


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


CHECKS = (mentioned_seal, red_seal)
