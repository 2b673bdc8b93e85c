"""Prints specimen documents and renders their pages in several processes at the same time. Knows no Django.

These are documents of our own: what others upload is rendered in the sandbox only.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from types import TracebackType
from typing import Literal, cast

from PIL import Image

from kpmarket.site.demo.documents import Document, draw_pdf, encode, pages_of, photograph
from suppliers.documents.child.image import pack_images
from suppliers.documents.results import EncodedImage

DPI = 96
Kind = Literal["pdf", "jpeg", "png"]
CHUNK_SIZE = 8
"""Documents handed to a process at a time."""
MAX_KEPT_BLOCKS = 16
"""Blocks of 16 MB that a process keeps for its next picture instead of asking the system for them each time."""


@dataclass(frozen=True)
class PrintedDocument:
    """A document as a supplier would upload it, and the pictures of its pages."""

    original: bytes
    kind: str
    pages: tuple[EncodedImage, ...]


class PrintPool:
    """Processes that begin to work as soon as something is ordered. Results are collected later, in order."""

    def __init__(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._pool = ProcessPoolExecutor(os.cpu_count(), mp_context=context, initializer=_configure_worker)

    def __enter__(self) -> PrintPool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.shutdown(cancel_futures=True)

    def prints(self, orders: Iterable[tuple[Document, Kind]]) -> Iterator[PrintedDocument]:
        """Each document printed as the kind asked for: pdf, jpeg or png; in the order of the orders."""
        return self._pool.map(print_document, orders, chunksize=CHUNK_SIZE)


def _configure_worker() -> None:
    Image.core.set_blocks_max(MAX_KEPT_BLOCKS)


def print_document(order: tuple[Document, Kind]) -> PrintedDocument:
    """The document as a file, with its rendered pages."""
    document, kind = order
    original = draw_pdf(document)
    if kind == "pdf":
        return PrintedDocument(original, kind, _encode_pages(pages_of(original, DPI)))
    photo = photograph(original, kind, document.seed)
    return PrintedDocument(encode(photo, kind), kind, _encode_pages([photo]))


def _encode_pages(pages: Iterable[Image.Image]) -> tuple[EncodedImage, ...]:
    """Pages as the site keeps them, in the format that is quickest to write."""
    facts, blobs = pack_images(pages, quick=True)
    sizes = cast(list[tuple[int, int]], facts["sizes"])
    return tuple(EncodedImage(width, height, blob) for (width, height), blob in zip(sizes, blobs, strict=True))
