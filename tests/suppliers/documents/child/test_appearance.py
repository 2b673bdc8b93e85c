"""The appearance of pages: fingerprints, colours, red seals."""

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageOps

from suppliers.documents.child.appearance import describe


def page(shift=0):
    picture = Image.new("RGB", (600, 800), "white")
    pen = ImageDraw.Draw(picture)
    pen.rectangle((100 + shift, 200, 400 + shift, 500), fill="grey")
    for line in range(120, 180, 20):
        pen.line((80, line, 80 + line * 2, line), fill="black", width=4)
    return picture


def in_light(picture, light):
    """The picture under light of that colour."""
    return ImageChops.multiply(picture, Image.new("RGB", picture.size, light))


def page_with_seal(ink=(200, 30, 40)):
    picture = page()
    ImageDraw.Draw(picture).ellipse((400, 600, 520, 720), outline=ink, width=8)
    ImageDraw.Draw(picture).text((420, 640), "SPECIMEN * SPECIMEN", fill=ink)
    return picture


def differing(one, other):
    return (int(one, 16) ^ int(other, 16)).bit_count()


def nearest(one, other):
    """By how many bits the content differs at the rotation that fits best."""
    return min(
        differing(rotation, describe(one)["rotated_fingerprints"][0])
        for rotation in describe(other)["rotated_fingerprints"]
    )


def test_similar_images_have_similar_fingerprints():
    same, smaller, other = (
        describe(one)["fingerprint"] for one in (page(), page().resize((450, 600)), page(shift=150))
    )

    assert differing(same, smaller) <= 6
    assert differing(same, other) > 6


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_a_page_is_recognised_without_margins_at_any_rotation(rotation):
    cut = page().crop((40, 70, 520, 640)).resize((720, 855))

    assert nearest(page(), cut.rotate(rotation, expand=True)) <= 6
    assert nearest(page(), page(shift=150).rotate(rotation, expand=True)) > 6


def test_an_empty_page_has_no_fingerprint():
    assert describe(Image.new("RGB", (600, 800), "white"))["rotated_fingerprints"] == []
    assert describe(Image.new("RGB", (3, 2), "black"))["red"] is None


@pytest.mark.parametrize("light", ["white", (236, 220, 190), (140, 140, 150)])
def test_a_red_seal_is_located_in_any_light(light):
    facts = describe(in_light(page_with_seal(), light))

    box = facts["red"]
    assert facts["is_coloured"]
    assert 0.6 < (box["left"] + box["right"]) / 2 < 0.93
    assert 0.7 < (box["top"] + box["bottom"]) / 2 < 0.95


@pytest.mark.parametrize(
    "picture",
    [
        page_with_seal(ink="blue"),
        page_with_seal(ink="black"),
        ImageOps.grayscale(page_with_seal()).convert("RGB"),
        in_light(page(), (236, 220, 190)),
    ],
)
def test_blue_black_and_grey_seals_are_not_red(picture):
    assert describe(picture)["red"] is None


def test_a_red_line_is_no_seal():
    picture = page()
    ImageDraw.Draw(picture).rectangle((60, 40, 540, 70), fill="red")

    assert describe(picture)["red"] is None
    assert describe(picture)["is_coloured"]


def test_a_grey_scan_has_no_colours_and_neither_has_warm_light():
    assert not describe(ImageOps.grayscale(page_with_seal()).convert("RGB"))["is_coloured"]
    assert not describe(in_light(page(), (236, 220, 190)))["is_coloured"]
