"""Our own page images, which a job gets as one byte string."""

import io
from collections.abc import Iterator

from PIL import Image


def decode_each(data: bytes, sizes: list[int]) -> Iterator[Image.Image]:
    """The pages in order, in RGB. `sizes`: the bytes of each. Holds one page at a time."""
    start = 0
    for size in sizes:
        page = Image.open(io.BytesIO(data[start : start + size]), formats=["WEBP", "JPEG"])
        yield page.convert("RGB")
        start += size
