"""Our own page images, handed over one behind the other."""

import io
from collections.abc import Iterator

from PIL import Image


def decode_each(data: bytes, sizes: list[int]) -> Iterator[Image.Image]:
    """The pages in their order, in colour; one is held at a time."""
    start = 0
    for size in sizes:
        page = Image.open(io.BytesIO(data[start : start + size]), formats=["WEBP", "JPEG"])
        yield page.convert("RGB")
        start += size
