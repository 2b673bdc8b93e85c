"""Lists of sanctions that exist, as ``data/sanctions_lists.yaml`` names them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from buyers.terms.files import Label, check_source, label_of, read_data


class Kind(StrEnum):
    """Who or what is listed."""

    ORGANISATION = "organisation"
    PERSON = "person"
    VESSEL = "vessel"
    OTHER = "other"


@dataclass(frozen=True)
class PublishedList:
    """A list and who publishes it. ``is_read``: its format is one that we read."""

    id: str
    label: Label
    publisher: str
    is_read: bool


@cache
def published_lists() -> Mapping[str, PublishedList]:
    """All that we know of, by id."""
    rows = read_data("sanctions_lists.yaml")["lists"]
    for row in rows:
        check_source(row)
    return {row["id"]: PublishedList(row["id"], label_of(row), row["by"], row["is_read"]) for row in rows}
