"""On a skewed page lines have the same neighbours as on the straight page."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suppliers.documents.fields.deskew import deskewed_box, slope_of
from suppliers.documents.fields.layout import Sheet
from suppliers.documents.reading import Box
from tests.suppliers.documents.fields.sample_sheets import line, reading_of

LONG = "This certificate is granted to the manufacturer below"
PAGE = (
    line(LONG, 0.1, 0.1), line("and is valid for the devices that are named below only", 0.1, 0.12),
    line("Address", 0.1, 0.3), line("No. 155 Xingye Road, Huangdao District, Qingdao,", 0.4, 0.3), line("Shandong, China", 0.4, 0.318),
    line("Any change of what is stated above ends this certificate", 0.1, 0.5),
)  # fmt: skip


def tilt(one, slope):
    """The line as on a skewed page: each word lower than the one before, its box a little taller."""

    def lower(box):
        shift, growth = slope * ((box.left + box.right) / 2 - 0.5), abs(slope) * (box.right - box.left) / 2
        return Box(box.left, box.top + shift - growth, box.right, box.bottom + shift + growth)

    words = tuple(replace(word, box=lower(word.box)) for word in one.words)
    top, bottom = min(word.box.top for word in words), max(word.box.bottom for word in words)
    return replace(one, words=words, box=Box(one.box.left, top, one.box.right, bottom))


@given(st.floats(-0.05, 0.05))
def test_lines_stand_where_they_would_on_a_straight_page(slope):
    askew = [tilt(one, slope) for one in PAGE]
    found = slope_of(askew)

    assert found == pytest.approx(slope, abs=0.003)
    for one, straight in zip(askew, PAGE, strict=True):
        box = deskewed_box(one, found)
        assert (box.top, box.bottom) == pytest.approx((straight.box.top, straight.box.bottom), abs=0.004)
        assert (box.left, box.right) == (one.box.left, one.box.right)


@pytest.mark.parametrize("slope", [-0.04, -0.015, 0, 0.015, 0.04])
def test_an_address_goes_on_under_itself_however_the_page_lies(slope):
    sheet = Sheet.of(reading_of(*(tilt(one, slope) for one in PAGE)))
    label, first = sheet.rows[2], sheet.rows[3]

    assert sheet.right_of(label) is first
    assert sheet.below(first).text == "Shandong, China"


def test_the_places_that_people_see_stay_where_they_are():
    askew = [tilt(one, 0.04) for one in PAGE]

    assert Sheet.of(reading_of(*askew)).rows[0].part().box.top == askew[0].box.top


def test_a_few_short_lines_tell_nothing_of_how_a_page_lies():
    assert slope_of([tilt(one, 0.04) for one in (PAGE[0], PAGE[4], line("China", 0.1, 0.7))]) == 0
