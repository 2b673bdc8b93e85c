"""Processes that stay ready, so that a reader need not load its libraries for each file: see `child/prefork.py`.

A worker that reads many files keeps two: one for OCR, one for all else. A child that is divided from one is confined like a
fresh one. Whatever goes wrong with a prepared process, a fresh child does the job.
"""

from __future__ import annotations

import json
import logging
import os
import socket
import struct
import subprocess
import sys
import threading
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from suppliers.documents.protocol import Request

PROJECT = Path(__file__).resolve().parents[2]
ENTRY = (
    "import sys; sys.path.insert(0, sys.argv[1]); from suppliers.documents.child.prefork import main; main(sys.argv[2])"
)
JOBS = "suppliers.documents.child"
PARSERS = ("image", "pdf", "text_layer", "structure", "signatures", "barcodes", "field_job")
GROUPS = ((f"{JOBS}.ocr",), tuple(f"{JOBS}.{name}" for name in PARSERS))
SECONDS_TO_LOAD = 120
SECONDS_TO_BURY = 10
LENGTH = struct.Struct("!I")
logger = logging.getLogger(__name__)


class Lost(Exception):
    """The prepared process is not there any more."""


@dataclass(frozen=True)
class End:
    """How a child ended: its exit code, its processor seconds, whether in time, and the most memory it held."""

    code: int
    processor: float
    in_time: bool
    peak: int


class Prepared:
    """One process that has these modules loaded."""

    def __init__(self, modules: Sequence[str], *, wrapper: Sequence[str], environment: dict[str, str]) -> None:
        ours, theirs = socket.socketpair()
        command = [*wrapper, sys.executable, "-I", "-c", ENTRY, str(PROJECT), json.dumps(list(modules))]
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 (our own interpreter, our own words)
                command,
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                cwd="/",
                env=environment,
                start_new_session=True,
            )
        self._asking, self._lock, self._owner = ours, threading.Lock(), os.getpid()
        ours.settimeout(SECONDS_TO_LOAD)
        try:
            ready = ours.recv(1)
        except OSError:
            ready = b""
        if not ready:
            self.close()
            raise Lost

    @property
    def is_ours(self) -> bool:
        """Whether this very process started it: what divided itself since then starts its own."""
        return self._owner == os.getpid()

    @property
    def pid(self) -> int:
        return self._process.pid

    def run(self, request: Request, document: IO[bytes], answer: IO[bytes]) -> End:
        """Have a new child do the job and see it out."""
        ours, theirs = socket.socketpair()
        try:
            with ours:
                with theirs, self._lock:
                    socket.send_fds(self._asking, [b"j"], [document.fileno(), answer.fileno(), theirs.fileno()])
                return _seen_out(ours, request)
        except (OSError, ValueError) as error:
            raise Lost from error

    def let_go(self) -> None:
        """Leave it to the process that started it, of which this one is a copy."""
        self._asking.close()
        self._process.returncode = 0

    def close(self) -> None:
        """Hang up: it ends with all its children."""
        self._asking.close()
        try:
            self._process.wait(SECONDS_TO_BURY)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def _seen_out(line: socket.socket, request: Request) -> End:
    line.settimeout(request.limits.seconds)
    words = request.pack().encode()
    in_time = True
    try:
        line.sendall(LENGTH.pack(len(words)) + words)
        told = line.recv(4096)
    except TimeoutError:
        in_time = False
        line.settimeout(SECONDS_TO_BURY)
        line.shutdown(socket.SHUT_WR)
        told = line.recv(4096)
    end = json.loads(told)
    return End(int(end["code"]), float(end["processor"]), in_time, int(end["peak"]))


class Keeper:
    """Keeps processes ready once it is told to; before that there are none."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, ...], Prepared] = {}
        self._locks: defaultdict[tuple[str, ...], threading.Lock] = defaultdict(threading.Lock)
        self.is_keeping = False

    def keep_ready(self) -> None:
        """From now on, in this process, children for reading are divided from prepared ones."""
        self.is_keeping = True

    def find(self, job: str, *, wrapper: Sequence[str], environment: dict[str, str]) -> Prepared | None:
        """The process that has the job's module loaded, started when it is first needed."""
        group = _group_of(job) if self.is_keeping else None
        if group is None:
            return None
        with self._locks[group]:
            kept = self._kept.get(group)
            if kept and not kept.is_ours:
                self._kept.pop(group).let_go()
                kept = None
            if kept is None:
                kept = _started(group, wrapper, environment)
                if kept:
                    self._kept[group] = kept
            return kept

    def forget(self, lost: Prepared) -> None:
        """End it; the next job starts another. Two may find out at once that it is lost."""
        for group, kept in [*self._kept.items()]:
            if kept is lost:
                self._kept.pop(group, None)
        lost.close()

    def stop(self) -> None:
        """End all of them; fresh children do the jobs again."""
        self.is_keeping = False
        for kept in [*self._kept.values()]:
            self.forget(kept)

    @property
    def pids(self) -> list[int]:
        return [kept.pid for kept in self._kept.values()]


def _group_of(job: str) -> tuple[str, ...] | None:
    module = job.partition(":")[0]
    return next((group for group in GROUPS if module in group), None)


def _started(group: tuple[str, ...], wrapper: Sequence[str], environment: dict[str, str]) -> Prepared | None:
    try:
        return Prepared(group, wrapper=wrapper, environment=environment)
    except Lost:
        logger.warning("No process could be prepared for %s; every job gets a fresh one.", ", ".join(group))
        return None


KEEPER = Keeper()
