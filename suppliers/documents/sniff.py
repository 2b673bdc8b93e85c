"""The format of a file, decided by its first bytes and never by its name."""

from enum import StrEnum

HEAD_BYTES = 256


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
    (b"%PDF-", Kind.PDF),
    (b"\xff\xd8\xff", Kind.JPEG),
    (b"\x89PNG\r\n\x1a\n", Kind.PNG),
    (b"II*\x00", Kind.TIFF),
    (b"MM\x00*", Kind.TIFF),
)


def sniff(head: bytes) -> Kind | None:
    """The format whose signature begins at byte 0; None for anything else, polyglot files included."""
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
