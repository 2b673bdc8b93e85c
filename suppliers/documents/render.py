"""Uploaded files as images of our own: `pages`, `product_image`, `stamp`. Only the sandbox child decodes files."""

from __future__ import annotations

import re
import time
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from suppliers.documents import sandbox
from suppliers.documents.protocol import Answer, Limits
from suppliers.documents.results import Code, EncodedImage, PageImage, PageImages, ProductImage, Refused
from suppliers.documents.sniff import HEAD_BYTES, PICTURES, Kind, sniff

MAX_BYTES = 20 * 1024 * 1024
MAX_PAGES = 300
MAX_FRAMES = 100
"""Pages of a PDF, and of a TIFF or a long screenshot."""
MAX_PIXELS, MAX_JPEG_PIXELS = 120_000_000, 220_000_000
"""Telephones take photographs of 50, 108 and 200 megapixels. A JPEG is decoded at a fraction of its size."""
DPI = 150
PAGE_SIDE = 2000
PREVIEW_SIDE = 360
PICTURE_SIDE = 2000
PICTURE_WIDTHS = (320, 640, 1280)
WATERMARK_LENGTH = 120
MOMENT = re.compile(r"\d{4}(:\d\d){2} \d\d(:\d\d){2}([+-]\d\d:\d\d)?", re.ASCII)
"""As EXIF writes a moment, with its offset."""


@dataclass(frozen=True)
class RenderedImages:
    """Checked images, and the peak memory of rendering them, in bytes."""

    images: tuple[EncodedImage, ...]
    memory: int
    taken: str = ""


def judge(
    source: Path | bytes, *, accepted: frozenset[Kind] = frozenset(Kind), max_bytes: int = MAX_BYTES
) -> Kind | Refused:
    """The file's format, or a refusal by its size or first bytes, before any child is started."""
    size, head = _size_and_head(source)
    if size == 0:
        return Refused(Code.EMPTY)
    if size > max_bytes:
        return Refused(Code.TOO_LARGE, {"size": size, "limit": max_bytes})
    kind = sniff(head)
    return kind if kind in accepted else Refused(Code.WRONG_KIND)


def pages(
    source: Path | bytes, *, max_bytes: int = MAX_BYTES, max_pages: int = MAX_PAGES, limits: Limits | None = None
) -> PageImages | Refused:
    """Every page of a certificate file as images of our own."""
    started = time.monotonic()
    kind = judge(source, max_bytes=max_bytes)
    if isinstance(kind, Refused):
        return kind
    params: dict[str, object] = {"side": PAGE_SIDE, "preview_side": PREVIEW_SIDE}
    if kind == Kind.PDF:
        rendered = _render("pdf:pages", source, {**params, "max_pages": max_pages, "dpi": DPI}, limits)
    else:
        params |= {"kind": kind, "max_pages": min(max_pages, MAX_FRAMES), "max_pixels": _max_pixels(kind)}
        rendered = _render("image:pages", source, params, limits)
    if isinstance(rendered, Refused):
        return rendered
    pairs = zip(rendered.images[::2], rendered.images[1::2], strict=True)
    return PageImages(
        kind,
        tuple(PageImage(number, image, preview) for number, (image, preview) in enumerate(pairs, start=1)),
        time.monotonic() - started,
        rendered.memory,
        rendered.taken,
    )


def product_image(
    source: Path | bytes,
    *,
    widths: Sequence[int] = PICTURE_WIDTHS,
    max_bytes: int = MAX_BYTES,
    limits: Limits | None = None,
) -> ProductImage | Refused:
    """A product picture as an image of our own, with thumbnails for the widths that do not exceed its own."""
    started = time.monotonic()
    kind = judge(source, accepted=PICTURES, max_bytes=max_bytes)
    if isinstance(kind, Refused):
        return kind
    params = {"kind": kind, "max_pixels": _max_pixels(kind), "side": PICTURE_SIDE, "widths": list(widths)}
    rendered = _render("image:product_image", source, params, limits)
    if isinstance(rendered, Refused):
        return rendered
    return ProductImage(kind, rendered.images[0], rendered.images[1:], time.monotonic() - started)


def stamp(
    page: Path | bytes, text: str, *, side: int = PAGE_SIDE, limits: Limits | None = None
) -> EncodedImage | Refused:
    """One of our own page images with `text` as a diagonal watermark, for buyers."""
    words = latin_only(text)
    if not words:
        raise ValueError("A watermark needs words in Latin letters or digits.")
    rendered = _render("watermark:stamp", page, {"text": words, "side": side}, limits)
    return rendered if isinstance(rendered, Refused) else rendered.images[0]


def latin_only(text: str) -> str:
    """The part of a text that the watermark's built-in font has characters for, without accents."""
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return " ".join("".join(char if char.isprintable() else " " for char in ascii_text).split())[:WATERMARK_LENGTH]


def _max_pixels(kind: Kind) -> int:
    return MAX_JPEG_PIXELS if kind == Kind.JPEG else MAX_PIXELS


def _size_and_head(source: Path | bytes) -> tuple[int, bytes]:
    if isinstance(source, bytes):
        return len(source), source[:HEAD_BYTES]
    with source.open("rb") as opened:
        return source.stat().st_size, opened.read(HEAD_BYTES)


def _render(
    job: str, source: Path | bytes, params: dict[str, object], limits: Limits | None
) -> RenderedImages | Refused:
    run = sandbox.run_measured(f"suppliers.documents.child.{job}", source, params, limits)
    if isinstance(run.result, Refused):
        return replace(run.result, memory=run.memory)
    images = _checked_images(run.result)
    return RenderedImages(images, run.memory, _moment(run.result)) if images else Refused(Code.UNREADABLE)


def _moment(answer: Answer) -> str:
    """The camera's moment in ISO 8601; empty where the child's words are not one."""
    taken = answer.facts.get("taken", "")
    if not isinstance(taken, str) or not MOMENT.fullmatch(taken):
        return ""
    try:
        return datetime.strptime(taken[:19], "%Y:%m:%d %H:%M:%S").isoformat() + taken[19:]
    except ValueError:
        return ""


def _checked_images(answer: Answer) -> tuple[EncodedImage, ...]:
    """The images of an answer; an empty tuple when any of them is not as our encoder makes them."""
    sizes = answer.facts.get("sizes")
    if not isinstance(sizes, list) or len(sizes) != len(answer.blobs):
        return ()
    pairs = zip(sizes, answer.blobs, strict=True)
    rendered = tuple(EncodedImage(size[0], size[1], data) for size, data in pairs if _is_size(size))
    kinds = {sniff(pixels.data[:HEAD_BYTES]) for pixels in rendered}
    return rendered if len(rendered) == len(sizes) and kinds <= {Kind.WEBP, Kind.JPEG} else ()


def _is_size(size: object) -> bool:
    is_pair = isinstance(size, list) and len(size) == 2
    return is_pair and all(type(side) is int and 0 < side <= PAGE_SIDE for side in size)  # type: ignore[attr-defined]
