"""Uploads that a killed web process left in the folder for temporary files: Django deletes them when a request ends well."""

from __future__ import annotations

import os
import tempfile
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

SETTLED = timedelta(days=1)
"""A younger file may belong to a request that is being answered."""
NAMES = "tmp*.upload*"
"""As Django's TemporaryUploadedFile names them."""


def remove_upload_leftovers(*, at: datetime) -> int:
    """Delete uploads of ours on this machine that nobody has written to for a day; returns how many."""
    folder = Path(settings.FILE_UPLOAD_TEMP_DIR or tempfile.gettempdir())
    leftovers = [path for path in folder.glob(NAMES) if _is_leftover(path, before=(at - SETTLED).timestamp())]
    for path in leftovers:
        path.unlink(missing_ok=True)
    return len(leftovers)


def _is_leftover(path: Path, *, before: float) -> bool:
    try:
        facts = path.lstat()
    except FileNotFoundError:
        return False
    return facts.st_uid == os.getuid() and facts.st_mtime < before
