"""The acts of the demonstration's past, in the order in which they would have been logged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from operator import itemgetter
from typing import Any
from unittest.mock import patch

from django.db import transaction

from audits.desk import log


@contextmanager
def log_in_order_of_time() -> Iterator[None]:
    """Hold back what is appended to the decision log, and append it by its moments at the end: the world is filled
    subject by subject, and a log whose clock runs backwards is one that somebody wrote afterwards."""
    held: list[Mapping[str, Any]] = []

    def hold(**entry: Any) -> None:
        held.append(entry)

    with patch.object(log, "append", hold):
        yield
    with transaction.atomic():
        for entry in sorted(held, key=itemgetter("at")):
            log.append(**entry)
