"""Pages as pictures, as if the supplier had photographed or scanned the document."""

from collections.abc import Iterator
from functools import lru_cache
from io import BytesIO
from typing import Literal

import pypdfium2
from PIL import Image, ImageChops

from kpmarket.site.demo.chance import chance

Kind = Literal["jpeg", "png"]
DOTS_PER_INCH = 100
POINTS_PER_INCH = 72
SHEETS_OF_GRAIN = 4


def pages_of(pdf: bytes, dpi: int) -> Iterator[Image.Image]:
    """The pages of a PDF that we have just written ourselves."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        for page in document:
            yield page.render(scale=dpi / POINTS_PER_INCH, rev_byteorder=True).to_pil()
            page.close()
    finally:
        document.close()


def photograph(pdf: bytes, kind: Kind, seed: int) -> Image.Image:
    """The first page as an image: a JPEG as from a scanner, a PNG as from a screen."""
    pages = pages_of(pdf, DOTS_PER_INCH)
    page = next(pages)
    pages.close()  # type: ignore[attr-defined]
    return page if kind == "png" else _as_scan(page, seed)


def encode(photo: Image.Image, kind: Kind) -> bytes:
    """The bytes of the file that is uploaded."""
    buffer = BytesIO()
    if kind == "png":
        flat = photo.quantize(64, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
        flat.save(buffer, "PNG", compress_level=4)
    else:
        photo.save(buffer, "JPEG", quality=80, dpi=(DOTS_PER_INCH, DOTS_PER_INCH))
    return buffer.getvalue()


def _as_scan(page: Image.Image, seed: int) -> Image.Image:
    """Slightly rotated on a grey lid, warm in colour, unevenly lit, with grain."""
    rng = chance("scan", seed)
    warm = rng.choice([(251, 249, 243), (248, 248, 246), (253, 250, 242), (244, 246, 247)])
    rotated = page.rotate(rng.uniform(-1.1, 1.1), resample=Image.Resampling.BILINEAR, fillcolor="#c9cccd")
    light = _light_map(page.size, rng.choice([0, 90, 180, 270]), rng.randrange(SHEETS_OF_GRAIN))
    tinted = Image.merge("RGB", [light.point([value * part // 255 for value in range(256)]) for part in warm])
    return ImageChops.multiply(rotated, tinted)


@lru_cache(maxsize=8)
def _light_map(size: tuple[int, int], rotation: int, sheet: int) -> Image.Image:
    """Light that falls off to one side, on a sheet with grain."""
    shade = Image.linear_gradient("L").rotate(rotation).point(lambda value: 255 - value // 11)
    speckles = chance("grain", sheet).randbytes(128 * 128)
    grain = Image.frombytes("L", (128, 128), speckles).point(lambda value: value // 26 + 245)
    light = shade.resize(size)
    for x in range(0, size[0], 128):
        for y in range(0, size[1], 128):
            reach = (x, y, min(x + 128, size[0]), min(y + 128, size[1]))
            piece = grain.crop((0, 0, reach[2] - x, reach[3] - y))
            light.paste(ImageChops.multiply(light.crop(reach), piece), reach[:2])
    return light
