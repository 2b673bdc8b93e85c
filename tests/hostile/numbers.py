"""PDFs with impossible sizes, counts and offsets, or with far too many objects."""

from __future__ import annotations

from functools import partial

from tests.hostile.case import BOMB, BROKEN, MENDED, TAKEN, TOO_MANY_PAGES, Case
from tests.hostile.pdf_parts import CATALOGUE, CONTENT, MARKS, PAGE, PAGES, drawing, hand_written_pdf, page, with_table
from tests.suppliers.documents import sample_files

BOXES = {
    "negative": b"[-500 -700 -100 -100]",
    "upside-down": b"[595 842 0 0]",
    "of-nothing": b"[0 0 0 0]",
    "a-line": b"[0 0 595 0]",
    "a-thousandth": b"[0 0 .001 .001]",
    "huge": b"[0 0 99999999 99999999]",
    "beyond-numbers": b"[0 0 1" + b"0" * 400 + b" 1" + b"0" * 400 + b"]",
    "beyond-whole-numbers": b"[-2147483649 -2147483649 2147483648 2147483648]",
    "long-and-thin": b"[0 0 1000000 1]",
    "far-away": b"[9999999 9999999 10000594 10000841]",
    "of-words": b"[(a) (b) /c null]",
    "of-three": b"[0 0 595]",
    "of-a-thousand": b"[" + b"0 " * 1000 + b"]",
    "no-box": b"(595 842)",
    "no-number": b"[0 0 nan inf]",
}
ROTATIONS = (b"45", b"-90", b"99999999999", b"(90)", b".5", b"2147483648")
UNITS = (b"100000", b"0", b"-1", b".0000001")
DRAWINGS = {
    "line-of-no-width": b"0 w 0 0 m 99999999 99999999 l S",
    "line-too-wide": b"999999999 w 0 0 m 100 100 l S",
    "dashes-without-end": b"[.000001] 0 d 50 w 0 0 m 5000 5000 l S",
    "dashes-of-nothing": b"[0 0] 0 d 0 0 m 500 500 l S",
    "dashes-below-nothing": b"[-1 -1] -5 d 0 0 m 500 500 l S",
    "matrix-of-nothing": b"0 0 0 0 0 0 cm " + MARKS,
    "matrix-too-large": b"1e38 0 0 1e38 0 0 cm " + MARKS,
    "grows-a-thousand-times": b"10 0 0 10 0 0 cm " * 1000 + MARKS,
    "million-lines": b"0 0 m " + b"595 842 l 0 5 l " * 250_000 + b"S",
    "million-curves": b"0 0 m " + b"5 900 900 5 300 300 c " * 200_000 + b"f*",
    "clips-a-thousand-times": b"0 0 500 500 re W n " * 20_000 + MARKS,
    "number-of-a-megabyte": b"1" * 1_000_000 + b" 0 0 rg " + MARKS,
    "word-of-a-megabyte": b"/" + b"A" * 1_000_000 + b" gs " + MARKS,
    "text-too-large": b"BT /F 99999999 Tf 1 Tr (a) Tj ET",
    "no-orders-known": b"abc def ghi " * 50_000,
    "closes-what-is-not-open": b"Q ET EMC EI " * 10_000,
    "picture-in-line-huge": b"BI /W 60000 /H 60000 /BPC 8 /CS /RGB ID 0000 EI",
    "picture-in-line-without-end": b"BI /W 10 /H 10 /BPC 8 /CS /G ID " + b"0" * 1_000_000,
    "stack-of-a-million": b"1 " * 1_000_000,
}


def pages(count: bytes, kids: bytes = b"3 0 R", entries: bytes = b"/MediaBox [0 0 200 200]") -> bytes:
    """A page tree that claims `count` pages, with the pages that exist."""
    return hand_written_pdf(
        CATALOGUE,
        b"<< /Type /Pages /Kids [%s] /Count %s >>" % (kids, count),
        b"<< /Type /Page /Parent 2 0 R %s >>" % entries,
    )


def real_pages(count: int) -> bytes:
    kids = b" ".join(b"%d 0 R" % (number + 3) for number in range(count))
    sheets = [b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 50 50] >>"] * count
    return with_table(CATALOGUE, b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, count), *sheets)


def objects(count: int) -> bytes:
    """So many unused objects, each of a few bytes."""
    head = sample_files.hand_written_pdf(CATALOGUE, PAGES, PAGE, CONTENT)
    rest = b"".join(b"%d 0 obj<<>>endobj\n" % number for number in range(5, count))
    return head.replace(b"trailer", rest + b"trailer")


def one_object_of(many: bytes, count: int) -> bytes:
    return hand_written_pdf(CATALOGUE, PAGES, PAGE[:-2] + b"/Deep [" + many * count + b"] >>", CONTENT)


def plain() -> bytes:
    return with_table(CATALOGUE, PAGES, PAGE, CONTENT)


def replace_in_pdf(old: bytes, new: bytes) -> bytes:
    """A good file with `old` replaced by `new`."""
    return plain().replace(old, new, 1)


def table(rows: bytes) -> bytes:
    """A good file with this cross-reference table."""
    whole = plain()
    start, end = whole.index(b"xref\n"), whole.index(b"trailer")
    return whole[:start] + b"xref\n" + rows + whole[end:]


CASES = (
    *(Case(f"box-{name}.pdf", MENDED, partial(page, b"/Contents 4 0 R /MediaBox " + box)) for name, box in BOXES.items()),
    *(Case(f"crop-{name}.pdf", MENDED, partial(page, b"/Contents 4 0 R /MediaBox [0 0 595 842] /CropBox " + BOXES[name]))
      for name in ("negative", "of-nothing", "huge", "far-away")),
    *(Case(f"rotated-by-{number}.pdf", TAKEN, partial(page, b"/MediaBox [0 0 595 842] /Rotate " + rotation))
      for number, rotation in enumerate(ROTATIONS)),
    *(Case(f"unit-{number}.pdf", MENDED, partial(page, b"/MediaBox [0 0 595 842] /UserUnit " + unit))
      for number, unit in enumerate(UNITS)),
    *(Case(f"{name}.pdf", BOMB, partial(drawing, content)) for name, content in DRAWINGS.items()),
    Case("page-without-box.pdf", MENDED, partial(page, b"/Contents 4 0 R")),
    Case("no-pages.pdf", BROKEN, partial(pages, b"0", b"")),
    Case("no-list-of-pages.pdf", BROKEN, partial(hand_written_pdf, b"<< /Type /Catalog >>")),
    Case("no-catalogue.pdf", BROKEN, partial(hand_written_pdf, b"null")),
    Case("catalogue-is-a-number.pdf", BROKEN, partial(hand_written_pdf, b"5")),
    Case("says-a-billion-pages.pdf", MENDED | TOO_MANY_PAGES, partial(pages, b"1000000000")),
    Case("says-fewer-than-no-pages.pdf", MENDED | TOO_MANY_PAGES, partial(pages, b"-1")),
    Case("says-more-than-a-number.pdf", MENDED | TOO_MANY_PAGES, partial(pages, b"99999999999999999999")),
    Case("says-a-word-of-pages.pdf", MENDED, partial(pages, b"(many)")),
    Case("pages-that-are-not-there.pdf", MENDED, partial(pages, b"5", b"30 0 R 31 0 R 32 0 R 33 0 R 34 0 R")),
    Case("pages-of-wrong-kinds.pdf", MENDED, partial(pages, b"4", b"null (a) 5 [3 0 R]")),
    Case("hundred-pages.pdf", TAKEN, partial(real_pages, 100)),
    Case("three-hundred-pages.pdf", TAKEN, partial(real_pages, 300)),
    Case("three-hundred-and-one-pages.pdf", TOO_MANY_PAGES, partial(real_pages, 301)),
    Case("twenty-thousand-pages.pdf", TOO_MANY_PAGES, partial(real_pages, 20_000)),
    Case("ninety-huge-pages.pdf", BOMB, partial(pages, b"90", b"3 0 R " * 90, b"/MediaBox [0 0 14400 14400]")),
    *(Case(f"objects-{count}.pdf", BOMB, partial(objects, count)) for count in (50_000, 900_000)),
    Case("million-parts.pdf", BOMB, partial(one_object_of, b"<<>> ", 1_000_000)),
    Case("million-words.pdf", BOMB, partial(one_object_of, b"/AA ", 1_000_000)),
    Case("million-lost-references.pdf", BOMB, partial(one_object_of, b"9999 0 R ", 500_000)),
    Case("object-number-too-large.pdf", MENDED, partial(replace_in_pdf, b"4 0 obj", b"4294967295 0 obj")),
    Case("objects-of-one-number.pdf", MENDED, lambda: plain().replace(b"3 0 obj", b"4 0 obj")),
    Case("table-of-words.pdf", MENDED, partial(table, b"0 5\nthese are no numbers at all\n")),
    Case("table-too-long.pdf", MENDED, partial(table, b"0 2147483647\n0000000000 65535 f \n")),
    Case("table-below-nothing.pdf", MENDED, partial(table, b"-5 -5\n0000000000 65535 f \n")),
    Case("table-of-free-ones.pdf", MENDED, partial(table, b"0 5\n" + b"0000000000 65535 f \n" * 5)),
    Case("table-points-beyond.pdf", MENDED, partial(table, b"0 5\n" + b"9999999999 00000 n \n" * 5)),
    Case("table-points-at-one-place.pdf", MENDED, partial(table, b"0 5\n" + b"0000000009 00000 n \n" * 5)),
    Case("table-far-away.pdf", MENDED, partial(replace_in_pdf, b"startxref\n", b"startxref\n9999999999999")),
    Case("no-end.pdf", MENDED, partial(replace_in_pdf, b"%%EOF", b"")),
    Case("no-trailer.pdf", MENDED, partial(replace_in_pdf, b"trailer", b"")),
    Case("size-of-the-table.pdf", MENDED, partial(replace_in_pdf, b"/Size 5", b"/Size 99999999999")),
    Case("no-object-ends.pdf", MENDED, lambda: plain().replace(b"endobj", b"")),
    Case("version-9.9.pdf", TAKEN, partial(replace_in_pdf, b"%PDF-1.7", b"%PDF-9.9")),
    Case("version-of-words.pdf", MENDED, partial(replace_in_pdf, b"%PDF-1.7", b"%PDF-" + b"x" * 300)),
    Case("linearised-wrongly.pdf", MENDED, partial(
        replace_in_pdf, b"1 0 obj", b"9 0 obj << /Linearized 1 /L 99999999 /H [-5 99999999] /O 77 /E 1 /N 9999999 /T 5 >> endobj\n1 0 obj")),
    Case("carriage-returns-alone.pdf", MENDED, lambda: plain().replace(b"\n", b"\r")),
    Case("sixteen-bits-each.pdf", BROKEN, lambda: b"%PDF-1.7\n" + plain().decode("latin-1").encode("utf-16")),
)  # fmt: skip
