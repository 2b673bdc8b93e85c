"""The acts of the demonstration's past, in the order in which they would have been logged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, NamedTuple
from unittest.mock import patch

from django.db import connections, transaction

from audits.desk import log


class _Held(NamedTuple):
    """An entry that waits, and the savepoints that it was written in."""

    savepoints: frozenset[str | None]
    entry: Mapping[str, Any]


@contextmanager
def log_in_order_of_time() -> Iterator[None]:
    """Hold back what is appended to the decision log, and append it by its moments at the end: the world is filled
    subject by subject, and a log whose clock runs backwards is one that somebody wrote afterwards.

    What is taken back with its savepoint, such as a decision that needs two signatures, is not held any more.
    """
    held: list[_Held] = []
    connection = connections["default"]
    roll_back = connection.savepoint_rollback

    def hold(**entry: Any) -> None:
        held.append(_Held(frozenset(connection.savepoint_ids), entry))

    def forget(sid: str) -> None:
        held[:] = [one for one in held if sid not in one.savepoints]
        roll_back(sid)

    with patch.object(log, "append", hold), patch.object(connection, "savepoint_rollback", forget):
        yield
    with transaction.atomic():
        for one in sorted(held, key=lambda one: one.entry["at"]):
            log.append(**one.entry)
