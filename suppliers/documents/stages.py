"""The stages of reading: one sandbox job each, with its own limits. An answer of another shape counts as a failure."""

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
"""OCR maps more memory than it holds: 0.9 GiB for 0.6 held. Its seconds are multiplied by the number of pages."""

OCR_SLOTS = BoundedSemaphore(2)
SLOTS: dict[StageName, AbstractContextManager[object]] = {
    StageName.COMPARISON: OCR_SLOTS,
    StageName.OCR: OCR_SLOTS,
}
"""How many OCR jobs of one worker run at once: OCR holds the most memory. Waiting does not count as their time."""


@dataclass(frozen=True)
class PageTextLayer:
    """A page's text layer, and the share of the page (0 to 1) that its largest picture covers.

    `invisible`: the share of its characters that are not rendered. `pictures`: the places of the larger ones.
    """

    lines: tuple[Line, ...] = ()
    covered: float = 0.0
    invisible: float = 0.0
    pictures: tuple[Box, ...] = ()


@dataclass(frozen=True)
class TextLayers:
    """The text layers of a file; `is_whole` is false where a long file was cut off."""

    pages: tuple[PageTextLayer, ...]
    is_whole: bool


@dataclass(frozen=True)
class PdfContents:
    """What a PDF holds in addition to its pages."""

    metadata: Metadata
    structure: Structure
    has_signatures: bool


@dataclass(frozen=True)
class SignatureChecks:
    """The checked signatures; `unlisted` counts those beyond the limit."""

    signatures: tuple[Signature, ...]
    unlisted: int


@dataclass(frozen=True)
class PageAppearance:
    """What a page image shows in addition to text."""

    barcodes: tuple[Barcode, ...]
    fingerprint: str
    rotated_fingerprints: tuple[str, ...] = ()
    is_coloured: bool | None = None
    red: Box | None = None


@dataclass(frozen=True)
class Appearances:
    """One `PageAppearance` for each page, in order."""

    pages: tuple[PageAppearance, ...]


@dataclass(frozen=True)
class OcrPage:
    """What OCR read on a page image; `rotation` is how far the image was rotated for it, in degrees clockwise."""

    lines: tuple[Line, ...]
    confidence: float
    rotation: int


@dataclass(frozen=True)
class OcrPages:
    """One `OcrPage` for each page that was read, in order."""

    pages: tuple[OcrPage, ...]


@dataclass(frozen=True)
class Spot:
    """What OCR read at one place of a page image; `is_blank` where there is no ink at all."""

    text: str
    confidence: float
    is_blank: bool


@dataclass(frozen=True)
class PageSpots:
    """The requested places of one page, in order."""

    spots: tuple[Spot, ...]


@dataclass(frozen=True)
class SpotPages:
    """One `PageSpots` for each page, in order."""

    pages: tuple[PageSpots, ...]


def run_on_file(
    name: StageName,
    kind: type[T],
    source: Path | bytes,
    params: dict[str, object],
    limits: Limits | None = None,
    job: str = "",
) -> tuple[T | None, Stage]:
    """Run a stage on the file itself: its result or None, and the `Stage` with outcome and reason."""
    with SLOTS.get(name, nullcontext()):
        run = sandbox.run_measured(
            f"suppliers.documents.child.{job or JOBS[name]}", source, params, limits or LIMITS[name]
        )
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
    name: StageName,
    kind: type[T],
    pages: Sequence[PageImage],
    limits: Limits | None = None,
    *,
    job: str = "",
    **params: object,
) -> tuple[T | None, Stage]:
    """Run a stage, or this job of it, on our own page images, handed over as one byte string with their `sizes`."""
    images = [page.image.data for page in pages]
    sizes = [len(image) for image in images]
    value, stage = run_on_file(name, kind, b"".join(images), {"sizes": sizes, **params}, limits, job)
    if value is not None and len(value.pages) != len(pages):  # type: ignore[attr-defined]
        return None, Stage(name, Outcome.FAILED, str(Code.UNREADABLE), stage.seconds, stage.memory)
    return value, stage
