"""Attempts to break out of the sandbox, from inside. The health page shows that they fail."""

import ctypes
import os
import socket
import subprocess
import sys
from collections.abc import Callable

LIBC = ctypes.CDLL(None, use_errno=True)


def attempts(data: bytes, *, file: str, port: int, parent: int) -> tuple[dict[str, object], list[bytes]]:
    """Whether each attack that a hostile document might try fails here, by name."""
    return {
        "no_network": _fails(_connect, port),
        "no_reading": _fails(os.open, file, os.O_RDONLY),
        "no_writing": _fails(os.open, f"{file}.written", os.O_WRONLY | os.O_CREAT, 0o600),
        "no_processes": _fails(subprocess.run, [sys.executable, "-c", "pass"]) and _fails(_fork),
        "no_signals": _fails(os.kill, parent, 0),
        "no_environment": not os.environ,
    }, []


def _connect(port: int) -> None:
    with socket.socket() as connection:
        connection.connect(("127.0.0.1", port))


def _fork() -> None:
    """Fork by the C library, without Python's own checks."""
    child = LIBC.fork()
    if child == 0:
        os._exit(0)
    if child < 0:
        raise OSError(ctypes.get_errno(), "fork")
    os.waitpid(child, 0)


def _fails(attempt: Callable[..., object], *arguments: object) -> bool:
    try:
        attempt(*arguments)
    except OSError:
        return True
    return False
