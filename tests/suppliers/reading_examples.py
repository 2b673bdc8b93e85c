"""Readings as the machine would leave them, without the machine."""

from suppliers.documents.fields import FieldName, Fields, Proposal
from suppliers.documents.reading import Box, Reading
from suppliers.documents.sniff import Kind
from suppliers.models import CertificateFile, CertificateReading
from tests.factories import NOON

PLACE = Box(0.1, 0.2, 0.5, 0.25)


def proposal(field: FieldName, value: str, *, confidence=0.99, page=1, printed="", box=PLACE) -> Proposal:
    return Proposal(field, value, printed or value, page, box, confidence)


def read(file: CertificateFile, *proposals: Proposal, state="done", at=NOON, **facts) -> CertificateReading:
    """The file's reading with these proposals."""
    facts |= {"state": state, "asked_at": at}
    if state == "done":
        content = Reading(Kind.PDF, file.size, ()).as_json()
        facts = {"content": content, "fields": Fields.of(proposals).as_json(), "stated": [], "finished_at": at, **facts}
    reading, _new = CertificateReading.objects.update_or_create(file=file, defaults=facts)
    return reading
