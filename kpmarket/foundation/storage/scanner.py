"""A malware scanner that speaks clamd's protocol, where one is configured. What it did not say is never taken for "clean"."""

from __future__ import annotations

import logging
import re
import socket
import struct
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import IO
from urllib.parse import urlsplit

from django.conf import settings

CHUNK = 256 * 1024
LONGEST_REPLY = 4096
LAST = struct.pack("!I", 0)
FOUND = re.compile(r"^stream: (?P<name>.+) FOUND$")
logger = logging.getLogger(__name__)


class Verdict(StrEnum):
    """What the scanner came to; the last three say that nothing is known."""

    CLEAN = "clean"
    FOUND = "found"
    FAILED = "failed"
    UNREACHABLE = "unreachable"
    NOT_CONFIGURED = ""


def scan(path: Path) -> Verdict:
    """What the configured scanner says of a file."""
    if not settings.CLAMD_URL:
        return Verdict.NOT_CONFIGURED
    with path.open("rb") as file:
        reply = _request("INSTREAM", _pieces(file))
    if reply is None:
        return Verdict.UNREACHABLE
    if match := FOUND.match(reply):
        logger.warning("The scanner found %r in the upload %s.", match["name"], path.name)
        return Verdict.FOUND
    if reply == "stream: OK":
        return Verdict.CLEAN
    logger.warning("The scanner did not judge the upload %s: %r", path.name, reply)
    return Verdict.FAILED


def state() -> str:
    """For the health page: not configured, reachable or unreachable."""
    if not settings.CLAMD_URL:
        return "not configured"
    return "reachable" if _request("PING") == "PONG" else "unreachable"


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    while piece := file.read(CHUNK):
        yield struct.pack("!I", len(piece)) + piece
    yield LAST


def _request(command: str, content: Iterable[bytes] = ()) -> str | None:
    """The scanner's answer; None where it cannot be reached or falls silent."""
    try:
        with _connect(settings.CLAMD_URL, settings.CLAMD_SECONDS) as connection:
            connection.sendall(f"z{command}\0".encode())
            _send(connection, content)
            return _read_reply(connection) or None
    except (OSError, ValueError) as error:
        logger.warning("The scanner is not reachable: %s", error)
        return None


def _send(connection: socket.socket, content: Iterable[bytes]) -> None:
    """The scanner may close the socket early; its reply is still read."""
    try:
        for piece in content:
            connection.sendall(piece)
    except (BrokenPipeError, ConnectionResetError):
        return


def _read_reply(connection: socket.socket) -> str:
    held = b""
    while b"\0" not in held and len(held) < LONGEST_REPLY:
        piece = connection.recv(LONGEST_REPLY)
        if not piece:
            break
        held += piece
    return held.split(b"\0")[0].decode(errors="replace").strip()


@contextmanager
def _connect(url: str, seconds: float) -> Iterator[socket.socket]:
    parts = urlsplit(url)
    if parts.scheme == "unix":
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(seconds)
            connection.connect(parts.path)
            yield connection
    elif parts.scheme == "tcp" and parts.hostname:
        with socket.create_connection((parts.hostname, parts.port or 3310), seconds) as connection:
            yield connection
    else:
        raise ValueError(f"CLAMD_URL is neither tcp://host:port nor unix:///path: {url!r}")
