"""PDFs whose parts contain themselves or are nested very deeply."""

from __future__ import annotations

from functools import partial

from tests.hostile.case import BOMB, BROKEN, MENDED, TAKEN, Case
from tests.hostile.pdf_parts import CATALOGUE, MARKS, PAGES, document, drawing, hand_written_pdf, stream, with_table
from tests.suppliers.documents import sample_files

LETTERS = b"BT /F 20 Tf 50 700 Td (aaaa) Tj ET"
FONT = b"/Font << /F 5 0 R >>"
FORM = b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] "


def forms_in_a_ring(length: int) -> bytes:
    """Each form renders the next, the last one the first."""
    forms = [
        stream(b"/F Do", FORM + b"/Resources << /XObject << /F %d 0 R >> >>" % (5 + (number + 1) % length))
        for number in range(length)
    ]
    return drawing(b"/F Do", *forms, resources=b"/XObject << /F 5 0 R >>")


def forms_in_a_row(length: int) -> bytes:
    forms = [
        stream(b"/F Do", FORM + b"/Resources << /XObject << /F %d 0 R >> >>" % (6 + number)) for number in range(length)
    ]
    return drawing(b"/F Do", *forms, stream(MARKS, FORM), resources=b"/XObject << /F 5 0 R >>")


def pages_in_a_row(depth: int) -> bytes:
    """A deeply nested page tree."""
    lists = [b"<< /Type /Pages /Parent %d 0 R /Kids [%d 0 R] /Count 1 >>" % (2 + n, 4 + n) for n in range(depth)]
    last = b"<< /Type /Page /Parent %d 0 R /MediaBox [0 0 595 842] >>" % (depth + 2)
    return hand_written_pdf(CATALOGUE, PAGES, *lists, last)


def pages(kids: bytes, *more: bytes) -> bytes:
    return hand_written_pdf(CATALOGUE, b"<< /Type /Pages /Kids [%s] /Count 4 >>" % kids, *more)


def type_3(procedure: bytes, entries: bytes = b"") -> bytes:
    """A font whose glyph has this content; object 6 is the glyph."""
    font = (
        b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 1000 1000] /FontMatrix [.001 0 0 .001 0 0] /FirstChar 97 "
        b"/LastChar 97 /Widths [1000] /Encoding << /Differences [97 /a] >> /CharProcs << /a 6 0 R >> "
        b"/Resources << /Font << /F 5 0 R >> >> " + entries + b" >>"
    )
    return drawing(LETTERS, font, stream(b"1000 0 0 0 1000 1000 d1 " + procedure), resources=FONT)


def letters_in(font: bytes, *more: bytes) -> bytes:
    return drawing(LETTERS, font, *more, resources=FONT)


def nested(opening: bytes, closing: bytes, depth: int) -> bytes:
    """Deeply nested brackets in the catalogue."""
    return document(root=b" /Deep " + opening * depth + closing * depth)


def nested_content(opening: bytes, closing: bytes, depth: int) -> bytes:
    return drawing(opening * depth + MARKS + closing * depth)


def outline(next_one: int, depth: int = 1) -> bytes:
    items = [b"<< /Title (a) /Parent 5 0 R /First %d 0 R /Next %d 0 R >>" % (7 + n, next_one) for n in range(depth)]
    return document(root=b" /Outlines 5 0 R", more=(b"<< /Type /Outlines /First 6 0 R /Last 6 0 R /Count 9 >>", *items))


def mask_of_itself() -> bytes:
    picture = stream(
        bytes(100),
        b"/Type /XObject /Subtype /Image /Width 10 /Height 10 /ColorSpace /DeviceGray /BitsPerComponent 8 /SMask 5 0 R",
    )
    return drawing(b"500 0 0 700 40 40 cm /I Do", picture, resources=b"/XObject << /I 5 0 R >>")


def soft_mask() -> bytes:
    """A graphics state whose mask is a form that uses the same state."""
    form = stream(
        b"/G gs 0 0 99 99 re f",
        FORM + b"/Group << /S /Transparency /CS /DeviceGray >> /Resources << /ExtGState << /G 5 0 R >> >>",
    )
    state = b"<< /Type /ExtGState /SMask << /Type /Mask /S /Luminosity /G 6 0 R >> >>"
    return drawing(b"/G gs 0 0 500 500 re f", state, form, resources=b"/ExtGState << /G 5 0 R >>")


def pattern_in_itself() -> bytes:
    tile = stream(
        b"/Pattern cs /P scn 0 0 10 10 re f",
        b"/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 10 10] /XStep 10 /YStep 10 "
        b"/Resources << /Pattern << /P 5 0 R >> >>",
    )
    return drawing(b"/Pattern cs /P scn 0 0 595 842 re f", tile, resources=b"/Pattern << /P 5 0 R >>")


def earlier_table(place: int) -> bytes:
    """A cross-reference table that names itself as the earlier one."""
    whole = with_table(*_plain())
    at = whole.index(b"xref") if place < 0 else place
    return whole.replace(b"/Size", b"/Prev %d /Size" % at)


def _plain() -> tuple[bytes, ...]:
    return CATALOGUE, PAGES, b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>", stream(MARKS)


def names(entries: bytes) -> bytes:
    return document(
        root=b" /Names << /JavaScript 5 0 R /EmbeddedFiles 5 0 R /Dests 5 0 R >>", more=(b"<< %s >>" % entries,)
    )


def note(entries: bytes, *more: bytes) -> bytes:
    shown = b"<< /Type /Annot /Subtype /Widget /Rect [50 50 300 300] %s >>" % entries
    return document(root=b" /AcroForm << /Fields [5 0 R] >>", page=b" /Annots [5 0 R]", more=(shown, *more))


def colours(space: bytes) -> bytes:
    return drawing(b"/C cs 1 scn 0 0 300 300 re f", space, resources=b"/ColorSpace << /C 5 0 R >>")


ROWS = (1000, 20_000)
CASES = (
    *(Case(f"forms-in-a-ring-{n}.pdf", BOMB, partial(forms_in_a_ring, n)) for n in (1, 2, 50)),
    Case("form-twice-in-itself.pdf", BOMB, sample_files.self_drawing_pdf),
    *(Case(f"forms-in-a-row-{n}.pdf", BOMB, partial(forms_in_a_row, n)) for n in ROWS),
    *(Case(f"pages-in-a-row-{n}.pdf", BOMB, partial(pages_in_a_row, n)) for n in (30, *ROWS)),
    Case("pages-hold-themselves.pdf", MENDED, partial(pages, b"2 0 R 2 0 R")),
    Case("pages-hold-the-catalogue.pdf", MENDED, partial(pages, b"1 0 R 1 0 R")),
    Case("pages-in-a-ring.pdf", MENDED, partial(pages, b"3 0 R", b"<< /Type /Pages /Parent 2 0 R /Kids [2 0 R] /Count 4 >>")),
    Case("one-page-many-times.pdf", MENDED, partial(
        pages, b"3 0 R " * 50, b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] >>")),
    Case("page-is-its-own-parent.pdf", MENDED, partial(pages, b"3 0 R", b"<< /Type /Page /Parent 3 0 R >>")),
    Case("catalogue-is-the-list.pdf", MENDED, lambda: hand_written_pdf(b"<< /Type /Catalog /Pages 1 0 R /Kids [1 0 R] /Count 1 >>")),
    Case("letter-of-itself.pdf", BOMB, partial(type_3, LETTERS)),
    Case("letter-without-end.pdf", BOMB, partial(type_3, b"q " * 100_000)),
    Case("font-below-itself.pdf", BOMB, partial(
        letters_in, b"<< /Type /Font /Subtype /Type0 /BaseFont /A /Encoding /Identity-H /DescendantFonts [5 0 R] >>")),
    Case("font-encoded-by-itself.pdf", BOMB, partial(
        letters_in, b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding 5 0 R /ToUnicode 5 0 R >>")),
    Case("fonts-below-each-other.pdf", BOMB, partial(
        letters_in, b"<< /Type /Font /Subtype /Type0 /BaseFont /A /Encoding 6 0 R /DescendantFonts [6 0 R] >>",
        b"<< /Type /Font /Subtype /Type0 /BaseFont /B /Encoding 5 0 R /DescendantFonts [5 0 R] >>")),
    Case("widths-of-themselves.pdf", BOMB, partial(
        letters_in, b"<< /Type /Font /Subtype /TrueType /BaseFont /A /FirstChar 0 /LastChar 99999999 /Widths 6 0 R >>",
        b"[6 0 R 6 0 R]")),
    Case("map-that-uses-itself.pdf", BOMB, partial(
        letters_in, b"<< /Type /Font /Subtype /Type0 /BaseFont /A /Encoding 6 0 R /DescendantFonts [7 0 R] >>",
        stream(b"begincmap 1 begincodespacerange <00> <ff> endcodespacerange", b"/Type /CMap /UseCMap 6 0 R"),
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /A >>")),
    Case("mask-of-itself.pdf", BOMB, mask_of_itself),
    Case("soft-mask-of-itself.pdf", BOMB, soft_mask),
    Case("pattern-in-itself.pdf", BOMB, pattern_in_itself),
    Case("colour-of-itself.pdf", BOMB, partial(colours, b"[/Indexed 5 0 R 255 <00>]")),
    Case("separation-of-itself.pdf", BOMB, partial(colours, b"[/Separation /A 5 0 R 5 0 R]")),
    Case("profile-of-itself.pdf", BOMB, partial(colours, b"[/ICCBased 5 0 R]")),
    Case("function-of-itself.pdf", BOMB, lambda: drawing(
        b"/S sh", b"<< /ShadingType 2 /ColorSpace /DeviceRGB /Coords [0 0 9 9] /Function 6 0 R >>",
        b"<< /FunctionType 3 /Domain [0 1] /Functions [6 0 R 6 0 R] /Bounds [.5] /Encode [0 1 0 1] >>",
        resources=b"/Shading << /S 5 0 R >>")),
    *(Case(f"{name}-{depth}-deep.pdf", BOMB, partial(nested, opening, closing, depth))
      for name, opening, closing in (("arrays", b"[", b"]"), ("dictionaries", b"<< /A ", b" >>"))
      for depth in (400, 100_000)),
    *(Case(f"{name}-{depth}-deep-in-drawing.pdf", BOMB, partial(nested_content, opening, closing, depth))
      for name, opening, closing in (("arrays", b"[", b"] 0 d"), ("states", b"q ", b" Q"), ("marks", b"/A BMC ", b" EMC"), ("texts", b"BT ", b" ET"))
      for depth in (500, 200_000)),
    Case("strings-500000-deep.pdf", BOMB, lambda: document(root=b" /Deep " + b"(" * 500_000)),
    Case("lines-in-a-ring.pdf", TAKEN, partial(outline, 6)),
    Case("lines-20000-deep.pdf", BOMB, partial(outline, 6, 20_000)),
    *(Case(f"earlier-table-at-{place}.pdf", MENDED, partial(earlier_table, place)) for place in (-1, 0, 9, 10**12)),
    Case("length-of-itself.pdf", MENDED, lambda: sample_files.page_showing(b"<< /Length 4 0 R >>\nstream\n0 0 9 9 re f\nendstream")),
    Case("an-object-that-is-itself.pdf", MENDED, lambda: sample_files.page_showing(b"4 0 R")),
    Case("drawing-of-itself.pdf", BOMB, lambda: sample_files.page_showing(b"[4 0 R 4 0 R]")),
    Case("ten-thousand-drawings.pdf", BOMB, lambda: sample_files.page_showing(b"[" + b"5 0 R " * 10_000 + b"]", stream(MARKS))),
    Case("objects-in-their-own-stream.pdf", BROKEN | TAKEN, lambda: hand_written_pdf(
        CATALOGUE, stream(b"2 0 3 9 << >> << >>", b"/Type /ObjStm /N 2 /First 8 /Extends 2 0 R"))),
    Case("names-in-a-ring.pdf", TAKEN, partial(names, b"/Kids [5 0 R 5 0 R] /Names [(a) 5 0 R]")),
    Case("actions-in-a-ring.pdf", TAKEN, lambda: document(
        root=b" /OpenAction 5 0 R", more=(b"<< /S /URI /URI (http://example.com) /Next [5 0 R 5 0 R] >>",))),
    Case("fields-in-a-ring.pdf", TAKEN, partial(note, b"/FT /Tx /T (a) /Parent 5 0 R /Kids [5 0 R 5 0 R]")),
    Case("look-of-itself.pdf", BOMB, partial(
        note, b"/FT /Tx /T (a) /AP << /N 6 0 R >>",
        stream(b"/F Do /F Do", FORM + b"/Resources << /XObject << /F 6 0 R >> >>"))),
    Case("means-of-themselves.pdf", BOMB, lambda: document(page=b" /Resources 5 0 R", more=(
        b"<< /Resources 5 0 R /XObject 5 0 R /Font 5 0 R /F 5 0 R >>",))),
)  # fmt: skip
