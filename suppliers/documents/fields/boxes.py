"""Calculations with boxes."""

from __future__ import annotations

from collections.abc import Iterable

from suppliers.documents.reading import Box


def union(boxes: Iterable[Box]) -> Box:
    """The smallest box that contains all of these."""
    every = list(boxes)
    return Box(
        min(box.left for box in every), min(box.top for box in every),
        max(box.right for box in every), max(box.bottom for box in every),
    )  # fmt: skip
