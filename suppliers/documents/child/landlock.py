"""Landlock: only some fonts remain readable, and the network is unreachable. See landlock(7)."""

import ctypes
import os
from collections.abc import Iterable

from suppliers.documents.child import linux

CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446
ASK_VERSION = 1
RULE_PATH_BENEATH = 1
READ_FILE, READ_DIR = 1 << 2, 1 << 3
FILE_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}
"""The number of file access rights in each version of the interface."""


class Ruleset(ctypes.Structure):
    _fields_ = (("files", ctypes.c_uint64), ("network", ctypes.c_uint64), ("scopes", ctypes.c_uint64))


class PathBeneath(ctypes.Structure):
    _pack_ = 1
    _fields_ = (("allowed", ctypes.c_uint64), ("folder", ctypes.c_int32))


def read_only_beneath(folders: Iterable[str]) -> bool:
    """Make everything unreachable but files under `folders`, read only; False where the kernel has no Landlock."""
    version = linux.syscall(CREATE_RULESET, None, 0, ASK_VERSION)
    if version < 1:
        return False
    rules = Ruleset(
        files=(1 << FILE_RIGHTS[min(version, 5)]) - 1,
        network=0b11 if version >= 4 else 0,
        scopes=0b11 if version >= 6 else 0,
    )
    size = 8 if version < 4 else 16 if version < 6 else 24
    ruleset = linux.syscall(CREATE_RULESET, ctypes.byref(rules), size, 0)
    for folder in filter(os.path.isdir, folders):
        _allow(ruleset, folder)
    done = linux.syscall(RESTRICT_SELF, ruleset, 0) == 0
    os.close(ruleset)
    return done


def _allow(ruleset: int, folder: str) -> None:
    opened = os.open(folder, os.O_PATH | os.O_CLOEXEC)
    rule = PathBeneath(allowed=READ_FILE | READ_DIR, folder=opened)
    linux.syscall(ADD_RULE, ruleset, RULE_PATH_BENEATH, ctypes.byref(rule), 0)
    os.close(opened)
