"""The stages of reading: each one job in a child with its own limits, its answer believed only when it has the shape."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from threading import BoundedSemaphore
from typing import TypeVar

from suppliers.documents import sandbox
from suppliers.documents.packing import Unfit, unpack
from suppliers.documents.protocol import Limits
from suppliers.documents.reading import Barcode, Box, Line, Metadata, Outcome, Signature, Stage, StageName, Structure
from suppliers.documents.results import Code, PageImage, Refused

T = TypeVar("T")
MIB = 1024**2
JOBS = {
    StageName.TEXT_LAYER: "text_layer:layer",
    StageName.STRUCTURE: "structure:inspect",
    StageName.SIGNATURES: "signatures:check",
    StageName.BARCODES: "barcodes:find",
    StageName.COMPARISON: "ocr:spots",
    StageName.OCR: "ocr:lines",
}
LIMITS = {
    StageName.TEXT_LAYER: Limits(seconds=15, memory=512 * MIB, output=32 * MIB),
    StageName.STRUCTURE: Limits(seconds=10, memory=512 * MIB, output=4 * MIB),
    StageName.SIGNATURES: Limits(seconds=20, memory=512 * MIB, output=4 * MIB),
    StageName.BARCODES: Limits(seconds=30, memory=512 * MIB, output=4 * MIB),
    StageName.COMPARISON: Limits(seconds=30, memory=2048 * MIB, output=4 * MIB),
    StageName.OCR: Limits(seconds=120, memory=2048 * MIB, output=32 * MIB),
}
"""OCR maps far more memory than it holds: some 0.9 GiB are mapped for 0.6 held. It gets its time for each page."""

OCR_SLOTS = BoundedSemaphore(2)
SLOTS: dict[StageName, AbstractContextManager[object]] = {
    StageName.COMPARISON: OCR_SLOTS,
    StageName.OCR: OCR_SLOTS,
}
"""How many children of one worker do this at once: OCR holds more memory than all else. Waiting is not their time."""


@dataclass(frozen=True)
class PageTextLayer:
    """A page's text layer, and the share of the page that its largest picture covers."""

    lines: tuple[Line, ...] = ()
    covered: float = 0.0


@dataclass(frozen=True)
class TextLayers:
    """The text layers of a file; `is_whole` unless it was too long for all of it."""

    pages: tuple[PageTextLayer, ...]
    is_whole: bool


@dataclass(frozen=True)
class PdfContents:
    """What a PDF holds besides its pages."""

    metadata: Metadata
    structure: Structure
    has_signatures: bool


@dataclass(frozen=True)
class SignatureChecks:
    """The signatures that were checked, and how many more there are."""

    signatures: tuple[Signature, ...]
    unlisted: int


@dataclass(frozen=True)
class PageAppearance:
    """What is on a page's picture besides words."""

    barcodes: tuple[Barcode, ...]
    fingerprint: str
    turns: tuple[str, ...] = ()
    is_coloured: bool | None = None
    red: Box | None = None


@dataclass(frozen=True)
class Appearances:
    """The same for each page."""

    pages: tuple[PageAppearance, ...]


@dataclass(frozen=True)
class OcrPage:
    """What OCR made of a page's picture."""

    lines: tuple[Line, ...]
    confidence: float
    turned: int


@dataclass(frozen=True)
class OcrPages:
    """The same for each page."""

    pages: tuple[OcrPage, ...]


@dataclass(frozen=True)
class Spot:
    """What one place on a page's picture reads: nothing at all where it is blank."""

    text: str
    confidence: float
    is_blank: bool


@dataclass(frozen=True)
class PageSpots:
    """The places that were asked for on one page, in their order."""

    spots: tuple[Spot, ...]


@dataclass(frozen=True)
class SpotPages:
    """The same for each page."""

    pages: tuple[PageSpots, ...]


def run_on_file(
    name: StageName, kind: type[T], source: Path | bytes, params: dict[str, object], limits: Limits | None = None
) -> tuple[T | None, Stage]:
    """Do a stage on the file itself: what it found, or nothing with the reason."""
    with SLOTS.get(name, nullcontext()):
        run = sandbox.run_measured(f"suppliers.documents.child.{JOBS[name]}", source, params, limits or LIMITS[name])
    value: T | None = None
    reason = Code.UNREADABLE
    if isinstance(run.result, Refused):
        reason = run.result.code
    else:
        try:
            value = unpack(kind, dict(run.result.facts))
        except Unfit:
            value = None
    outcome = Outcome.FAILED if value is None else Outcome.DONE
    took = round(run.seconds, 3)
    return value, Stage(name, outcome, "" if value is not None else str(reason), took, run.memory)


def run_on_images(
    name: StageName, kind: type[T], pages: Sequence[PageImage], limits: Limits | None = None, **params: object
) -> tuple[T | None, Stage]:
    """Do a stage on our own page images."""
    images = [page.image.data for page in pages]
    sizes = [len(image) for image in images]
    value, stage = run_on_file(name, kind, b"".join(images), {"sizes": sizes, **params}, limits)
    if value is not None and len(value.pages) != len(pages):  # type: ignore[attr-defined]
        return None, Stage(name, Outcome.FAILED, str(Code.UNREADABLE), stage.seconds, stage.memory)
    return value, stage
