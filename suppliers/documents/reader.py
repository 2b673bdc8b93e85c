"""From a file to its `Reading`: every stage in a child of its own, so that one that fails takes nothing with it."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from importlib.metadata import version
from itertools import zip_longest
from pathlib import Path
from queue import SimpleQueue

from suppliers.documents import comparison, render, stages
from suppliers.documents.agreement import agreement, plain
from suppliers.documents.reading import Line, Outcome, Page, Reading, Source, Stage, StageName
from suppliers.documents.results import PageImage, Refused, Rendered
from suppliers.documents.sniff import Kind
from suppliers.documents.stages import AllPrinted, AllSeen, Inside, Layer, Layers, Printed, Signed

LIBRARIES = ("pypdfium2", "pikepdf", "pyhanko", "zxing-cpp", "rapidocr", "onnxruntime")
MAX_SIGNS = 300_000
MAX_READ_PAGES = 10
"""How many pages OCR reads: what a certificate proves stands on the first ones."""

ENOUGH_SIGNS = 30
"""A page with fewer letters and digits in its text layer is read from its picture."""

SCAN = 0.6
"""A page that one picture covers to this share is a scan: its text layer is somebody's reading of it, not the document."""

SAME = 0.6
"""Below this agreement the picture is believed and the text layer is kept aside."""


class Ocr(StrEnum):
    """When pages are read from their pictures."""

    WHERE_NEEDED = "where-needed"
    COMPARE = "compare"
    NEVER = "never"


Told = Callable[[Stage], object]


@dataclass(frozen=True)
class Job:
    """One file to read: what `read` was asked for."""

    source: Path | bytes
    kind: Kind
    at: datetime
    ocr: Ocr
    roots: str
    told: Told


def read(
    source: Path | bytes,
    *,
    at: datetime,
    rendered: Rendered | None = None,
    ocr: Ocr = Ocr.WHERE_NEEDED,
    roots: str = "",
    told: Told | None = None,
) -> Reading | Refused:
    """Everything that can be read in a file; refused only when its pages cannot be drawn.

    `rendered` saves drawing them again. `roots` are certificates (PEM) that may vouch for signers, judged at `at`.
    With `Ocr.COMPARE` the first page is read from its picture even where its text layer looks sound. `told` hears of
    each stage as it ends, in the caller's thread.
    """
    kind = rendered.kind if rendered else render.judge(source)
    if isinstance(kind, Refused):
        return kind
    heard: SimpleQueue[Stage | None] = SimpleQueue()
    job = Job(source, kind, at, ocr, roots, heard.put)
    with ThreadPoolExecutor(1) as beside:
        whole = beside.submit(_read, job, rendered)
        whole.add_done_callback(lambda _: heard.put(None))
        for stage in iter(heard.get, None):
            if told:
                told(stage)
    return whole.result()


def _read(job: Job, rendered: Rendered | None) -> Reading | Refused:
    with ThreadPoolExecutor(3) as beside:
        layers_to_come = beside.submit(_layers, job)
        inside_to_come = beside.submit(_inside, job)
        drawn = rendered or render.pages(job.source)
        if isinstance(drawn, Refused):
            return _refused(drawn, layers_to_come.result()[1], *inside_to_come.result()[2])
        drawing = Stage(StageName.PAGES, Outcome.DONE, "", round(drawn.seconds, 3), drawn.memory)
        job.told(drawing)
        seen_to_come = beside.submit(_seen, job, drawn)
        layers, layers_stage = layers_to_come.result()
        pages, comparison_stage, ocr_stage = _worded(job, drawn.pages, layers)
        inside, signed, inside_stages = inside_to_come.result()
        seen, seen_stage = seen_to_come.result()
    return Reading(
        kind=job.kind,
        size=len(job.source) if isinstance(job.source, bytes) else job.source.stat().st_size,
        pages=_coded(pages, seen),
        metadata=inside.metadata if inside else None,
        structure=inside.structure if inside else None,
        signatures=signed.signatures if signed else (),
        stages=(drawing, layers_stage, *inside_stages, seen_stage, comparison_stage, ocr_stage),
        engines={name: version(name) for name in LIBRARIES},
    )


def _refused(drawn: Refused, *beside: Stage) -> Refused:
    """The refusal, with the most memory that any of the children held."""
    return replace(drawn, memory=max(drawn.memory, *(stage.memory for stage in beside)))


def _layers(job: Job) -> tuple[Layers | None, Stage]:
    layers: Layers | None = None
    if job.kind != Kind.PDF:
        stage = Stage(StageName.TEXT_LAYER, Outcome.NOT_NEEDED, "not-a-pdf")
    else:
        params: dict[str, object] = {"max_pages": render.MAX_PAGES, "max_signs": MAX_SIGNS}
        layers, stage = stages.on_file(StageName.TEXT_LAYER, Layers, job.source, params)
    if layers and not layers.is_whole:
        stage = replace(stage, outcome=Outcome.PARTLY, reason="first-pages-only")
    job.told(stage)
    return layers, stage


def _seen(job: Job, drawn: Rendered) -> tuple[AllSeen | None, Stage]:
    seen, stage = stages.on_pictures(StageName.BARCODES, AllSeen, drawn.pages)
    job.told(stage)
    return seen, stage


def _inside(job: Job) -> tuple[Inside | None, Signed | None, tuple[Stage, Stage]]:
    """Structure, and signatures where there are some, or where that could not be found out."""
    inside, structure = _structure(job)
    job.told(structure)
    signed, signatures = _signatures(job, inside)
    job.told(signatures)
    return inside, signed, (structure, signatures)


def _structure(job: Job) -> tuple[Inside | None, Stage]:
    if job.kind != Kind.PDF:
        return None, Stage(StageName.STRUCTURE, Outcome.NOT_NEEDED, "not-a-pdf")
    return stages.on_file(StageName.STRUCTURE, Inside, job.source, {"max_pages": render.MAX_PAGES})


def _signatures(job: Job, inside: Inside | None) -> tuple[Signed | None, Stage]:
    if job.kind != Kind.PDF:
        return None, Stage(StageName.SIGNATURES, Outcome.NOT_NEEDED, "not-a-pdf")
    if inside and not inside.has_signatures:
        return None, Stage(StageName.SIGNATURES, Outcome.NOT_NEEDED, "no-signature-fields")
    params: dict[str, object] = {"roots": job.roots, "at": job.at.isoformat()}
    signed, stage = stages.on_file(StageName.SIGNATURES, Signed, job.source, params)
    if signed and signed.unlisted:
        stage = replace(stage, outcome=Outcome.PARTLY, reason="first-signatures-only")
    return signed, stage


def _worded(job: Job, images: tuple[PageImage, ...], layers: Layers | None) -> tuple[tuple[Page, ...], Stage, Stage]:
    """The pages with their words, from the text layer, from the picture, or from both."""
    held = layers.pages[: len(images)] if layers else ()
    pages = tuple(_page(image, layer or Layer()) for image, layer in zip_longest(images, held))
    pages, compared = _compared(pages, images, held, job.ocr)
    job.told(compared)
    pages, read = _with_ocr(pages, images, held, job.ocr)
    job.told(read)
    return pages, compared, read


def _page(image: PageImage, layer: Layer) -> Page:
    return Page(
        number=image.number,
        width=image.image.width,
        height=image.image.height,
        source=Source.TEXT_LAYER if layer.lines else None,
        confidence=1.0 if layer.lines else 0.0,
        lines=layer.lines,
    )


def _coded(pages: tuple[Page, ...], seen: AllSeen | None) -> tuple[Page, ...]:
    """The pages with what is on their pictures besides words."""
    if seen is None:
        return pages
    pairs = zip(pages, seen.pages, strict=True)
    return tuple(replace(page, **vars(one)) for page, one in pairs)


def _compared(
    pages: tuple[Page, ...], images: tuple[PageImage, ...], layers: tuple[Layer, ...], ocr: Ocr
) -> tuple[tuple[Page, ...], Stage]:
    """Whether the pictures show what the text layers say; pages that OCR reads anyhow are compared then."""
    if ocr == Ocr.NEVER:
        outcome = Outcome.NOT_ASKED if any(page.lines for page in pages) else Outcome.NOT_NEEDED
        return pages, Stage(StageName.COMPARISON, outcome, "ocr-not-wanted")
    sound = [page for page, layer in zip_longest(pages, layers) if not _needs_ocr(page, layer, ocr)]
    told, stage = comparison.compared(sound, images)
    by_number = {page.number: page for page in told}
    return tuple(by_number.get(page.number, page) for page in pages), stage


def _with_ocr(
    pages: tuple[Page, ...], images: tuple[PageImage, ...], layers: tuple[Layer, ...], ocr: Ocr
) -> tuple[tuple[Page, ...], Stage]:
    """The pages, and what OCR made of those that need it."""
    wanted = [page.number for page, layer in zip_longest(pages, layers) if _needs_ocr(page, layer, ocr)]
    if ocr == Ocr.NEVER:
        return pages, Stage(StageName.OCR, Outcome.NOT_ASKED if wanted else Outcome.NOT_NEEDED, "ocr-not-wanted")
    if not wanted:
        return pages, Stage(StageName.OCR, Outcome.NOT_NEEDED, "text-layer-is-enough")
    chosen = wanted[:MAX_READ_PAGES]
    limits = stages.LIMITS[StageName.OCR]
    limits = replace(limits, seconds=limits.seconds * (1 + len(chosen)) / 2)
    printed, stage = stages.on_pictures(StageName.OCR, AllPrinted, [images[number - 1] for number in chosen], limits)
    if printed is None:
        return pages, stage
    if len(chosen) < len(wanted):
        stage = replace(stage, outcome=Outcome.PARTLY, reason="first-pages-only")
    found = dict(zip(chosen, printed.pages, strict=True))
    return tuple(_both(page, found[page.number]) if page.number in found else page for page in pages), stage


def _needs_ocr(page: Page, layer: Layer | None, ocr: Ocr) -> bool:
    short = len(plain(page.text)) < ENOUGH_SIGNS
    return (
        short
        or bool(page.differences)
        or bool(layer and layer.covered >= SCAN)
        or (ocr == Ocr.COMPARE and page.number == 1)
    )


def _both(page: Page, printed: Printed) -> Page:
    """The better of text layer and picture: the layer is exact where all that it says is what is seen."""
    alike = agreement(page.text, _text(printed.lines)) if page.lines else None
    if alike is not None and alike >= SAME and not page.differences:
        return replace(page, agreement=alike, turned=printed.turned)
    return replace(
        page,
        source=Source.OCR if printed.lines else None,
        turned=printed.turned,
        confidence=printed.confidence,
        agreement=alike,
        lines=printed.lines,
        hidden=page.lines,
    )


def _text(lines: tuple[Line, ...]) -> str:
    return "\n".join(line.text for line in lines)
