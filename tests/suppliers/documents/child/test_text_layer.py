import io

import pikepdf
import pypdfium2
import pytest

from suppliers.documents.child import text_layer
from tests.suppliers.documents import sample_files, sample_pages


def layer(content, **limits):
    return text_layer.layer(content, **{"max_pages": 10, "max_chars": 10_000, **limits})[0]


def lines(content):
    return layer(content)["pages"][0]["lines"]


def test_lines_and_words_in_both_languages():
    found = lines(sample_pages.worded_pdf())

    assert [line["text"] for line in found] == list(sample_pages.WORDS)
    assert [word["text"] for word in found[3]["words"]] == ["Shenzhen", "Kangping", "Medical", "Co.,", "Ltd."]


def test_a_line_has_its_place_and_so_have_its_words():
    line = lines(sample_pages.worded_pdf(size=(400, 200)))[0]

    assert line["box"]["left"] == pytest.approx(40 / 400, abs=0.01)
    assert line["box"]["top"] < 50 / 200 < line["box"]["bottom"]
    first, second, third = line["words"]
    assert line["box"]["left"] == first["box"]["left"]
    assert first["box"]["right"] < second["box"]["left"]
    assert third["box"]["right"] == line["box"]["right"]


@pytest.mark.parametrize(
    ("rotation", "side", "near"), [(0, "left", 0.1), (90, "top", 0.1), (180, "right", 0.9), (270, "bottom", 0.9)]
)
def test_places_on_a_rotated_page_are_as_displayed(rotation, side, near):
    def rotate(pdf):
        pdf.pages[0].obj.Rotate = rotation

    line = lines(sample_pages.change_pdf(rotate, sample_pages.worded_pdf(size=(400, 200))))[0]

    assert line["box"][side] == pytest.approx(near, abs=0.01)


def test_a_picture_that_covers_the_page_is_noticed():
    scan = sample_pages.photo_pdf(sample_files.pdf(), dpi=30)

    assert layer(sample_pages.worded_pdf(over=scan))["pages"][0]["covered"] == 1
    assert layer(sample_pages.worded_pdf())["pages"][0]["covered"] == 0


def test_invisible_text_is_noticed():
    hidden = layer(sample_pages.lying_pdf())["pages"][0]

    assert 0.1 < hidden["invisible"] < 0.5
    assert layer(sample_pages.worded_pdf())["pages"][0]["invisible"] == 0


def test_pictures_next_to_text_have_places():
    (strip,) = layer(sample_pages.lying_pdf())["pages"][0]["pictures"]

    assert strip["top"] == pytest.approx(0.29, abs=0.02)
    assert strip["bottom"] - strip["top"] == pytest.approx(21.6 / 260, abs=0.01)


def test_a_long_text_is_cut_off_and_says_so():
    whole, cut = layer(sample_files.pdf(3)), layer(sample_files.pdf(3), max_chars=50)
    first_pages = layer(sample_files.pdf(3), max_pages=2)

    assert (whole["is_whole"], cut["is_whole"], first_pages["is_whole"]) == (True, False, False)
    assert sum(len(line["text"]) for page in cut["pages"] for line in page["lines"]) <= 50
    assert len(first_pages["pages"]) == 2


def test_a_page_without_text_has_no_lines():
    assert lines(sample_pages.worded_pdf(())) == []


def test_text_typed_onto_a_page_is_read():
    made = pypdfium2.PdfDocument.new()
    made.new_page(600, 800)
    stream = io.BytesIO()
    made.save(stream)
    with pikepdf.Pdf.open(stream) as pdf:
        typed = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.FreeText,
            Rect=[60, 80, 180, 120],
            Contents="12 July 2021\rWei Ran",
        )
        pdf.pages[0].Annots = pdf.make_indirect(pikepdf.Array([typed]))
        out = io.BytesIO()
        pdf.save(out)

    (page,) = text_layer.layer(out.getvalue(), max_pages=1, max_chars=1000)[0]["pages"]

    first, second = page["lines"]
    assert [first["text"], second["text"]] == ["12 July 2021", "Wei Ran"]
    assert (first["box"]["left"], first["box"]["top"], second["box"]["bottom"]) == (0.1, 0.85, 0.9)
