"""Django's cache in a table, whose ``add`` never takes a failure to write for a key that is there."""

from __future__ import annotations

from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.db import DatabaseCache
from django.db import OperationalError


class CacheTable(DatabaseCache):
    """Locks and limits rest on ``add``: on a full disk everybody would have tried too often.

    ``set`` stays silent, so that pages which only read go on.
    """

    def add(self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """Whether the key is new. Raises OperationalError where the table takes nothing."""
        for _attempt in range(2):  # between the two questions somebody else may have deleted the key
            if super().add(key, value, timeout, version):
                return True
            if self.has_key(key, version):
                return False
        raise OperationalError("The table of the cache takes nothing.")
