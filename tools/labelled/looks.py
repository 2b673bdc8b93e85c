"""Degrades a rendered page as scanner, fax, stamp ink or phone camera would."""

from __future__ import annotations

from io import BytesIO

import numpy as np
from PIL import Image, ImageFilter

from kpmarket.site.demo.chance import chance
from kpmarket.site.demo.documents.scan import pages_of
from tools.labelled.plan import Look

Picture = Image.Image
BICUBIC = Image.Resampling.BICUBIC


def file_of(pdf: bytes, look: Look, name: str) -> bytes:
    """The file that is uploaded. A clean scan is a PDF with one picture, as office scanners make it; the rest are JPEG."""
    if look == Look.TEXT:
        return pdf
    seed = int.from_bytes(chance("look", name).randbytes(4))
    rng = np.random.default_rng(seed)
    page = next(
        pages_of(pdf, {Look.CLEAN: 200, Look.STAMP: 200, Look.PHONE: 190, Look.SKEW: 150, Look.LOW: 96}[look])
    ).convert("RGB")
    if look == Look.CLEAN:
        return _encode(_add_grain(page, rng, 2.5), "PDF", 88, 200)
    if look == Look.STAMP:
        return _encode(_add_grain(page, rng, 3), "JPEG", 85, 200)
    if look == Look.LOW:
        return _encode(_add_grain(page, rng, 3), "JPEG", 45, 96)
    if look == Look.SKEW:
        return _encode(_tilt(page, rng), "JPEG", 75, 150)
    return _encode(_as_photo(page, rng), "JPEG", 62, 72)


def _encode(page: Picture, form: str, quality: int, dpi: int) -> bytes:
    out = BytesIO()
    page.save(out, form, quality=quality, **({"resolution": dpi} if form == "PDF" else {"dpi": (dpi, dpi)}))
    return out.getvalue()


def _add_grain(page: Picture, rng: np.random.Generator, strength: float) -> Picture:
    pixels = np.asarray(page, dtype=np.float32)
    grain = rng.normal(0, strength, pixels.shape[:2]).astype(np.float32)[..., None]
    return Image.fromarray(np.clip(pixels - 4 + grain, 0, 255).astype(np.uint8))


def _tilt(page: Picture, rng: np.random.Generator) -> Picture:
    """Rotated by up to three degrees, soft, with grain and dust."""
    angle = float(rng.uniform(0.8, 3) * rng.choice((-1, 1)))
    rotated = page.rotate(angle, resample=BICUBIC, fillcolor=(208, 209, 206)).filter(ImageFilter.GaussianBlur(0.6))
    pixels = np.asarray(_add_grain(rotated, rng, 11)).copy()
    height, width = pixels.shape[:2]
    spots = rng.integers(0, (height, width), size=(900, 2))
    pixels[spots[:, 0], spots[:, 1]] = rng.integers(20, 160, size=(900, 1))
    return Image.fromarray(pixels)


def _as_photo(page: Picture, rng: np.random.Generator) -> Picture:
    """On a table, from a slant, in light that falls off to one side, a little out of focus, compressed."""
    width, height = page.size
    table = Image.new(
        "RGB",
        (int(width * 1.16), int(height * 1.14)),
        tuple(int(one) for one in rng.integers((70, 55, 40), (150, 120, 100))),
    )
    corners = np.array([(0.08, 0.07), (0.92, 0.07), (0.92, 0.93), (0.08, 0.93)]) + rng.uniform(-0.035, 0.035, (4, 2))
    corners *= table.size
    slanted = page.transform(table.size, Image.Transform.PERSPECTIVE, _coefficients(corners, page.size), BICUBIC)
    mask = Image.new("L", page.size, 255).transform(
        table.size, Image.Transform.PERSPECTIVE, _coefficients(corners, page.size)
    )
    table.paste(slanted, mask=mask)
    soft = table.filter(ImageFilter.GaussianBlur(float(rng.uniform(0.7, 1.3))))
    pixels = np.asarray(soft, dtype=np.float32) * _light_falloff(soft.size, rng) + rng.normal(
        0, 5, (soft.height, soft.width, 1)
    )
    return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))


def _coefficients(corners: np.ndarray, size: tuple[int, int]) -> tuple[float, ...]:
    """The eight numbers that bring each corner of the photo back to its corner of the page."""
    width, height = size
    page = ((0, 0), (width, 0), (width, height), (0, height))
    rows, wanted = [], []
    for (x, y), (to_x, to_y) in zip(corners, page, strict=True):
        rows += [(x, y, 1, 0, 0, 0, -to_x * x, -to_x * y), (0, 0, 0, x, y, 1, -to_y * x, -to_y * y)]
        wanted += [to_x, to_y]
    return tuple(float(one) for one in np.linalg.solve(np.array(rows, dtype=float), np.array(wanted, dtype=float)))


def _light_falloff(size: tuple[int, int], rng: np.random.Generator) -> np.ndarray:
    """Brightness per pixel: a lamp next to the document and the shadow of the photographer."""
    width, height = size
    across, down = np.meshgrid(np.linspace(-1, 1, width), np.linspace(-1, 1, height))
    angle = rng.uniform(0, 2 * np.pi)
    slope = across * np.cos(angle) + down * np.sin(angle)
    shadow = 1 / (1 + np.exp(-12 * (slope + rng.uniform(0.3, 0.7))))
    return ((0.86 + 0.14 * slope) * (0.8 + 0.2 * shadow)).astype(np.float32)[..., None]
