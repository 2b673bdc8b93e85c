"""Certificates with pages that were read, as rows."""

from suppliers.documents.reading import Page, Reading
from suppliers.documents.sniff import Kind
from tests.factories import NOON, CertificateFactory, CertificateFileFactory, CertificateReadingFactory

PICTURE = "f0" * 32
NEARLY = "f1" * 2 + "f0" * 30
OTHER = "0f" * 32


def submitted(**facts):
    return CertificateFactory(**({"status": "submitted", "number": "DOC-2026-1"} | facts))


def with_page(certificate, bits=PICTURE, **facts):
    """A file of this certificate with one page that was read."""
    file = CertificateFileFactory(certificate=certificate, **facts)
    content = Reading(Kind.PDF, 1000, (Page(1, 600, 800, fingerprint=bits),)).as_json()
    CertificateReadingFactory(file=file, state="done", content=content, finished_at=NOON)
    return file
