"""One broken or malicious file: how it is made, and how reading it may end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from suppliers.documents.results import Code

READ, PARTLY = "read", "partly"
TAKEN = frozenset({READ, PARTLY})
BROKEN = frozenset({Code.UNREADABLE})
LOCKED = frozenset({Code.PASSWORD_PROTECTED})
WRONG = frozenset({Code.WRONG_KIND})
TOO_MANY_PAGES = frozenset({Code.TOO_MANY_PAGES})
TOO_MANY_PIXELS = frozenset({Code.TOO_MANY_PIXELS})
MENDED = TAKEN | BROKEN
"""Damage that a library may repair; another version of it may repair more or less."""

STOPPED = frozenset({Code.USED_TOO_MUCH_MEMORY, Code.TOOK_TOO_LONG})
BOMB = MENDED | STOPPED
"""Files that would exhaust a server: they may be rendered, found broken or be stopped, within the limits."""

CANARY = b"KP-CANARY-7d41"
"""Text in scripts, attachments, EXIF and after the end of files: it must never reach an image of ours."""

LISTENER = b"127.0.0.1:49999"
"""The address that files with external references point to; for a run its port is replaced by the listener's."""


@dataclass(frozen=True)
class Case:
    name: str
    ends: frozenset[str]
    make: Callable[[], bytes]
    suffix: str = ".pdf"

    def written_for(self, port: int) -> bytes:
        """The file, pointing at the listener on this port; its length stays the same."""
        return self.make().replace(LISTENER, b"127.0.0.1:%05d" % port)
