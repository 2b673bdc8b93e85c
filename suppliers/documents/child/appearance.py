"""How a page looks besides its words: by what it is found again, and whether it bears something red, as a seal is."""

from __future__ import annotations

import numpy
from PIL import Image, ImageFilter

FINGERPRINT_SIDE = 16
PLAIN_DIFFERENCE = 3
"""Of 255: without its margins a page is compared by spots that differ by more, so that grain makes no difference."""
SMALL = 400
INK = 0.15
"""A spot darker than its surroundings by this share is ink."""
TURNS = (None, Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_180, Image.Transpose.ROTATE_270)

COLOUR, COLOURED_ENOUGH = 30, 0.002
RED, BRIGHT_ENOUGH = 25, 100
"""By how much red must lead the other two, and how bright it must be, on a white page."""
SEAL, RED_ENOUGH, EXTENT = 0.16, 0.05, 0.5
"""A seal fills a square of this share of the short side to that share, and reaches over half of it in both directions."""
STEPS = 4
DOCUMENT = 0.95
"""The background of a page is as bright as all but the brightest spots."""

Numbers = numpy.ndarray


def look(page: Image.Image) -> dict[str, object]:
    """All that is told of a page's picture."""
    colours = balanced(page)
    return {
        "fingerprint": fingerprint(page, 0),
        "turns": turns(page),
        "is_coloured": bool((colours.max(2) - colours.min(2) > COLOUR).mean() > COLOURED_ENOUGH),
        "red": red(colours),
    }


def fingerprint(page: Image.Image, difference: int) -> str:
    """256 bits, each telling whether a spot is lighter than its right neighbour: alike pictures differ in few of them."""
    small = page.convert("L").resize((FINGERPRINT_SIDE + 1, FINGERPRINT_SIDE), Image.Resampling.BOX)
    spots = numpy.asarray(small, dtype=numpy.int16)
    return numpy.packbits(spots[:, :-1] > spots[:, 1:] + difference).tobytes().hex()


def turns(page: Image.Image) -> list[str]:
    """Fingerprints of what is on the page without its margins, in four turns; none of an empty page."""
    content = _content(page.convert("L"))
    if content is None:
        return []
    return [fingerprint(content.transpose(turn) if turn is not None else content, PLAIN_DIFFERENCE) for turn in TURNS]


def red(colours: Numbers) -> dict[str, float] | None:
    """The square with most red in it, where it is enough for a seal; a red line or title is none."""
    seen = is_red(colours)
    height, width = seen.shape
    side = max(STEPS, round(min(height, width) * SEAL))
    best: tuple[float, int, int] | None = None
    for top in range(0, height - side + 1, side // STEPS):
        for left in range(0, width - side + 1, side // STEPS):
            square = seen[top : top + side, left : left + side]
            share = float(square.mean())
            if share >= RED_ENOUGH and _reaches(square) and (best is None or share > best[0]):
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
    """Which spots are red, of colours in red, green and blue."""
    return (colours[..., 0] - colours[..., 1:].max(2) > RED) & (colours[..., 0] > BRIGHT_ENOUGH)


def _reaches(square: Numbers) -> bool:
    return all(float(square.any(axis).mean()) >= EXTENT for axis in (0, 1))


def balanced(page: Image.Image) -> Numbers:
    """A small copy of the page, its background made white: light has a colour too."""
    small = page.convert("RGB")
    small.thumbnail((SMALL, SMALL), Image.Resampling.BOX)
    spots = numpy.asarray(small, dtype=numpy.float32)
    by_brightness = numpy.sort(spots.reshape(-1, 3), axis=0)
    white = numpy.maximum(by_brightness[int(len(by_brightness) * DOCUMENT)], 1)
    return numpy.minimum(spots * (255 / white), 255)


def _content(grey: Image.Image) -> Image.Image | None:
    """What is inside the margins, whatever light fell on them."""
    small = grey.copy()
    small.thumbnail((SMALL, SMALL), Image.Resampling.BOX)
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
