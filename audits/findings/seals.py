"""Seals and signatures in ink: what the document says of them, and that nobody here checked them. They are pictures, and no
program tells a true one from a copy; so there are notes, and never more."""

from __future__ import annotations

from collections.abc import Iterator

from audits.findings.case import Case, found_on
from audits.findings.finding import Finding, Severity
from audits.findings.lists import applies, pattern

MOST_WORDS = 3


def spoken_of(case: Case) -> Iterator[Finding]:
    """A document that speaks of a seal or a signature: said once of a file, at the first place."""
    words = pattern("seals", "words")
    for document, reading in case.readings():
        said = [(page, line, found[0]) for page, line in reading.lines() if (found := words.search(line.text))]
        if said:
            page, line, _word = said[0]
            different = list(dict.fromkeys(" ".join(word.split()).casefold() for *_place, word in said))
            yield found_on(
                "seal_not_checked", Severity.NOTE, document, page, line.box, said=", ".join(different[:MOST_WORDS])
            )


def red_seal(case: Case) -> Iterator[Finding]:
    """Documents that bear an authority's red seal, on pictures in colour that show nothing red of its size. Of a grey scan
    nothing is said, nor of a picture of which nobody knows."""
    if not applies("seals", case.kind.id):
        return
    for document, reading in case.readings():
        pages = reading.pages
        if pages and all(page.is_coloured for page in pages) and not any(page.red for page in pages):
            yield found_on("no_red_seal", Severity.NOTE, document, pages[0])


CHECKS = (spoken_of, red_seal)
