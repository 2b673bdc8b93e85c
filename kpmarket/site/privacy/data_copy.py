"""A copy of a person's data as one ZIP: what the register names, as JSON, and the files that are theirs.

GDPR Art. 15 and 20, PIPL Art. 45. It is made while it is sent, so it takes neither memory nor disk.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Q
from django.utils import translation

from kpmarket.accounts.models import User
from kpmarket.foundation.serving import zip_stream
from kpmarket.foundation.serving.zip_stream import Enclosed, stored_pieces
from kpmarket.foundation.storage import files
from kpmarket.site.privacy.holding import Holding
from kpmarket.site.privacy.holdings import HOLDINGS
from kpmarket.site.privacy.kinds import KINDS
from suppliers.models import CertificateFile, Supplier

MAX_FILE_BYTES = 2 * 1024**3
"""Files beyond this are listed and not enclosed; each can be downloaded from its certificate."""
LISTED = "your-data.json"
EXPLAINED = "what-is-kept-and-why.json"


def zipped(person: User, *, at: datetime) -> Iterator[bytes]:
    """The ZIP, piece by piece."""
    own, left_out = own_files(person)
    facts = {"made_at": at.astimezone(UTC), **data_of(person), "files_not_enclosed": [file.pk for file in left_out]}
    texts = (
        Enclosed(name, at, (_as_json(content).encode(),), is_text=True)
        for name, content in ((LISTED, facts), (EXPLAINED, explained()))
    )
    return zip_stream.zipped((*texts, *(_enclosed(file) for file in own)))


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


def _enclosed(file: CertificateFile) -> Enclosed:
    name = f"files/certificate-{file.certificate_id}/{file.pk}-{files.safe_name(file.original_name)}"
    return Enclosed(name, file.uploaded_at, stored_pieces(file.stored_name))


def _as_json(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, indent=2, cls=DjangoJSONEncoder)
