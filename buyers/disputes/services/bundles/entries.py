"""One file of a bundle: where it stands, what it is, and its content in pieces."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model, QuerySet

from kpmarket.foundation.storage import files
from kpmarket.foundation.storage.folder import CHUNK_BYTES

SECRET = frozenset({"stored_name", "token", "token_sha256", "email", "guest_email"})
"""Columns that no bundle holds: keys to something, and addresses of people."""


@dataclass(frozen=True)
class Entry:
    """``kind`` is the heading in the index, ``is_packed`` whether its content is worth compressing."""

    path: str
    kind: str
    chunks: Callable[[], Iterator[bytes]]
    is_packed: bool = True


def bytes_entry(path: str, kind: str, content: bytes) -> Entry:
    return Entry(path, kind, lambda: iter((content,)))


def json_entry(path: str, kind: str, content: Any) -> Entry:
    """The content as JSON that a person can read."""
    text = json.dumps(content, ensure_ascii=False, indent=1, cls=DjangoJSONEncoder)
    return bytes_entry(path, kind, text.encode())


def picture_entry(path: str, kind: str, stored_name: str) -> Entry:
    """A picture of a page in private storage, read in pieces when it is written."""

    def chunks() -> Iterator[bytes]:
        with files.local_copy(stored_name) as place, place.open("rb") as source:
            while piece := source.read(CHUNK_BYTES):
                yield piece

    return Entry(path, kind, chunks, is_packed=False)


def rows_as_data(rows: QuerySet[Any]) -> list[dict[str, Any]]:
    """Every column of rows but secret ones; people stand as numbers of accounts."""
    names = columns_of(rows.model)
    return list(rows.order_by("pk").values(*names))


def columns_of(model: type[Model]) -> list[str]:
    return [one.attname for one in model._meta.concrete_fields if one.name not in SECRET]
