"""A copy of a person's data as one ZIP: what the register names, as JSON, and the files that are theirs.

GDPR Art. 15 and 20, PIPL Art. 45. It is made while it is sent, so it takes neither memory nor disk.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import IO, Any, cast
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Q
from django.utils import translation

from kpmarket.accounts.models import User
from kpmarket.foundation.storage import files
from kpmarket.site.privacy.holding import Holding
from kpmarket.site.privacy.holdings import HOLDINGS
from kpmarket.site.privacy.kinds import KINDS
from suppliers.models import CertificateFile, Supplier

CHUNK_BYTES = 256 * 1024
MAX_FILE_BYTES = 2 * 1024**3
"""Files beyond this are listed and not enclosed; each can be downloaded from its certificate."""
LISTED = "your-data.json"
EXPLAINED = "what-is-kept-and-why.json"


def zipped(person: User, *, at: datetime) -> Iterator[bytes]:
    """The ZIP, piece by piece."""
    pipe = _Pipe()
    own, left_out = own_files(person)
    facts = {"made_at": at.astimezone(UTC), **data_of(person), "files_not_enclosed": [file.pk for file in left_out]}
    with ZipFile(cast(IO[bytes], pipe), "w") as archive:
        for name, content in ((LISTED, facts), (EXPLAINED, explained())):
            archive.writestr(_entry(name, at, ZIP_DEFLATED), _as_json(content))
            yield pipe.taken()
        for file in own:
            yield from _enclosed(archive, pipe, file)
    yield pipe.taken()


def data_of(person: User) -> dict[str, Any]:
    """Every row about the person in every table of the register: columns by table, by kind of data."""
    found: dict[str, Any] = {}
    for holding in HOLDINGS:
        if rows := rows_of(holding, person):
            found.setdefault(holding.kind.code, {})[holding.table] = rows
    return found


def rows_of(holding: Holding, person: User) -> list[dict[str, Any]]:
    """The rows of one table that are about this person, as the columns that are copied."""
    if not holding.copied:
        return []
    theirs = Q()
    for lookup in holding.persons:
        theirs |= Q(**{lookup: person.pk})
    for lookup in holding.addresses:
        theirs |= Q(**{f"{lookup}__iexact": person.email})
    rows = apps.get_model(holding.table)._base_manager.filter(theirs).order_by("pk")
    return list(rows.values(*holding.copied))


def own_files(person: User) -> tuple[list[CertificateFile], list[CertificateFile]]:
    """Files that the person uploaded for companies they act for, the latest first: those enclosed, and those too many.

    Files of companies that the person left are the company's.
    """
    uploaded = CertificateFile.objects.kept().filter(
        uploaded_by=person, certificate__supplier__in=Supplier.objects.for_user(person)
    )
    enclosed: list[CertificateFile] = []
    left_out: list[CertificateFile] = []
    size = 0
    for file in uploaded.order_by("-uploaded_at", "-pk"):
        size += file.size
        (enclosed if size <= MAX_FILE_BYTES else left_out).append(file)
    return enclosed, left_out


def explained() -> list[dict[str, str]]:
    """The register in English, so that the copy is understood without the site."""
    with translation.override("en"):
        return [
            {
                "kind": kind.code,
                "title": str(kind.title),
                "what": str(kind.what),
                "why": str(kind.why),
                "legal_basis": str(kind.basis.value),
                "kept": kind.kept_for,
                "receivers": str(kind.receivers),
                "where": ", ".join(str(place.value) for place in kind.places),
            }
            for kind in KINDS
        ]


def _enclosed(archive: ZipFile, pipe: _Pipe, file: CertificateFile) -> Iterator[bytes]:
    name = f"files/certificate-{file.certificate_id}/{file.pk}-{files.safe_name(file.original_name)}"
    entry = _entry(name, file.uploaded_at, ZIP_STORED)
    with (
        files.local_copy(file.stored_name) as path,
        path.open("rb") as source,
        archive.open(entry, "w", force_zip64=True) as target,
    ):
        while piece := source.read(CHUNK_BYTES):
            target.write(piece)
            yield pipe.taken()


def _entry(name: str, at: datetime, compression: int) -> ZipInfo:
    entry = ZipInfo(name, date_time=at.astimezone(UTC).timetuple()[:6])
    entry.compress_type = compression
    return entry


def _as_json(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, indent=2, cls=DjangoJSONEncoder)


class _Pipe:
    """A file that can only be written to, and hands over what was written since it was last asked."""

    def __init__(self) -> None:
        self._written = bytearray()

    def write(self, piece: bytes, /) -> int:
        self._written += piece
        return len(piece)

    def flush(self) -> None:
        """Nothing is held back."""

    def taken(self) -> bytes:
        piece = bytes(self._written)
        self._written.clear()
        return piece
