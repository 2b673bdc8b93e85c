"""The appearance of a page: fingerprints to find similar pages (difference hashes), colours, and red seals."""

from __future__ import annotations

import numpy
from PIL import Image, ImageFilter

FINGERPRINT_SIDE = 16
PLAIN_DIFFERENCE = 3
"""Of 255: neighbouring cells count as different from this on, so that scanner noise makes no difference."""
SMALL_SIDE_PX = 400
INK = 0.15
"""A pixel darker than its surroundings by this share is ink."""
ROTATIONS = (None, Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_180, Image.Transpose.ROTATE_270)

MIN_COLOUR_DIFFERENCE, MIN_COLOURED_SHARE = 30, 0.002
MIN_RED_LEAD, MIN_BRIGHTNESS = 25, 100
"""Of 255: how far red must exceed green and blue, and its least brightness, on a white page."""
SEAL_SIDE, MIN_RED_SHARE, MIN_RED_EXTENT = 0.16, 0.05, 0.5
"""A seal: a square whose side is this share of the page's short side, at least that share of it red, with red in half
of its rows and half of its columns."""
STEPS = 4
BACKGROUND_QUANTILE = 0.95
"""The background of a page is as bright as this quantile of its pixels."""

Numbers = numpy.ndarray


def describe(page: Image.Image) -> dict[str, object]:
    """The facts about a page image, with the names of `stages.PageAppearance`."""
    colours = white_balanced(page)
    return {
        "fingerprint": fingerprint(page, 0),
        "rotated_fingerprints": rotated_fingerprints(page),
        "is_coloured": bool((colours.max(2) - colours.min(2) > MIN_COLOUR_DIFFERENCE).mean() > MIN_COLOURED_SHARE),
        "red": reddest_square(colours),
    }


def fingerprint(page: Image.Image, difference: int) -> str:
    """256 bits, hexadecimal: whether each cell of a 16 x 16 grid is lighter than its right neighbour by `difference`.
    Similar images differ in few bits."""
    small = page.convert("L").resize((FINGERPRINT_SIDE + 1, FINGERPRINT_SIDE), Image.Resampling.BOX)
    spots = numpy.asarray(small, dtype=numpy.int16)
    return numpy.packbits(spots[:, :-1] > spots[:, 1:] + difference).tobytes().hex()


def rotated_fingerprints(page: Image.Image) -> list[str]:
    """Fingerprints of the page without its margins, at 0, 90, 180 and 270 degrees; [] for an empty page."""
    content = _crop_margins(page.convert("L"))
    if content is None:
        return []
    return [
        fingerprint(content.transpose(rotation) if rotation is not None else content, PLAIN_DIFFERENCE)
        for rotation in ROTATIONS
    ]


def reddest_square(colours: Numbers) -> dict[str, float] | None:
    """The square with most red, as shares of the page; None where it is too little for a seal, as a red line is."""
    red_mask = is_red(colours)
    height, width = red_mask.shape
    side = max(STEPS, round(min(height, width) * SEAL_SIDE))
    best: tuple[float, int, int] | None = None
    for top in range(0, height - side + 1, side // STEPS):
        for left in range(0, width - side + 1, side // STEPS):
            square = red_mask[top : top + side, left : left + side]
            share = float(square.mean())
            if share >= MIN_RED_SHARE and _spans_square(square) and (best is None or share > best[0]):
                best = share, left, top
    if best is None:
        return None
    _share, left, top = best
    return {
        "left": left / width,
        "top": top / height,
        "right": (left + side) / width,
        "bottom": (top + side) / height,
    }


def is_red(colours: Numbers) -> Numbers:
    """Which pixels are red. The last axis of `colours` is red, green, blue."""
    red: Numbers = (colours[..., 0] - colours[..., 1:].max(2) > MIN_RED_LEAD) & (colours[..., 0] > MIN_BRIGHTNESS)
    return red


def _spans_square(square: Numbers) -> bool:
    return all(float(square.any(axis).mean()) >= MIN_RED_EXTENT for axis in (0, 1))


def white_balanced(page: Image.Image) -> Numbers:
    """A small copy of the page whose background is made white, since photographs have coloured light."""
    small = page.convert("RGB")
    small.thumbnail((SMALL_SIDE_PX, SMALL_SIDE_PX), Image.Resampling.BOX)
    spots = numpy.asarray(small, dtype=numpy.float32)
    by_brightness = numpy.sort(spots.reshape(-1, 3), axis=0)
    white = numpy.maximum(by_brightness[int(len(by_brightness) * BACKGROUND_QUANTILE)], 1)
    lit: Numbers = numpy.minimum(spots * (255 / white), 255)
    return lit


def _crop_margins(grey: Image.Image) -> Image.Image | None:
    """The page without its margins, in any light; None for an empty page."""
    small = grey.copy()
    small.thumbnail((SMALL_SIDE_PX, SMALL_SIDE_PX), Image.Resampling.BOX)
    document = small.resize((max(1, small.width // 8), max(1, small.height // 8)), Image.Resampling.BOX)
    document = document.filter(ImageFilter.MaxFilter(7)).filter(ImageFilter.GaussianBlur(3)).resize(small.size)
    light = numpy.maximum(numpy.asarray(document, dtype=numpy.float32), 40)
    is_ink = (light - numpy.asarray(small, dtype=numpy.float32)) / light > INK
    down, across = (numpy.nonzero(is_ink.sum(axis) >= 2)[0] for axis in (1, 0))
    if not len(down) or not len(across):
        return None
    scale = grey.width / small.width
    left, top, right, bottom = (int(edge * scale) for edge in (across[0], down[0], across[-1] + 1, down[-1] + 1))
    return grey.crop((left, top, right, bottom))
