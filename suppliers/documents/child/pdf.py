"""Render PDF pages as images. No script runs and nothing is downloaded: the library has no code for either."""

from collections.abc import Iterator

import pypdfium2
import pypdfium2.raw
from PIL import Image

from suppliers.documents.child.image import QUICK_FROM_PAGES, QUICK_QUALITY, JobResult, pack_images, with_previews
from suppliers.documents.child.refusal import Refusal
from suppliers.documents.results import Code

POINTS_PER_INCH = 72
LONG_FROM_PAGES, LONG_DPI, LONG_QUALITY = 100, 90, 50
"""The pages of a longer document are rendered small from `QUICK_FROM_PAGES` on, so that all of them fit into the limits."""


def pages(data: bytes, *, max_pages: int, dpi: int, side: int, preview_side: int) -> JobResult:
    """Render every page, or refuse the whole file."""
    document = open_pdf(data)
    count = len(document)
    if count > max_pages:
        raise Refusal(Code.TOO_MANY_PAGES, pages=count, limit=max_pages)
    if count == 0:
        raise Refusal(Code.UNREADABLE)
    if document.get_formtype() != pypdfium2.raw.FORMTYPE_NONE:
        document.init_forms()
    is_long = count > LONG_FROM_PAGES
    images = with_previews(_render_pages(document, dpi, side, is_long), preview_side)
    return pack_images(images, quick=count > QUICK_FROM_PAGES, quality=LONG_QUALITY if is_long else QUICK_QUALITY)


def open_pdf(data: bytes) -> pypdfium2.PdfDocument:
    """The document. Raises Refusal: password-protected or unreadable."""
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = error.err_code in {pypdfium2.raw.FPDF_ERR_PASSWORD, pypdfium2.raw.FPDF_ERR_SECURITY}
        raise Refusal(Code.PASSWORD_PROTECTED if locked else Code.UNREADABLE) from error


def _render_pages(document: pypdfium2.PdfDocument, dpi: int, side: int, is_long: bool) -> Iterator[Image.Image]:
    for number, page in enumerate(document):
        wanted = LONG_DPI if is_long and number >= QUICK_FROM_PAGES else dpi
        scale = min(wanted / POINTS_PER_INCH, (side - 1) / max(*page.get_size(), 1))  # the library rounds up
        bitmap = page.render(scale=scale, rev_byteorder=True)
        yield bitmap.to_pil().convert("RGB")
        page.close()
