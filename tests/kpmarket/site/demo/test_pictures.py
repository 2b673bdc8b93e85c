"""Every product type has a picture; equal seeds give equal bytes."""

from io import BytesIO
from pathlib import Path

import pytest
import yaml
from django.conf import settings
from PIL import Image

from kpmarket.site.demo import pictures

SMALL = (240, 180)
FAMILIES = Path(settings.BASE_DIR) / "static" / "kpmarket" / "families"


@pytest.mark.parametrize("product_type", list(pictures.DRAWINGS))
def test_a_product_type_is_drawn_in_two_variants_that_differ(product_type):
    first, second = (Image.open(BytesIO(pictures.draw(product_type, seed, SMALL))) for seed in (0, 1))

    assert (first.format, first.size) == ("WEBP", SMALL)
    assert first.tobytes() != second.tobytes()
    assert len(first.convert("RGB").getcolors(SMALL[0] * SMALL[1])) > 500


def test_the_same_seed_gives_the_same_bytes_without_the_cache():
    first = pictures.draw("medical_mask", 3, SMALL)
    pictures._draw.cache_clear()

    assert pictures.draw("medical_mask", 3, SMALL) == first
    assert pictures.draw("medical_mask", 3 + pictures.VARIANTS, SMALL) == first


def test_a_picture_is_1200_by_900_unless_told_otherwise():
    assert Image.open(BytesIO(pictures.draw("pulse_oximeter", 0))).size == (1200, 900)


@pytest.mark.parametrize("product_type", list(pictures.DRAWINGS))
def test_the_home_page_has_a_small_picture_of_the_family(product_type):
    picture = (FAMILIES / f"{product_type}.webp").read_bytes()

    assert len(picture) <= pictures.FAMILY_LIMIT
    assert Image.open(BytesIO(picture)).size == pictures.FAMILY_SIZE


def test_families_are_written_into_a_new_folder(tmp_path, monkeypatch):
    monkeypatch.setattr(pictures, "DRAWINGS", {"hand_sanitizer": pictures.DRAWINGS["hand_sanitizer"]})

    pictures.write_families(tmp_path / "families")

    assert [file.name for file in (tmp_path / "families").iterdir()] == ["hand_sanitizer.webp"]


def test_all_product_types_of_the_rulebook_have_a_drawing():
    rulebook = Path(settings.BASE_DIR) / "audits" / "rulebook" / "product_types.yaml"
    known = set(yaml.safe_load(rulebook.read_text(encoding="utf-8")))

    assert set(pictures.DRAWINGS) == known
