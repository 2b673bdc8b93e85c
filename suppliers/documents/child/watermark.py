"""The watermark on pages that buyers view: who viewed the page, and when."""

import io
import math

from PIL import Image, ImageDraw, ImageFont

from suppliers.documents.child.image import JobResult, pack_images

SLANT = 30
INK = (60, 60, 60)
OPACITY = 70


def stamp(data: bytes, *, text: str, side: int) -> JobResult:
    """Draw `text` diagonally all over one of our own page images."""
    page = Image.open(io.BytesIO(data), formats=["WEBP", "JPEG"]).convert("RGB")
    page.thumbnail((side, side), Image.Resampling.LANCZOS, reducing_gap=3)
    words = _text_sheet(page.size, text).rotate(SLANT, Image.Resampling.BILINEAR)
    left, top = (words.width - page.width) // 2, (words.height - page.height) // 2
    words = words.crop((left, top, left + page.width, top + page.height))
    page.paste(INK, mask=words)
    return pack_images([page])


def _text_sheet(size: tuple[int, int], text: str) -> Image.Image:
    """A mask with the text in staggered rows, large enough to cover the page after rotation."""
    across = math.ceil(math.hypot(*size))
    sheet = Image.new("L", (across, across))
    draw = ImageDraw.Draw(sheet)
    font = ImageFont.load_default(max(14, min(size) // 32))
    line = "   ·   ".join([text] * 2)
    step = max(1, math.ceil(draw.textlength(line + "   ·   ", font=font)))
    for row, y in enumerate(range(0, across, max(size) // 9 + 1)):
        for x in range(-(row % 2) * step // 2, across, step):
            draw.text((x, y), line, font=font, fill=OPACITY)
    return sheet
