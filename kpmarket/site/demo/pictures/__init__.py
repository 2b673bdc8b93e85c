"""Product pictures, drawn: one drawing for each product type in eight variants of colour and detail."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from random import Random

from PIL import Image

from kpmarket.site.demo.chance import chance
from kpmarket.site.demo.pictures.breathing import oxygen_concentrator, ventilator
from kpmarket.site.demo.pictures.devices import ir_thermometer, pulse_oximeter
from kpmarket.site.demo.pictures.eyes import face_shield, protective_eyewear
from kpmarket.site.demo.pictures.garments import isolation_gown, ppe_coverall, surgical_gown
from kpmarket.site.demo.pictures.gloves import exam_glove, surgical_glove
from kpmarket.site.demo.pictures.kits import ivd_ab, ivd_ag_pro, ivd_ag_self, ivd_pcr
from kpmarket.site.demo.pictures.masks import community_mask, medical_mask, respirator
from kpmarket.site.demo.pictures.sanitizer import hand_sanitizer
from kpmarket.site.demo.pictures.studio import FRAME, Studio

Drawing = Callable[[Studio, Random, int], None]
DRAWINGS: dict[str, Drawing] = {
    "medical_mask": medical_mask,
    "respirator": respirator,
    "community_mask": community_mask,
    "surgical_gown": surgical_gown,
    "isolation_gown": isolation_gown,
    "ppe_coverall": ppe_coverall,
    "protective_eyewear": protective_eyewear,
    "face_shield": face_shield,
    "exam_glove": exam_glove,
    "surgical_glove": surgical_glove,
    "ir_thermometer": ir_thermometer,
    "ventilator": ventilator,
    "ivd_ag_pro": ivd_ag_pro,
    "ivd_ag_self": ivd_ag_self,
    "ivd_ab": ivd_ab,
    "ivd_pcr": ivd_pcr,
    "hand_sanitizer": hand_sanitizer,
    "pulse_oximeter": pulse_oximeter,
    "oxygen_concentrator": oxygen_concentrator,
}
VARIANTS = 8
BACKDROPS = ("#dfe7ea", "#e8e4dc", "#dbe7e1", "#e4e2ea", "#d9e4ee", "#ece3de", "#e3e8df", "#dde3e6")


FAMILY_SIZE = (480, 360)
FAMILY_LIMIT = 12_000


def draw(product_type: str, seed: int, size: tuple[int, int] = FRAME) -> bytes:
    """A WebP picture of such a product. Seeds that differ by a multiple of eight give the same picture."""
    return _draw(product_type, seed % VARIANTS, size)


def draw_widths(product_type: str, variant: int, size: tuple[int, int], widths: Sequence[int]) -> list[bytes]:
    """The same picture at several widths, drawn once."""
    whole = _shot(product_type, variant, size)
    scaled = (whole.resize((width, round(width * size[1] / size[0])), Image.Resampling.LANCZOS) for width in widths)
    return [_written(one, quality=78, effort=0) for one in scaled]


@lru_cache(maxsize=len(DRAWINGS) * VARIANTS)
def _draw(product_type: str, variant: int, size: tuple[int, int]) -> bytes:
    return _written(_shot(product_type, variant, size), quality=80, effort=1)


def _shot(product_type: str, variant: int, size: tuple[int, int]) -> Image.Image:
    studio = Studio(BACKDROPS[(variant + len(product_type)) % len(BACKDROPS)], size)
    DRAWINGS[product_type](studio, chance(product_type, variant), variant)
    return studio.image


def _written(image: Image.Image, quality: int, effort: int) -> bytes:
    buffer = BytesIO()
    image.save(buffer, "WEBP", quality=quality, method=effort)
    return buffer.getvalue()


def write_families(folder: Path) -> None:
    """One small picture for each product type, for the home page: the best quality that fits into twelve thousand bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    for product_type in DRAWINGS:
        image = _shot(product_type, 0, FRAME).resize(FAMILY_SIZE, Image.Resampling.LANCZOS)
        tries = (_written(image, quality, 6) for quality in range(90, 20, -5))
        picture = next(each for each in tries if len(each) <= FAMILY_LIMIT)
        (folder / f"{product_type}.webp").write_bytes(picture)
