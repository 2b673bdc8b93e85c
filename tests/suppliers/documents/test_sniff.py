import pytest

from suppliers.documents.sniff import HEAD_BYTES, Kind, sniff
from tests.suppliers.documents import papers


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (papers.pdf(), Kind.PDF),
        (papers.picture("JPEG"), Kind.JPEG),
        (papers.picture("PNG"), Kind.PNG),
        (papers.picture("WEBP"), Kind.WEBP),
        (papers.picture("TIFF"), Kind.TIFF),
        (b"MM\x00*" + bytes(20), Kind.TIFF),
        (papers.heic(), Kind.HEIC),
        (b"\x00\x00\x00\x18ftypmif1\x00\x00\x00\x00mif1heic", Kind.HEIC),
    ],
)
def test_what_is_taken_is_known_by_its_first_bytes(content, kind):
    assert sniff(content[:HEAD_BYTES]) == kind


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"%PDF",
        papers.EXECUTABLE,
        papers.EXECUTABLE + papers.pdf(),
        b"\n" + papers.pdf(),
        papers.ELF,
        papers.SVG,
        papers.HTML,
        papers.GIF,
        papers.EPS,
        papers.picture("BMP"),
        b"PK\x03\x04" + bytes(40),
        b"RIFF\x00\x00\x00\x00WAVEfmt ",
        b"\x00\x00\x00\x18ftypmif1\x00\x00\x00\x00mif1avif",
        b"\x00\x00\x00\x18ftypavif\x00\x00\x00\x00mif1miaf",
        b"\x00\x00\x00\x10ftypisom\x00\x00\x00\x00heicheic",
        b"\x00\x00\x00\x18ftyp",
    ],
)
def test_everything_else_is_refused(content):
    assert sniff(content[:HEAD_BYTES]) is None
