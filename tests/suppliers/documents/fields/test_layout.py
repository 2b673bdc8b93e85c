from hypothesis import given
from hypothesis import strategies as st

from suppliers.documents.fields.layout import Sheet
from suppliers.documents.reading import Box, Line, Source
from tests.suppliers.documents.fields.sample_sheets import line, ocr_line, reading_of, sheet_of


def texts(row):
    return row.text if row else None


def test_the_box_of_a_part_is_the_union_of_its_words():
    sheet = sheet_of(line("Certificate No. QM 26 96278", 0.1, 0.2))
    row = sheet.rows[0]

    box = row.part(row.text.index("QM"), len(row.text)).box

    assert (box.left, box.right) == (row.places[2].box.left, row.places[4].box.right)


def test_a_part_of_a_chinese_word_is_cut_by_the_width_of_its_characters():
    whole = Line("备案号:AB", Box(0.1, 0.1, 0.19, 0.12), Source.OCR, 1.0, line("备案号:AB", 0.1, 0.1).words)
    row = Sheet.of(reading_of(whole)).rows[0]

    box = row.part(4, 6).box

    assert round(box.left, 4) == round(
        row.places[0].box.left + 7 / 9 * (row.places[0].box.right - row.places[0].box.left), 4
    )
    assert box.right == row.places[0].box.right


@given(st.text("ab 中文12.", min_size=1).filter(str.strip), st.integers(0, 12), st.integers(0, 12))
def test_a_part_never_leaves_its_line(text, start, length):
    row = sheet_of(line(text.strip())).rows[0]
    part = row.part(min(start, len(row.text)), min(start + length, len(row.text)))

    assert row.box.left - 1e-9 <= part.box.left <= part.box.right <= row.box.right + 1e-9
    assert part.printed == row.printed[part.start : part.end]


def test_neighbours_are_found_on_the_same_height_and_in_the_same_column():
    label, value, below = line("Holder", 0.1, 0.2), line("Lanyu Co., Ltd.", 0.4, 0.2), line("Suzhou", 0.4, 0.215)
    sheet = sheet_of(label, value, below)

    assert texts(sheet.right_of(sheet.rows[0])) == "Lanyu Co., Ltd."
    assert texts(sheet.left_of(sheet.rows[1])) == "Holder"
    assert texts(sheet.under(sheet.rows[1], 0.4)) == "Suzhou"
    assert texts(sheet.above(sheet.rows[2])) == "Lanyu Co., Ltd."
    assert [row.text for row in sheet.column(sheet.rows[0])] == ["Suzhou"]


def test_what_stands_far_away_is_no_neighbour():
    sheet = sheet_of(line("Holder", 0.1, 0.2), line("Suzhou", 0.1, 0.4))

    assert sheet.under(sheet.rows[0], 0.1) is None
    assert sheet.above(sheet.rows[1]) is None
    assert sheet.right_of(sheet.rows[0]) is None


def test_a_mark_across_the_page_is_no_line():
    assert sheet_of(line("SPECIMEN", 0.1, 0.2, height=0.3), line("Holder", 0.1, 0.6)).text == "Holder"


def test_a_part_has_the_lowest_confidence_of_its_words_and_knows_whether_ocr_read_it():
    row = sheet_of(ocr_line("Valid until 2030", confidence=0.7)).rows[0]

    assert (row.part(0, 5).confidence, row.is_ocr) == (0.7, True)


def test_a_line_without_words_stands_for_itself():
    bare = Line("Valid until 2030", Box(0.1, 0.2, 0.5, 0.22), Source.OCR, 0.8)
    row = sheet_of(bare).rows[0]

    assert (row.part(12, 16).box, row.part(12, 16).confidence) == (bare.box, 0.8)


def test_neighbours_with_overlapping_boxes_are_neighbours():
    label = line("Issue date:", 0.1, 0.2)
    value = line("2024-06-19", label.box.right - 0.012, 0.2)
    sheet = sheet_of(label, value)

    assert texts(sheet.left_of(sheet.rows[1])) == "Issue date:"
    assert texts(sheet.right_of(sheet.rows[0])) == "2024-06-19"


def test_a_label_whose_box_reaches_into_the_line_below_is_above_it():
    sheet = sheet_of(line("期限", 0.5, 0.439), line("二〇二二年十二月七日", 0.34, 0.4445, height=0.02))

    assert texts(sheet.above(sheet.rows[1])) == "期限"
