"""Transcripts of real layouts: the lines of a page with their places, and what the document states. Pure.

One JSON file a page, in one of two folders. Whoever changes the extractors may look at those of `development`; those of
`measured` are read, now and then, to learn how documents are read that nobody tuned for. The name of a transcript alone
decides to which it belongs (`part_of`), before anybody knows how well it is read.

A line is `[left, top, right, bottom, confidence, text]`, and behind it, where they are known, the
left and right edge of each of its words; words without places are placed by the width of their characters.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from suppliers.documents.fields import FieldName
from suppliers.documents.fields.characters import is_chinese
from suppliers.documents.reading import Box, Line, Page, Reading, Source, Word
from suppliers.documents.scoring import LabelledReading
from suppliers.documents.sniff import Kind

TRANSCRIPTS = Path(__file__).parents[2] / "tests" / "suppliers" / "documents" / "real_layouts"
DEVELOPMENT, MEASURED = "development", "measured"
SOURCES = {"ocr": Source.OCR, "text": Source.TEXT_LAYER}


def part_of(name: str) -> str:
    """Where a transcript of this name belongs: one of three is kept for measuring.

    What follows `--` tells that the same document was rendered again, as a picture: it stays with its document.
    """
    document = name.partition("--")[0]
    return DEVELOPMENT if int(sha256(document.encode()).hexdigest(), 16) % 3 else MEASURED


def issuers_in(folder: Path) -> set[str]:
    """Who issued the documents of a folder. `issued_by` is there where the page shows it and its words do not."""
    return {
        name for path in folder.glob("*.json") if (name := _issuer_in(json.loads(path.read_text(encoding="utf-8"))))
    }


def issuer_of(name: str) -> str:
    """Who issued a document of development; its own name where nobody is known."""
    path = TRANSCRIPTS / DEVELOPMENT / f"{name}.json"
    return _issuer_in(json.loads(path.read_text(encoding="utf-8"))) or name.partition("--")[0]


def _issuer_in(entry: dict[str, Any]) -> str:
    stated: str = entry.get("issued_by") or next(iter(entry["truth"].get("issuer", ())), ("",))[0]
    return stated.casefold()


def transcripts_in(folder: Path) -> Iterator[LabelledReading]:
    """Every transcript of a folder, by name."""
    for path in sorted(folder.glob("*.json")):
        yield transcript(path.stem, path.read_text(encoding="utf-8"))


def transcript(name: str, text: str) -> LabelledReading:
    entry = json.loads(text)
    source = SOURCES[entry["look"]]
    width, height = entry["size"]
    lines = tuple(_line(source, *each) for each in entry["lines"])
    return LabelledReading(
        name=name,
        look=entry["look"],
        truth={FieldName(field): tuple(map(tuple, values)) for field, values in entry["truth"].items()},
        not_judged=frozenset(map(FieldName, entry["not_judged"])),
        reading=Reading(Kind.PDF, 0, (Page(1, width, height, source=source, lines=lines),)),
    )


def _line(
    source: Source,
    left: float,
    top: float,
    right: float,
    bottom: float,
    confidence: float,
    text: str,
    edges: Sequence[Sequence[float]] = (),
) -> Line:
    words = text.split()
    places = edges if len(edges) == len(words) else list(_edges_of(words, left, right))
    return Line(
        text,
        Box(left, top, right, bottom),
        source,
        confidence,
        tuple(
            Word(word, Box(start, top, end, bottom), confidence)
            for word, (start, end) in zip(words, places, strict=True)
        ),
    )


def _edges_of(words: Sequence[str], left: float, right: float) -> Iterator[tuple[float, float]]:
    """Where each word begins and ends, if all characters are equally wide, Chinese ones twice as wide."""
    total = sum(map(_width, words)) + len(words) - 1
    unit = (right - left) / total if total else 0
    at = left
    for word in words:
        yield at, at + _width(word) * unit
        at += (_width(word) + 1) * unit


def _width(text: str) -> int:
    return sum(2 if is_chinese(char) else 1 for char in text)
