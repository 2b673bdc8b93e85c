"""The format of a file, decided by its first bytes and never by its name."""

import re
from enum import StrEnum

HEAD_BYTES = 1024
"""A PDF may begin as late as this: ISO 32000 allows bytes before its header, and readers look for it so far."""


class Kind(StrEnum):
    """The formats that a certificate may come in."""

    PDF = "pdf"
    JPEG = "jpeg"
    PNG = "png"
    WEBP = "webp"
    TIFF = "tiff"
    HEIC = "heic"


PICTURES = frozenset({Kind.JPEG, Kind.PNG, Kind.WEBP, Kind.TIFF, Kind.HEIC})
HEVC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx"})
MAGIC_BYTES = (
    (b"\xff\xd8\xff", Kind.JPEG),
    (b"\x89PNG\r\n\x1a\n", Kind.PNG),
    (b"II*\x00", Kind.TIFF),
    (b"MM\x00*", Kind.TIFF),
)
PDF_HEADER = b"%PDF-"
HARMLESS_PREFIX = re.compile(rb"(?:\xef\xbb\xbf)?(?:\x1b%-12345X)?(?!MZ|PK|GIF8|BM|#!|%!|RIFF)[\t\n\r\f\0 -;=-~]*\Z")
"""What printers, scanners and mail programs leave in front of a PDF: a byte order mark, a printer's job language, blank
lines, plain lines of text. Neither markup nor the first bytes of a program, an archive or a picture."""


def sniff(head: bytes) -> Kind | None:
    """The format whose signature begins at byte 0, or of a PDF after a harmless prefix; None for anything else, files of
    two formats included."""
    prefix, header, _ = head.partition(PDF_HEADER)
    if header and HARMLESS_PREFIX.match(prefix):
        return Kind.PDF
    for start, kind in MAGIC_BYTES:
        if head.startswith(start):
            return kind
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return Kind.WEBP
    return Kind.HEIC if head[4:8] == b"ftyp" and _iso_media_brands(head) & HEVC_BRANDS else None


def _iso_media_brands(head: bytes) -> set[bytes]:
    """The major and compatible brands of an ISO media file: `mif1` alone may as well be AVIF."""
    box = head[: int.from_bytes(head[:4], "big")]
    return {box[8:12], *(box[at : at + 4] for at in range(16, len(box) - 3, 4))}
