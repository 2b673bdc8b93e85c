"""Pages as pictures: what a supplier uploads who photographed or scanned the paper."""

from io import BytesIO
from typing import Literal

import pypdfium2
from PIL import Image, ImageChops

from kpmarket.demo.chance import chance

Kind = Literal["jpeg", "png"]
DOTS_PER_INCH = 100


def photograph(pdf: bytes, kind: Kind, seed: int) -> bytes:
    """The first page of a PDF that we have just written ourselves, as JPEG or PNG."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        page = document[0].render(scale=DOTS_PER_INCH / 72).to_pil().convert("RGB")
    finally:
        document.close()
    buffer = BytesIO()
    if kind == "png":
        page.quantize(64, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(
            buffer, "PNG", compress_level=4
        )
    else:
        _scanned(page, seed).save(buffer, "JPEG", quality=80, dpi=(DOTS_PER_INCH, DOTS_PER_INCH))
    return buffer.getvalue()


def _scanned(page: Image.Image, seed: int) -> Image.Image:
    """A little askew, on a grey lid, warm paper, uneven light, grain."""
    rng = chance("scan", seed)
    warm = rng.choice([(251, 249, 243), (248, 248, 246), (253, 250, 242), (244, 246, 247)])
    askew = page.rotate(rng.uniform(-1.1, 1.1), resample=Image.Resampling.BILINEAR, fillcolor="#c9cccd")
    shade = Image.linear_gradient("L").rotate(rng.choice([0, 90, 180, 270])).point(lambda value: 255 - value // 11)
    grain = Image.frombytes("L", (128, 128), rng.randbytes(128 * 128)).point(lambda value: value // 26 + 245)
    light = shade.resize(page.size)
    for x in range(0, page.width, 128):
        for y in range(0, page.height, 128):
            reach = (x, y, min(x + 128, page.width), min(y + 128, page.height))
            light.paste(
                ImageChops.multiply(light.crop(reach), grain.crop((0, 0, reach[2] - x, reach[3] - y))), reach[:2]
            )
    tinted = Image.merge("RGB", [light.point([value * part // 255 for value in range(256)]) for part in warm])
    return ImageChops.multiply(askew, tinted)
