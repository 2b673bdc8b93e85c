from dataclasses import replace

import pytest

from suppliers.documents.fields import extract_fields
from suppliers.documents.fields.proposals import FieldName
from suppliers.documents.fields.rotated_pages import rotate_box, rotation_of_text
from suppliers.documents.reading import Box, Line, Page, Reading, Source, Word
from suppliers.documents.sniff import Kind

BOX = Box(0.1, 0.2, 0.4, 0.25)
ON_THE_PAGE = (
    ("Certificate No.", 0.1, 0.2),
    ("M.2023.206.C92750", 0.5, 0.2),
    ("Date of issue", 0.1, 0.3),
    ("14 March 2023", 0.5, 0.3),
    ("Expiry date", 0.1, 0.4),
    ("13 March 2028", 0.5, 0.4),
)


def line(text, left, top):
    """A line with its words one after the other."""
    words, at = [], left
    for word in text.split():
        words.append(Word(word, Box(at, top, at + 0.012 * len(word), top + 0.02)))
        at += 0.012 * (len(word) + 1)
    return Line(text, Box(left, top, at - 0.012, top + 0.02), Source.OCR, 0.98, tuple(words))


def lying(degrees):
    """A scan that must be rotated clockwise by so much."""
    back = -degrees % 360
    lines = tuple(
        replace(
            one,
            box=rotate_box(one.box, back),
            words=tuple(replace(word, box=rotate_box(word.box, back)) for word in one.words),
        )
        for one in (line(*each) for each in ON_THE_PAGE)
    )
    width, height = (1654, 1169) if degrees in {90, 270} else (1169, 1654)
    page = Page(1, width, height, Source.OCR, rotation=degrees, confidence=0.98, lines=lines)
    return Reading(Kind.JPEG, 1, (page,))


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_a_page_that_lies_on_its_side_is_read_like_one_that_stands(degrees):
    standing, found = (extract_fields(lying(one), {}) for one in (0, degrees))

    for field in (FieldName.NUMBER, FieldName.ISSUED_ON, FieldName.VALID_UNTIL):
        assert found.best(field).value == standing.best(field).value
        assert found.best(field).confidence == standing.best(field).confidence
    assert found.best(FieldName.NUMBER).value == "M.2023.206.C92750"


def test_the_place_of_a_value_is_where_the_picture_shows_it():
    printed = next(one for one in lying(90).pages[0].lines if one.text == "M.2023.206.C92750")

    box = extract_fields(lying(90), {}).best(FieldName.NUMBER).box

    assert vars(box) == pytest.approx(vars(printed.box))


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_rotating_back_undoes_it(degrees):
    assert vars(rotate_box(rotate_box(BOX, degrees), 360 - degrees)) == pytest.approx(vars(BOX))


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_the_run_of_a_text_layer_shows_how_its_page_lies(degrees):
    assert rotation_of_text(lying(degrees).pages[0].lines) == degrees


def test_a_margin_that_runs_upwards_rotates_no_page():
    upwards = lying(90).pages[0].lines[:2]

    assert rotation_of_text([*lying(0).pages[0].lines, *upwards]) == 0
    assert rotation_of_text(upwards) == 0
