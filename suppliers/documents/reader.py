"""Read a file into a `Reading`. Every stage runs in its own sandbox child, so a stage that fails harms no other."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime
from importlib.metadata import version
from itertools import zip_longest
from pathlib import Path
from queue import SimpleQueue

from suppliers.documents import comparison, page_ocr, render, stages
from suppliers.documents.fields.rotated_pages import rotation_of_text
from suppliers.documents.page_ocr import Ocr
from suppliers.documents.reading import Outcome, Page, Reading, Source, Stage, StageName
from suppliers.documents.results import PageImage, PageImages, Refused
from suppliers.documents.sniff import Kind
from suppliers.documents.stages import (
    Appearances,
    PageTextLayer,
    PdfContents,
    SignatureChecks,
    TextLayers,
)

LIBRARIES = ("pypdfium2", "pikepdf", "pyhanko", "zxing-cpp", "rapidocr", "onnxruntime")
MAX_CHARS = 300_000
OnStage = Callable[[Stage], object]


@dataclass(frozen=True)
class Job:
    """The arguments of `read`, for the stages. `on_stage` is called from several threads."""

    source: Path | bytes
    kind: Kind
    at: datetime
    ocr: Ocr
    roots: str
    on_stage: OnStage


def read(
    source: Path | bytes,
    *,
    at: datetime,
    rendered: PageImages | None = None,
    ocr: Ocr = Ocr.WHERE_NEEDED,
    roots: str = "",
    on_stage: OnStage | None = None,
) -> Reading | Refused:
    """Everything that can be read in a file; refused only when its pages cannot be rendered.

    `rendered`: the page images, if there are some already. `roots`: trusted root certificates (PEM) for signatures,
    which are validated at the moment `at`. With `Ocr.COMPARE` the first page is read by OCR even where its text layer
    is sound. `on_stage` is called in the caller's thread with each `Stage` when it has ended.
    """
    kind = rendered.kind if rendered else render.judge(source)
    if isinstance(kind, Refused):
        return kind
    ended: SimpleQueue[Stage | None] = SimpleQueue()
    job = Job(source, kind, at, ocr, roots, ended.put)
    with ThreadPoolExecutor(1) as executor:
        reading_future = executor.submit(_read_stages, job, rendered)
        reading_future.add_done_callback(lambda _: ended.put(None))
        for stage in iter(ended.get, None):
            if on_stage:
                on_stage(stage)
    return reading_future.result()


def _read_stages(job: Job, rendered: PageImages | None) -> Reading | Refused:
    with ThreadPoolExecutor(3) as executor:
        layers_future = executor.submit(_read_text_layers, job)
        contents_future = executor.submit(_read_pdf_contents, job)
        images = rendered or render.pages(job.source)
        if isinstance(images, Refused):
            return _with_peak_memory(images, layers_future.result()[1], *contents_future.result()[2])
        rendering = Stage(StageName.PAGES, Outcome.DONE, "", round(images.seconds, 3), images.memory)
        job.on_stage(rendering)
        appearances_future = executor.submit(_read_appearances, job, images)
        layers, layers_stage = layers_future.result()
        pages, comparison_stage, ocr_stage = _add_text(job, images.pages, layers)
        contents, signatures, contents_stages = contents_future.result()
        appearances, appearances_stage = appearances_future.result()
    return Reading(
        kind=job.kind,
        size=len(job.source) if isinstance(job.source, bytes) else job.source.stat().st_size,
        pages=_add_appearances(pages, appearances),
        metadata=contents.metadata if contents else None,
        structure=contents.structure if contents else None,
        signatures=signatures.signatures if signatures else (),
        stages=(rendering, layers_stage, *contents_stages, appearances_stage, comparison_stage, ocr_stage),
        engines={name: version(name) for name in LIBRARIES},
    )


def _with_peak_memory(refused: Refused, *stages_so_far: Stage) -> Refused:
    """The refusal, with the peak memory of all children, in bytes."""
    return replace(refused, memory=max(refused.memory, *(stage.memory for stage in stages_so_far)))


def _read_text_layers(job: Job) -> tuple[TextLayers | None, Stage]:
    layers: TextLayers | None = None
    if job.kind != Kind.PDF:
        stage = Stage(StageName.TEXT_LAYER, Outcome.NOT_NEEDED, "not-a-pdf")
    else:
        params: dict[str, object] = {"max_pages": render.MAX_PAGES, "max_chars": MAX_CHARS}
        layers, stage = stages.run_on_file(StageName.TEXT_LAYER, TextLayers, job.source, params)
    if layers and not layers.is_whole:
        stage = replace(stage, outcome=Outcome.PARTLY, reason="first-pages-only")
    job.on_stage(stage)
    return layers, stage


def _read_appearances(job: Job, images: PageImages) -> tuple[Appearances | None, Stage]:
    appearances, stage = stages.run_on_images(StageName.BARCODES, Appearances, images.pages)
    job.on_stage(stage)
    return appearances, stage


def _read_pdf_contents(job: Job) -> tuple[PdfContents | None, SignatureChecks | None, tuple[Stage, Stage]]:
    """Inspect the structure, then check signatures, unless the structure shows that there are none."""
    contents, structure_stage = _inspect_structure(job)
    job.on_stage(structure_stage)
    signatures, signatures_stage = _check_signatures(job, contents)
    job.on_stage(signatures_stage)
    return contents, signatures, (structure_stage, signatures_stage)


def _inspect_structure(job: Job) -> tuple[PdfContents | None, Stage]:
    if job.kind != Kind.PDF:
        return None, Stage(StageName.STRUCTURE, Outcome.NOT_NEEDED, "not-a-pdf")
    return stages.run_on_file(StageName.STRUCTURE, PdfContents, job.source, {"max_pages": render.MAX_PAGES})


def _check_signatures(job: Job, contents: PdfContents | None) -> tuple[SignatureChecks | None, Stage]:
    if job.kind != Kind.PDF:
        return None, Stage(StageName.SIGNATURES, Outcome.NOT_NEEDED, "not-a-pdf")
    if contents and not contents.has_signatures:
        return None, Stage(StageName.SIGNATURES, Outcome.NOT_NEEDED, "no-signature-fields")
    params: dict[str, object] = {"roots": job.roots, "at": job.at.isoformat()}
    signatures, stage = stages.run_on_file(StageName.SIGNATURES, SignatureChecks, job.source, params)
    if signatures and signatures.unlisted:
        stage = replace(stage, outcome=Outcome.PARTLY, reason="first-signatures-only")
    return signatures, stage


def _add_text(
    job: Job, images: tuple[PageImage, ...], layers: TextLayers | None
) -> tuple[tuple[Page, ...], Stage, Stage]:
    """The pages with their lines, from the text layer, from OCR, or from both."""
    page_layers = layers.pages[: len(images)] if layers else ()
    pages = tuple(
        _page_of_text_layer(image, layer or PageTextLayer()) for image, layer in zip_longest(images, page_layers)
    )
    pages, comparison_stage = _compare_text(pages, images, page_layers, job.ocr)
    job.on_stage(comparison_stage)
    pages, ocr_stage = page_ocr.add_ocr(pages, images, page_layers, job.ocr)
    job.on_stage(ocr_stage)
    return pages, comparison_stage, ocr_stage


def _page_of_text_layer(image: PageImage, layer: PageTextLayer) -> Page:
    return Page(
        number=image.number,
        width=image.image.width,
        height=image.image.height,
        source=Source.TEXT_LAYER if layer.lines else None,
        rotation=rotation_of_text(layer.lines),
        confidence=1.0 if layer.lines else 0.0,
        lines=layer.lines,
    )


def _add_appearances(pages: tuple[Page, ...], appearances: Appearances | None) -> tuple[Page, ...]:
    """The pages with what their images show in addition to text."""
    if appearances is None:
        return pages
    pairs = zip(pages, appearances.pages, strict=True)
    return tuple(replace(page, **vars(appearance)) for page, appearance in pairs)


def _compare_text(
    pages: tuple[Page, ...], images: tuple[PageImage, ...], layers: tuple[PageTextLayer, ...], ocr: Ocr
) -> tuple[tuple[Page, ...], Stage]:
    """Compare text layers with the images, except on pages that OCR will read as a whole."""
    if ocr == Ocr.NEVER:
        outcome = Outcome.NOT_ASKED if any(page.lines for page in pages) else Outcome.NOT_NEEDED
        return pages, Stage(StageName.COMPARISON, outcome, "ocr-not-wanted")
    sound = [page for page, layer in zip_longest(pages, layers) if not page_ocr.needs_ocr(page, layer, ocr)]
    compared, stage = comparison.compare_pages(sound, images)
    by_number = {page.number: page for page in compared}
    return tuple(by_number.get(page.number, page) for page in pages), stage
