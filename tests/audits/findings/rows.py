"""Certificates with pages that were read, as rows."""

from suppliers.documents.reading import Box, Line, Page, Reading, Source
from suppliers.documents.sniff import Kind
from tests.factories import NOON, CertificateFactory, CertificateFileFactory, CertificateReadingFactory

PICTURE = "f0" * 32
NEARLY = "f1" * 2 + "f0" * 30
OTHER = "0f" * 32


def submitted(**facts):
    return CertificateFactory(**({"status": "submitted", "number": "DOC-2026-1"} | facts))


ROTATIONS = ("0f" * 32, "3c" * 32, "5a" * 32, "a5" * 32)
"""The content of a page in its four rotations."""
REPORT = "No. JC-2026-04711\nModel LH-9502, lot 260417\nReceived 12 March 2026, tested 19 March 2026\n98.42 %, 0.36 mm, 41 Pa"


def page_with(bits=PICTURE, *, words="", rotations=()):
    place = Box(0.1, 0.2, 0.9, 0.25)
    lines = tuple(Line(text, place, Source.TEXT_LAYER) for text in words.splitlines())
    return Page(1, 600, 800, lines=lines, fingerprint=bits, rotated_fingerprints=rotations)


def with_page(certificate, bits=PICTURE, *, words="", rotations=(), **facts):
    """A file of this certificate with one page that was read."""
    file = CertificateFileFactory(certificate=certificate, **facts)
    content = Reading(Kind.PDF, 1000, (page_with(bits, words=words, rotations=rotations),)).as_json()
    CertificateReadingFactory(file=file, state="done", content=content, finished_at=NOON)
    return file
