"""The page images compared with the content of the file."""

import pytest

from audits.findings import Severity, pictures
from suppliers.documents.reading import Box, Difference, Mark, MarkKind, Source
from tests.audits.findings.cases import PLACE, built, case, codes, line, page, read, reading

NUMBER = "苏械注准20222140123"


def test_a_plain_document_is_no_finding():
    assert [code for check in pictures.CHECKS for code in codes(check, number=NUMBER)] == []


def test_a_text_layer_that_says_something_else_is_a_warning():
    assert codes(pictures.text_layer, of=reading(page(agreement=0.1))) == ["text_differs_from_picture"]
    assert codes(pictures.text_layer, of=reading(page(agreement=0.9))) == []
    assert codes(pictures.text_layer, of=reading(page(agreement=None))) == []


def test_a_line_that_differs_from_the_image_has_both_texts():
    other, nothing = Difference(f"No. {NUMBER}", "No. 1", PLACE), Difference("Issued by nobody", "", PLACE)

    found = list(pictures.lines(case(of=reading(page(differences=(other, nothing))))))

    assert [(one.code, one.severity, one.box) for one in found] == [
        ("line_differs_from_picture", Severity.WARNING, PLACE),
        ("line_not_on_image", Severity.WARNING, PLACE),
    ]
    assert found[0].params == {"said": f"No. {NUMBER}", "image": "No. 1"}
    assert (
        codes(pictures.lines, of=reading(page(differences=(other,) * 9)))
        == [found[0].code] * pictures.MAX_LINES_PER_PAGE
    )
    assert codes(pictures.lines, of=reading(page())) == []


def test_a_number_that_stands_in_the_text_layer_alone_is_a_warning():
    hidden = {"source": Source.OCR, "hidden": (line(f"No. {NUMBER}"),)}

    assert codes(pictures.hidden_number, of=reading(page("Certificate", **hidden)), number=NUMBER) == [
        "number_not_on_image"
    ]
    assert codes(pictures.hidden_number, of=reading(page(NUMBER, **hidden)), number=NUMBER) == []
    assert codes(pictures.hidden_number, of=reading(page("Certificate", **hidden, confidence=0.2)), number=NUMBER) == []


def test_an_annotation_over_a_value_is_a_warning_and_elsewhere_a_note():
    over = built(Mark(MarkKind.ANNOTATION, "FreeText", 1, PLACE))
    elsewhere = built(Mark(MarkKind.ANNOTATION, "FreeText", 1, Box(0.7, 0.7, 0.9, 0.8)))

    (first,) = pictures.overlays(case(read("number", NUMBER), of=over))
    (second,) = pictures.overlays(case(read("number", NUMBER), of=elsewhere))

    assert (first.severity, second.severity) == (Severity.WARNING, Severity.NOTE)
    assert first.box == PLACE


def test_notes_in_the_margin_and_marks_over_the_whole_page_cover_nothing():
    assert codes(pictures.overlays, of=built(Mark(MarkKind.ANNOTATION, "Text", 1, PLACE))) == []
    assert codes(pictures.overlays, of=built(Mark(MarkKind.ANNOTATION, "Watermark", 1, Box(0, 0, 1, 1)))) == []


def test_a_value_in_a_form_field_is_a_note():
    field = built(Mark(MarkKind.FORM_FIELD, "text", 1, PLACE))

    assert codes(pictures.overlays, read("number", NUMBER), of=field) == ["typed_into_form"]
    assert codes(pictures.overlays, of=field) == []


def test_layers_that_are_switched_off_are_a_warning():
    assert codes(pictures.layers, of=built(Mark(MarkKind.HIDDEN_LAYER, "Old date"))) == ["hidden_layer"]


@pytest.mark.parametrize("kind", [MarkKind.SCRIPT, MarkKind.LAUNCH, MarkKind.SUBMIT])
def test_parts_that_do_something_are_a_warning(kind):
    assert codes(pictures.active_parts, of=built(Mark(kind))) == ["active_parts"]
    assert codes(pictures.active_parts, of=built(Mark(MarkKind.LINK))) == []


def test_one_font_that_is_not_carried_is_a_note_and_several_say_nothing():
    arial, times = (Mark(MarkKind.FONT_NOT_EMBEDDED, name, 1) for name in ("/Arial", "/Times"))

    assert codes(pictures.fonts, of=built(arial)) == ["font_not_carried"]
    assert codes(pictures.fonts, of=built(arial, times)) == []


def test_files_inside_a_file_are_a_note_and_parts_from_elsewhere_worth_a_look():
    inside = built(Mark(MarkKind.EMBEDDED_FILE, "invoice.xml"), Mark(MarkKind.ASSOCIATED_FILE, "data.csv"))
    (one,) = pictures.embedded_and_external(case(of=inside))
    assert (one.code, one.params) == ("carries_files", {"what": "data.csv, invoice.xml"})

    assert codes(pictures.embedded_and_external, of=built(Mark(MarkKind.EXTERNAL_REFERENCE, "other.pdf"))) == [
        "outside_parts"
    ]
    assert codes(pictures.embedded_and_external, of=built(Mark(MarkKind.LINK, "https://nordlys.example"))) == []


def test_a_form_that_draws_itself_is_an_active_part():
    assert codes(pictures.active_parts, of=built(Mark(MarkKind.XFA))) == ["active_parts"]
