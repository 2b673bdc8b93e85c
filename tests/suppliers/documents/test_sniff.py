import pytest

from suppliers.documents.sniff import HEAD_BYTES, Kind, sniff
from tests.suppliers.documents import sample_files


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (sample_files.pdf(), Kind.PDF),
        (b"\n" + sample_files.pdf(), Kind.PDF),
        (b"\xef\xbb\xbf\r\n" + sample_files.pdf(), Kind.PDF),
        (b"\x1b%-12345X@PJL JOB\r\n@PJL SET RESOLUTION=600\r\n" + sample_files.pdf(), Kind.PDF),
        (b"Content-Type: application/pdf\r\nContent-Length: 91834\r\n\r\n" + sample_files.pdf(), Kind.PDF),
        (bytes(512) + sample_files.pdf(), Kind.PDF),
        (sample_files.picture("JPEG"), Kind.JPEG),
        (sample_files.picture("PNG"), Kind.PNG),
        (sample_files.picture("WEBP"), Kind.WEBP),
        (sample_files.picture("TIFF"), Kind.TIFF),
        (b"MM\x00*" + bytes(20), Kind.TIFF),
        (sample_files.heic(), Kind.HEIC),
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
        sample_files.EXECUTABLE,
        sample_files.EXECUTABLE + sample_files.pdf(),
        sample_files.HTML + sample_files.pdf(),
        sample_files.GIF + sample_files.pdf(),
        sample_files.EPS + sample_files.pdf(),
        b"PK\x03\x04" + sample_files.pdf(),
        b"#!/bin/sh\n" + sample_files.pdf(),
        b"MZ" + sample_files.pdf(),
        b"\n" * 1024 + sample_files.pdf(),
        sample_files.ELF,
        sample_files.SVG,
        sample_files.HTML,
        sample_files.GIF,
        sample_files.EPS,
        sample_files.picture("BMP"),
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
