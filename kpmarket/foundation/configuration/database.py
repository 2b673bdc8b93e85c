"""How the site opens SQLite. Read by the settings, so without Django."""

from __future__ import annotations

from typing import Any

PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=NORMAL",
    "mmap_size=134217728",
    "recursive_triggers=ON",  # else INSERT OR REPLACE deletes rows without asking the triggers of append-only tables
)
SQLITE_CONNECTION: dict[str, Any] = {
    "OPTIONS": {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "".join(f"PRAGMA {pragma};" for pragma in PRAGMAS),
    },
    "CONN_MAX_AGE": None,  # the last one to close takes -wal and -shm along; on a full disk nobody could make them again
}
