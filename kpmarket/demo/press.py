"""Prints specimen papers and draws their pages, beside each other in several processes. Knows no Django.

These are papers of our own making: what others upload is drawn in the sandbox only.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Literal

from kpmarket.demo import pictures
from kpmarket.demo.papers import Paper, draw_image, draw_pdf
from suppliers.documents.child import image, pdf

DPI = 96
SIDE = 1400
PREVIEW = 40
Kind = Literal["pdf", "jpeg", "png"]
AT_ONCE = 8
"""Papers handed to a process at a time."""


@dataclass(frozen=True)
class Page:
    """One drawn page."""

    width: int
    height: int
    picture: bytes


@dataclass(frozen=True)
class Print:
    """A paper as a supplier would upload it, and the pictures of its pages."""

    original: bytes
    kind: str
    pages: tuple[Page, ...]


def prints(orders: Iterable[tuple[Paper, Kind]]) -> Iterator[Print]:
    """Each paper printed as the kind asked for: pdf, jpeg or png; in the order of the orders."""
    with _pool() as pool:
        yield from pool.map(printed, orders, chunksize=AT_ONCE)


def product_pictures(
    orders: Iterable[tuple[str, int]], size: tuple[int, int], widths: Sequence[int]
) -> Iterator[list[bytes]]:
    """The picture of each product type and variant at each width, in the order of the orders."""
    with _pool() as pool:
        yield from pool.map(partial(_pictured, size=size, widths=widths), orders, chunksize=AT_ONCE)


def _pool() -> ProcessPoolExecutor:
    return ProcessPoolExecutor(os.cpu_count(), mp_context=multiprocessing.get_context("spawn"))


def _pictured(order: tuple[str, int], size: tuple[int, int], widths: Sequence[int]) -> list[bytes]:
    return pictures.draw_widths(*order, size, widths)


def printed(order: tuple[Paper, Kind]) -> Print:
    """One paper printed and its pages drawn."""
    paper, kind = order
    if kind == "pdf":
        original = draw_pdf(paper)
        sizes, drawn = pdf.pages(original, max_pages=5, dpi=DPI, side=SIDE, preview_side=PREVIEW)
    else:
        original = draw_image(paper, kind)
        sizes, drawn = image.pages(
            original, kind=kind, max_pages=1, max_pixels=10_000_000, side=SIDE, preview_side=PREVIEW
        )
    whole = zip(sizes["sizes"][::2], drawn[::2], strict=True)  # type: ignore[index]
    return Print(original, kind, tuple(Page(width, height, picture) for (width, height), picture in whole))
