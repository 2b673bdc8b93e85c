"""The text layer of a PDF: lines and words with their places on the page as it is displayed."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from suppliers.documents.child.pdf import open_pdf

GRID_STEPS = 1_000_000
"""The width and height of a page, in the units in which the library is asked for places."""

MAX_OBJECTS, MAX_ANNOTATIONS, MAX_PICTURES = 5000, 100, 6
MIN_PICTURE_SHARE = 0.004
"""Of the page: a smaller picture is no letterhead, seal or logo with words in it."""
SAMPLE_STEP = 7
"""Of so many characters one is asked whether it is visible."""
LINE_ENDS = "\r\n"
NO_BREAK = "\ufffe"
"""What the library returns for a hyphen at the end of a line."""

MAX_LINE_CHARS = 1000
Place = tuple[float, float, float, float]


@dataclass
class Character:
    """One character and its place; None for spaces that the library inserts."""

    text: str
    place: Place | None


def layer(data: bytes, *, max_pages: int, max_chars: int) -> tuple[dict[str, object], list[bytes]]:
    """The lines of each page, the share of it that one picture covers, the share of its characters that are invisible, and
    the places of its pictures. `is_whole`: nothing was left out."""
    document = open_pdf(data)
    pages, left = [], max_chars
    for number in range(min(len(document), max_pages)):
        page = document[number]
        lines = [*_lines(page, left), *_typed_on(page)]
        left -= sum(len(line["text"]) for line in lines)
        places = _picture_places(page)
        pages.append({
            "lines": lines,
            "covered": round(max(map(_share_of_page, places), default=0.0), 3),
            "invisible": _invisible_share(page),
            "pictures": [place for place in places if _share_of_page(place) >= MIN_PICTURE_SHARE][:MAX_PICTURES],
        })  # fmt: skip
        page.close()
    return {"pages": pages, "is_whole": left > 0 and len(pages) == len(document)}, []


def _lines(page: pypdfium2.PdfPage, limit: int) -> Iterator[dict[str, Any]]:
    held: list[Character] = []
    for character in _characters(page, limit):
        if character.text in LINE_ENDS or len(held) >= MAX_LINE_CHARS:
            yield from _line_and_words(held)
            held = []
        if character.text not in LINE_ENDS:
            held.append(character)
    yield from _line_and_words(held)


def _typed_on(page: pypdfium2.PdfPage) -> Iterator[dict[str, Any]]:
    """The lines of annotations of free text, as when a signer types the day onto a declaration."""
    for number in range(min(pdfium.FPDFPage_GetAnnotCount(page), MAX_ANNOTATIONS)):
        annotation = pdfium.FPDFPage_GetAnnot(page, number)
        if not annotation:
            continue
        if pdfium.FPDFAnnot_GetSubtype(annotation) == pdfium.FPDF_ANNOT_FREETEXT:
            yield from _lines_of_annotation(page, annotation)
        pdfium.FPDFPage_CloseAnnot(annotation)


def _lines_of_annotation(page: pypdfium2.PdfPage, annotation: Any) -> Iterator[dict[str, Any]]:
    box = pdfium.FS_RECTF()
    texts = [" ".join(text.split()) for text in _contents(annotation).splitlines() if text.strip()]
    if not texts or not pdfium.FPDFAnnot_GetRect(annotation, box):
        return
    left, top, right, bottom = _on_page(page, box.left, box.bottom, box.right, box.top)
    step = (bottom - top) / len(texts)
    for number, text in enumerate(texts):
        place = {
            "left": left,
            "top": round(top + number * step, 5),
            "right": right,
            "bottom": round(top + (number + 1) * step, 5),
        }
        words = [{"text": word, "box": place} for word in text.split()]
        yield {"text": text, "box": place, "source": "text-layer", "words": words}


def _contents(annotation: Any) -> str:
    """The text of an annotation, cut off at a limit."""
    size = pdfium.FPDFAnnot_GetStringValue(annotation, b"Contents", None, 0)
    size = min(size, 2 * MAX_LINE_CHARS)
    buffer = ctypes.create_string_buffer(size + 2)
    pdfium.FPDFAnnot_GetStringValue(
        annotation, b"Contents", ctypes.cast(buffer, ctypes.POINTER(pdfium.FPDF_WCHAR)), size
    )
    return buffer.raw[:size].decode("utf-16-le", errors="ignore").rstrip("\0")


def _characters(page: pypdfium2.PdfPage, limit: int) -> Iterator[Character]:
    text = page.get_textpage()
    for index in range(min(text.count_chars(), max(0, limit))):
        code = pdfium.FPDFText_GetUnicode(text, index)
        if code and not 0xD800 <= code < 0xE000:
            character = "-" if chr(code) == NO_BREAK else chr(code)
            yield Character(character, None if character.isspace() else _place_of(page, text, index))
    text.close()


def _place_of(page: pypdfium2.PdfPage, text: pypdfium2.PdfTextPage, index: int) -> Place | None:
    box = pdfium.FS_RECTF()
    if not pdfium.FPDFText_GetLooseCharBox(text, index, box):
        return None
    return _on_page(page, box.left, box.bottom, box.right, box.top)


def _on_page(page: pypdfium2.PdfPage, left: float, bottom: float, right: float, top: float) -> Place:
    """Shares of the page as it is displayed, after cropping and rotation."""
    x, y = ctypes.c_int(), ctypes.c_int()
    corners = []
    for across, up in ((left, bottom), (right, top)):
        pdfium.FPDF_PageToDevice(page, 0, 0, GRID_STEPS, GRID_STEPS, 0, across, up, x, y)
        corners.append((_share(x.value), _share(y.value)))
    (one, two), (three, four) = corners
    return min(one, three), min(two, four), max(one, three), max(two, four)


def _share(steps: int) -> float:
    return round(min(max(steps / GRID_STEPS, 0), 1), 5)


def _line_and_words(characters: list[Character]) -> Iterator[dict[str, Any]]:
    """The line and its words, if any of its characters has a place on the page."""
    words: list[dict[str, Any]] = []
    word: list[Character] = []
    for character in [*characters, Character(" ", None)]:
        if not character.text.isspace():
            word.append(character)
            continue
        if any(one.place for one in word):
            words.append({"text": "".join(one.text for one in word), "box": _box_around(word)})
        word = []
    if words:
        text = " ".join(one["text"] for one in words)
        yield {"text": text, "box": _box_around(characters), "source": "text-layer", "words": words}


def _box_around(characters: list[Character]) -> dict[str, float]:
    places = [character.place for character in characters if character.place]
    lefts, tops, rights, bottoms = zip(*places, strict=True)
    return {"left": min(lefts), "top": min(tops), "right": max(rights), "bottom": max(bottoms)}


def _picture_places(page: pypdfium2.PdfPage) -> list[dict[str, float]]:
    """Where the pictures of the page are, the largest first: a scan has one that is about as large as the page."""
    places = []
    for number, picture in enumerate(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3)):
        if number > MAX_OBJECTS:
            break
        left, top, right, bottom = _on_page(page, *picture.get_bounds())
        places.append({"left": left, "top": top, "right": right, "bottom": bottom})
    return sorted(places, key=_share_of_page, reverse=True)


def _share_of_page(place: dict[str, float]) -> float:
    return (place["right"] - place["left"]) * (place["bottom"] - place["top"])


def _invisible_share(page: pypdfium2.PdfPage) -> float:
    """The share of its characters that are not rendered, as those of a text layer that OCR put under a scan."""
    text = page.get_textpage()
    objects = (
        pdfium.FPDFText_GetTextObject(text, index)
        for index in range(0, min(text.count_chars(), MAX_OBJECTS), SAMPLE_STEP)
    )
    modes = [pdfium.FPDFTextObj_GetTextRenderMode(one) for one in objects if one]
    text.close()
    return round(modes.count(pdfium.FPDF_TEXTRENDERMODE_INVISIBLE) / len(modes), 3) if modes else 0.0
