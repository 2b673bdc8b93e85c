import io

import pytest
from PIL import Image

from suppliers.documents.child import image
from suppliers.documents.child.refusal import Refusal
from suppliers.documents.results import Code, Refused
from tests.suppliers.documents import sample_files

LIMITS = {"max_pages": 3, "max_pixels": 1_000_000, "side": 2000, "preview_side": 50}


def render_page(content, kind):
    _, (page, _) = image.pages(content, kind=kind, **LIMITS)
    return Image.open(io.BytesIO(page))


def is_near(colour, other):
    return all(abs(one - two) < 12 for one, two in zip(colour, other, strict=True))


@pytest.mark.parametrize("orientation", range(1, 9))
def test_the_dark_corner_ends_where_the_photographer_saw_it(orientation):
    picture = Image.new("RGB", (64, 32), "white")
    picture.paste((0, 0, 0), (0, 0, 32, 16))
    exif = Image.Exif()
    exif[0x0112] = orientation
    out = io.BytesIO()
    picture.save(out, "PNG", exif=exif)
    corner = {1: (0, 0), 2: (1, 0), 3: (1, 1), 4: (0, 1), 5: (0, 0), 6: (1, 0), 7: (1, 1), 8: (0, 1)}[orientation]

    upright = render_page(out.getvalue(), "png")

    assert upright.size == ((64, 32) if orientation < 5 else (32, 64))
    places = [(x, y) for x in (0, 1) for y in (0, 1)]
    dark = [
        place
        for place in places
        if upright.getpixel(tuple(4 + at * (side - 8) for at, side in zip(place, upright.size, strict=True)))[0] < 90
    ]
    assert dark == [corner]


@pytest.mark.parametrize(
    ("mode", "colour", "expected"),
    [
        ("1", 1, (255, 255, 255)),
        ("L", 100, (100, 100, 100)),
        ("P", 0, (0, 0, 0)),
        ("I;16", 40_000, (155, 155, 155)),
        ("RGBA", (255, 0, 0, 0), (255, 255, 255)),
        ("LA", (0, 0), (255, 255, 255)),
    ],
)
def test_every_sort_of_png_comes_out_in_true_colours_on_white(mode, colour, expected):
    out = io.BytesIO()
    Image.new(mode, (40, 40), colour).save(out, "PNG")

    page = render_page(out.getvalue(), "png")

    assert page.mode == "RGB"
    assert is_near(page.getpixel((20, 20)), expected)


def test_a_picture_for_print_comes_out_in_screen_colours():
    out = io.BytesIO()
    Image.new("CMYK", (40, 40), (0, 255, 255, 0)).save(out, "JPEG")

    assert is_near(render_page(out.getvalue(), "jpeg").getpixel((20, 20)), (255, 0, 0))


def test_a_broken_colour_profile_is_passed_over():
    content = sample_files.picture("PNG", icc_profile=b"no profile at all")

    assert is_near(render_page(content, "png").getpixel((300, 200)), (200, 30, 60))


def test_exactly_the_limit_of_pixels_is_taken():
    assert render_page(sample_files.picture("PNG", size=(1000, 1000)), "png").size == (1000, 1000)


def test_one_row_beyond_the_limit_of_pixels_is_refused():
    with pytest.raises(Refusal) as caught:
        render_page(sample_files.picture("PNG", size=(1000, 1001)), "png")

    assert caught.value.refused == Refused(Code.TOO_MANY_PIXELS, {"width": 1000, "height": 1001, "limit": 1_000_000})


@pytest.mark.parametrize(("pages", "taken"), [(3, True), (4, False)])
def test_the_limit_of_pages_is_exact(pages, taken):
    try:
        sizes = image.pages(sample_files.tiff(pages), kind="tiff", **LIMITS)[0]["sizes"]
    except Refusal as refusal:
        assert (refusal.refused, taken) == (Refused(Code.TOO_MANY_PAGES, {"limit": 3}), False)
    else:
        assert (sizes, taken) == ([(300, 200), (50, 33)] * 3, True)


def test_a_picture_is_read_as_what_its_first_bytes_said_and_as_nothing_else():
    with pytest.raises(OSError, match="cannot identify"):
        render_page(sample_files.picture("PNG"), "jpeg")
