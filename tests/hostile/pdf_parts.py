"""Building blocks of hostile PDFs."""

from __future__ import annotations

import zlib
from functools import lru_cache

from tests.suppliers.documents import sample_files
from tests.suppliers.documents.sample_files import hand_written_pdf, page_showing, stream

MIB = 1024**2
MARKS = b"0 0 1 rg 100 100 200 200 re f"
CATALOGUE = b"<< /Type /Catalog /Pages 2 0 R >>"
PAGES = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>"
CONTENT = stream(MARKS)


def document(*, root: bytes = b"", page: bytes = b"", more: tuple[bytes, ...] = ()) -> bytes:
    """A PDF of one page with more entries in catalogue and page; `more` are the objects from number 5 on."""
    return with_table(CATALOGUE[:-2] + root + b" >>", PAGES, PAGE[:-2] + page + b" >>", CONTENT, *more)


def page(entries: bytes) -> bytes:
    """A PDF whose page dictionary has only these entries."""
    return hand_written_pdf(CATALOGUE, PAGES, b"<< /Type /Page /Parent 2 0 R %s >>" % entries, CONTENT)


def drawing(content: bytes, *more: bytes, resources: bytes = b"") -> bytes:
    """A PDF whose page has this content; `more` are the objects from number 5 on."""
    return page_showing(stream(content), *more, resources=resources)


def showing_picture(entries: bytes, content: bytes) -> bytes:
    """A PDF whose page is one picture with these stream entries."""
    picture = stream(content, b"/Type /XObject /Subtype /Image " + entries)
    return drawing(b"500 0 0 700 40 40 cm /I Do", picture, resources=b"/XObject << /I 5 0 R >>")


ADLER = 65521


@lru_cache(maxsize=8)
def deflated(megabytes: int, times: int = 1) -> bytes:
    """So many megabytes of spaces, deflated so many times over; they are never held unpacked.

    One megabyte is packed once and its block repeated; the sum over spaces has a closed form.
    """
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = packer.compress(b" " * MIB) + packer.flush(zlib.Z_FULL_FLUSH)
    count = megabytes * MIB
    low, high = (1 + 32 * count) % ADLER, (count + 16 * count * (count + 1)) % ADLER
    packed = b"\x78\xda" + block * megabytes + b"\x03\x00" + (high << 16 | low).to_bytes(4, "big")
    for _ in range(times - 1):
        packed = zlib.compress(packed, 9)
    return packed


def with_table(*objects: bytes) -> bytes:
    """The objects with a correct cross-reference table."""
    parts, places, at = [b"%PDF-1.7\n"], [], 9
    for number, content in enumerate(objects, start=1):
        places.append(at)
        parts.append(b"%d 0 obj\n%s\nendobj\n" % (number, content))
        at += len(parts[-1])
    body = b"".join(parts)
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    table = b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, rows)
    return body + table + b"trailer << /Root 1 0 R /Size %d >>\nstartxref\n%d\n%%%%EOF\n" % (size, len(body))


def sound() -> bytes:
    """A good document of two pages, with its table."""
    return sample_files.pdf(2)
