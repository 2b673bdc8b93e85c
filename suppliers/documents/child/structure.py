"""The structure of a PDF: its producer, how often it was saved, and unusual features. Nothing in it is executed."""

import io
import re
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from typing import Any

import pikepdf
from pikepdf import Name

from suppliers.documents.child.marks import of_document, of_page, shorten
from suppliers.documents.child.refusal import Refusal
from suppliers.documents.results import Code

MAX_MARKS = 200
MAX_INSPECTED = 20_000
XMP = {
    "producer": "pdf:Producer",
    "creator": "xmp:CreatorTool",
    "created": "xmp:CreateDate",
    "modified": "xmp:ModifyDate",
    "document": "xmpMM:DocumentID",
    "original": "xmpMM:OriginalDocumentID",
}
DATE = re.compile(r"D?:?(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:([+\-])(\d\d)'?(\d\d)?'?|Z.*)?$")


def inspect(data: bytes, *, max_pages: int) -> tuple[dict[str, object], list[bytes]]:
    """The metadata and structure, and whether there are signatures to check."""
    with _open_pdf(data) as pdf:
        marks = list(islice(_find_marks(pdf, max_pages), MAX_INSPECTED))
        structure = {
            "pdf_version": str(pdf.pdf_version),
            "pages": len(pdf.pages),
            "revisions": revisions(data),
            "is_encrypted": pdf.is_encrypted,
            "marks": marks[:MAX_MARKS],
            "unlisted": max(0, len(marks) - MAX_MARKS),
        }
        return {"metadata": _metadata(pdf), "structure": structure, "has_signatures": _has_signatures(pdf)}, []


def revisions(data: bytes) -> int:
    """How often the file was saved: one cross-reference section each time, and one more in a linearised file."""
    ends = len(re.findall(rb"startxref\s+\d+\s+%%EOF", data))
    is_linear = b"/Linearized" in data[:2048]
    return max(1, ends - is_linear)


def moment(text: str) -> str:
    """A PDF date in ISO format; any other text unchanged, cut off at a limit."""
    match = DATE.match(text.strip())
    if not match:
        return shorten(text)
    year, month, day, hour, minute, second, zone_prefix, zone_hours, zone_minutes = match.groups()
    date = "-".join(part for part in (year, month, day) if part)
    if not hour:
        return date
    zone = f"{zone_prefix}{zone_hours}:{zone_minutes or '00'}" if zone_prefix else "Z" if "Z" in text else ""
    return f"{date}T{hour}:{minute or '00'}:{second or '00'}{zone}"


def _open_pdf(data: bytes) -> pikepdf.Pdf:
    try:
        return pikepdf.Pdf.open(io.BytesIO(data), suppress_warnings=True)
    except pikepdf.PasswordError as error:
        raise Refusal(Code.PASSWORD_PROTECTED) from error
    except pikepdf.PdfError as error:
        raise Refusal(Code.UNREADABLE) from error


def _find_marks(pdf: pikepdf.Pdf, max_pages: int) -> Iterator[dict[str, Any]]:
    yield from of_document(pdf)
    for number, page in enumerate(pdf.pages[:max_pages], start=1):
        yield from of_page(page, number)


def _metadata(pdf: pikepdf.Pdf) -> dict[str, object]:
    info: dict[str, str] = {}
    with suppress(pikepdf.PdfError, TypeError, AttributeError, ValueError, KeyError):
        info = {str(name): shorten(str(value)) for name, value in pdf.docinfo.items()}
    known = {name.lower(): info.get(f"/{name}", "") for name in ("Producer", "Creator", "Title", "Author", "Subject")}
    known["created"] = moment(info.get("/CreationDate", ""))
    known["modified"] = moment(info.get("/ModDate", ""))
    return {**known, "said_again": _xmp_metadata(pdf)}


def _xmp_metadata(pdf: pikepdf.Pdf) -> dict[str, str]:
    if Name.Metadata not in pdf.Root:
        return {}
    with suppress(Exception):  # a broken XML part counts as missing
        xmp = pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False, strict=True)
        return {name: shorten(str(xmp[key])) for name, key in XMP.items() if key in xmp}
    return {}


def _has_signatures(pdf: pikepdf.Pdf) -> bool:
    """Whether any form field is a signature field. Reads the fields, since the flags of a file may be wrong."""
    form = pdf.Root.get(Name.AcroForm)
    fields = list(form.get(Name.Fields, ())) if isinstance(form, pikepdf.Dictionary) else []
    for count, field in enumerate(fields):
        if count > MAX_INSPECTED:
            return True
        if isinstance(field, pikepdf.Dictionary):
            if field.get(Name.FT) == Name.Sig:
                return True
            fields.extend(list(field.get(Name.Kids, ())))
    return False
