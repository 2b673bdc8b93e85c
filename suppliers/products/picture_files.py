"""Where the files of product pictures are kept, and under which keys."""

from __future__ import annotations

from django.core.files.storage import Storage, storages


def storage() -> Storage:
    """Where product pictures are kept: a folder or a bucket."""
    return storages["pictures"]


def storage_key(name: str, width: int) -> str:
    """The key of one width of a picture."""
    return f"{name}-{width}.webp"
