"""One file that is broken or means harm: how it is made, and how its reading may end."""

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
"""Damage that a reader may mend: another edition of the library may mend more of it, or less."""

STOPPED = frozenset({Code.USED_TOO_MUCH_MEMORY, Code.TOOK_TOO_LONG})
BOMB = MENDED | STOPPED
"""What would take a server down: it may be drawn, found broken or be stopped, within the limits."""

CANARY = b"KP-CANARY-7d41"
"""Stands in scripts, attachments, EXIF and behind the end of files: it may never reach a picture of ours."""

LISTENER = b"127.0.0.1:49999"
"""Where files that refer to elsewhere point; before a run the port becomes that of a listener which counts."""


@dataclass(frozen=True)
class Case:
    name: str
    ends: frozenset[str]
    make: Callable[[], bytes]
    suffix: str = ".pdf"

    def written_for(self, port: int) -> bytes:
        """The file, pointing at the listener on this port; its length stays the same."""
        return self.make().replace(LISTENER, b"127.0.0.1:%05d" % port)
