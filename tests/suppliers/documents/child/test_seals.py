"""Print under red seals is read without their ink; other red things change nothing."""

import numpy
import pytest
from PIL import Image, ImageDraw

from suppliers.documents.child import seals
from suppliers.documents.child.seals import OcrLine, Seal
from tests.suppliers.documents import sample_pages
from tests.suppliers.documents.sample_pages import SEAL_INK as INK

WIDE, HIGH = 1240, 1754
PLACE = (800, 1200, 1000, 1400)


def page(*, white=255):
    return Image.new("RGB", (WIDE, HIGH), (white, white, white))


def with_seal(sheet, place=PLACE, ink=INK):
    return sample_pages.stamp_seal(sheet, place, ink)


def spots(sheet):
    """As the reader has them: blue, green and red."""
    return numpy.asarray(sheet)[:, :, ::-1]


@pytest.mark.parametrize("place", [PLACE, (100, 100, 320, 320), (500, 800, 620, 920), (300, 600, 600, 800)])
def test_a_seal_is_found_where_it_is(place):
    (found,) = seals.find_seals(spots(with_seal(page(), place)))

    assert found == pytest.approx(place, abs=14)


def test_of_two_seals_both_are_found():
    assert len(seals.find_seals(spots(with_seal(with_seal(page()), (100, 100, 320, 320))))) == 2


def test_only_a_few_seals_of_a_page_are_looked_at():
    sheet = page()
    for place in range(9):
        sheet = with_seal(
            sheet, (100 + place % 3 * 350, 100 + place // 3 * 350, 300 + place % 3 * 350, 300 + place // 3 * 350)
        )

    assert len(seals.find_seals(spots(sheet))) == seals.MAX_SEALS


@pytest.mark.parametrize(
    ("place", "colour"),
    [
        ((100, 100, 1100, 160), INK),
        ((100, 100, 140, 140), INK),
        ((100, 100, 1200, 1700), INK),
        (PLACE, (20, 60, 160)),
        (PLACE, (90, 90, 90)),
        (PLACE, INK),
    ],
    ids=["a red bar", "a red dot", "a red page", "blue", "grey", "a red square"],
)
def test_other_marks_are_no_seals(place, colour):
    sheet = page()
    ImageDraw.Draw(sheet).rectangle(place, fill=colour)

    assert seals.find_seals(spots(sheet)) == []


def test_a_red_rule_that_runs_through_a_seal_is_none_of_it():
    sheet = page()
    ImageDraw.Draw(sheet).rectangle((100, 1230, 1140, 1236), fill=(122, 31, 31))
    (found,) = seals.find_seals(spots(with_seal(sheet)))

    assert found == pytest.approx(PLACE, abs=14)


def test_a_seal_is_found_in_the_light_of_a_lamp():
    lit = (numpy.asarray(with_seal(page())) * numpy.array((0.95, 0.85, 0.7))).astype(numpy.uint8)

    assert len(seals.find_seals(lit[:, :, ::-1])) == 1


def test_red_ink_is_lifted_and_black_print_stays():
    sheet = page()
    ImageDraw.Draw(sheet).rectangle((700, 1290, 1100, 1310), fill="black")
    image = spots(with_seal(sheet))

    ((top, band),) = seals.bands_without_ink(image, seals.find_seals(image))

    high = len(band)
    print_on_it = band[1290 - top : 1310 - top, 700:1100]
    assert top < PLACE[1] and top + high > PLACE[3]
    assert print_on_it.max() < 40
    band[1290 - top : 1312 - top, 700:1102] = 255
    assert band.min() > 230


def test_dark_red_that_hides_print_is_left_alone():
    image = spots(with_seal(page(), ink=(110, 10, 10)))

    assert list(seals.bands_without_ink(image, [Seal(*PLACE)])) == []


def ocr_line(text, top, *, left=100, right=400, score=0.9):
    corners = numpy.array([(left, top), (right, top), (right, top + 20), (left, top + 20)], dtype=float)
    return OcrLine(text, score, corners, [])


UNDER = Seal(150, 200, 350, 400)


def texts(*args):
    return [one.text for one in seals.merge_lines(*args)]


def test_a_line_under_a_seal_is_read_without_its_ink_and_keeps_its_place():
    read = [ocr_line("Holder", 100), ocr_line("2O21-O7-", 300, score=0.7), ocr_line("Signed", 500)]

    assert texts(read, [ocr_line("2021-07-21", 302, score=0.98)], [UNDER]) == ["Holder", "2021-07-21", "Signed"]


def test_a_line_that_was_hidden_is_added_in_its_order():
    assert texts([ocr_line("Holder", 100), ocr_line("Signed", 500)], [ocr_line("2021-07-21", 300)], [UNDER]) == [
        "Holder", "2021-07-21", "Signed",
    ]  # fmt: skip


def test_a_line_read_with_more_confidence_through_the_ink_stays():
    assert texts([ocr_line("2021-07-21", 300, score=0.99)], [ocr_line("2021 07", 300, score=0.8)], [UNDER]) == [
        "2021-07-21"
    ]


def test_lines_next_to_a_seal_stay_as_they_were_read():
    assert texts(
        [ocr_line("Holder", 300, left=500, right=800)], [ocr_line("Hclder", 300, left=500, right=800)], [UNDER]
    ) == ["Holder"]


def test_a_piece_of_a_band_is_moved_to_its_place_on_the_page():
    moved = ocr_line("2021", 10)._replace(characters=[("2", numpy.array([(100.0, 10.0)]))]).moved_down(300)

    assert moved.corners[0].tolist() == [100, 310]
    assert moved.characters[0][1].tolist() == [[100, 310]]


def test_lines_that_the_edges_of_a_band_cut_are_left_out():
    lines_found = [ocr_line("above", -4), ocr_line("inside", 20), ocr_line("below", 90)]

    assert [one.text for one in seals.uncut_lines(lines_found, 100)] == ["inside"]
