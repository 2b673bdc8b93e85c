"""Pictures of the reports and documents that suppliers send as evidence: plain sheets that say that they are specimens."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import cast

from PIL import Image, ImageDraw, ImageFont

from kpmarket.site.demo.documents.fonts import FILES, FOLDER, REGULAR
from suppliers.documents.child.image import pack_images
from suppliers.documents.results import EncodedImage

WIDTH, HEIGHT, MARGIN = 620, 877, 48
INK, SOFT, LINE = "#10262b", "#45585c", "#0f6f73"


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FOLDER / FILES[REGULAR]), size)


def draw_sheet(title: str, firm: str, rows: Sequence[tuple[str, str]]) -> EncodedImage:
    """One page with a title, who wrote it, and what it says."""
    page = Image.new("RGB", (WIDTH, HEIGHT), "white")
    pen = ImageDraw.Draw(page)
    pen.text((MARGIN, MARGIN), firm, INK, font=_font(17))
    pen.line((MARGIN, MARGIN + 34, WIDTH - MARGIN, MARGIN + 34), LINE, 2)
    pen.text((MARGIN, MARGIN + 52), title, INK, font=_font(26))
    y = MARGIN + 120
    for label, value in rows:
        pen.text((MARGIN, y), label, SOFT, font=_font(14))
        pen.text((MARGIN + 200, y), value[:44], INK, font=_font(15))
        y += 34
    pen.text((MARGIN, HEIGHT - MARGIN - 14), "SPECIMEN: invented for demonstration", SOFT, font=_font(13))
    facts, blobs = pack_images([page], quick=True)
    sizes = cast(list[tuple[int, int]], facts["sizes"])
    return EncodedImage(*sizes[0], blobs[0])
