"""Prints specimen documents and draws their pages, beside each other in several processes. Knows no Django.

These are documents of our own making: what others upload is drawn in the sandbox only.
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

from kpmarket.site.demo.documents import Document, draw_pdf, pages_of, photographed, written
from suppliers.documents.child.image import packed
from suppliers.documents.results import Pixels

DPI = 96
Kind = Literal["pdf", "jpeg", "png"]
AT_ONCE = 8
"""Documents handed to a process at a time."""
KEPT_BLOCKS = 16
"""Blocks of 16 MB that a process keeps for its next picture instead of asking the system for them each time."""


@dataclass(frozen=True)
class Print:
    """A document as a supplier would upload it, and the pictures of its pages."""

    original: bytes
    kind: str
    pages: tuple[Pixels, ...]


class Press:
    """Processes that begin to work as soon as something is ordered; what they made is picked up later, in order."""

    def __init__(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._pool = ProcessPoolExecutor(os.cpu_count(), mp_context=context, initializer=_settle)

    def __enter__(self) -> Press:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.shutdown(cancel_futures=True)

    def prints(self, orders: Iterable[tuple[Document, Kind]]) -> Iterator[Print]:
        """Each document printed as the kind asked for: pdf, jpeg or png; in the order of the orders."""
        return self._pool.map(printed, orders, chunksize=AT_ONCE)


def _settle() -> None:
    Image.core.set_blocks_max(KEPT_BLOCKS)


def printed(order: tuple[Document, Kind]) -> Print:
    """One document printed and its pages drawn."""
    document, kind = order
    original = draw_pdf(document)
    if kind == "pdf":
        return Print(original, kind, _encoded(pages_of(original, DPI)))
    photo = photographed(original, kind, document.seed)
    return Print(written(photo, kind), kind, _encoded([photo]))


def _encoded(pages: Iterable[Image.Image]) -> tuple[Pixels, ...]:
    """Pages as the site keeps them, in the format that is written quickly."""
    facts, blobs = packed(pages, quick=True)
    sizes = cast(list[tuple[int, int]], facts["sizes"])
    return tuple(Pixels(width, height, blob) for (width, height), blob in zip(sizes, blobs, strict=True))
