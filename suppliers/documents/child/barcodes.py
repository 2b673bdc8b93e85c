"""QR codes and barcodes on page images, and the appearance of each page."""

from typing import Any

import numpy
import zxingcpp
from PIL import Image, WebPImagePlugin

from suppliers.documents.child import appearance, page_images

DECODERS = (WebPImagePlugin,)
MAX_CODES = 50
MAX_CODE_CHARS = 4000

Image.preinit()


def find(data: bytes, *, sizes: list[int]) -> tuple[dict[str, object], list[bytes]]:
    """The codes of each page, and its appearance (see `appearance.describe`)."""
    pages = [
        {"barcodes": _find_codes(page), **appearance.describe(page)} for page in page_images.decode_each(data, sizes)
    ]
    return {"pages": pages}, []


def _find_codes(page: Image.Image) -> list[dict[str, Any]]:
    grey = numpy.asarray(page.convert("L"))
    codes = zxingcpp.read_barcodes(grey)[:MAX_CODES]
    return [
        {"format": code.format.name, "content": code.text[:MAX_CODE_CHARS], "box": _box(code.position, page.size)}
        for code in codes
        if code.valid
    ]


def _box(position: zxingcpp.Position, size: tuple[int, int]) -> dict[str, float]:
    corners = (position.top_left, position.top_right, position.bottom_right, position.bottom_left)
    across = [min(max(corner.x / size[0], 0), 1) for corner in corners]
    down = [min(max(corner.y / size[1], 0), 1) for corner in corners]
    return {"left": min(across), "top": min(down), "right": max(across), "bottom": max(down)}
