"""Prefork workers: processes with the decoders loaded, which fork a child for each job (see `child/prefork.py`).

A process that reads many files keeps two of them: one with OCR, one with everything else. A forked child is restricted
like a fresh one. When a worker fails in any way, a fresh child does the job.
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
CHILD_PACKAGE = "suppliers.documents.child"
PARSERS = ("image", "pdf", "text_layer", "structure", "signatures", "barcodes", "field_job")
GROUPS = ((f"{CHILD_PACKAGE}.ocr",), tuple(f"{CHILD_PACKAGE}.{name}" for name in PARSERS))
SECONDS_TO_LOAD = 120
SECONDS_TO_REAP = 10
LENGTH = struct.Struct("!I")
logger = logging.getLogger(__name__)


class WorkerLost(Exception):
    """The worker process has ended or does not answer."""


@dataclass(frozen=True)
class JobEnd:
    """How a child ended: exit code, processor seconds, whether in time, and peak memory in bytes."""

    code: int
    processor: float
    in_time: bool
    peak: int


class Worker:
    """A process that has these modules loaded. Raises WorkerLost when it cannot be started."""

    def __init__(self, modules: Sequence[str], *, wrapper: Sequence[str], environment: dict[str, str]) -> None:
        ours, theirs = socket.socketpair()
        command = [*wrapper, sys.executable, "-I", "-c", ENTRY, str(PROJECT), json.dumps(list(modules))]
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 (our own interpreter, our own arguments)
                command,
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                cwd="/",
                env=environment,
                start_new_session=True,
            )
        self._control, self._lock, self._owner = ours, threading.Lock(), os.getpid()
        ours.settimeout(SECONDS_TO_LOAD)
        try:
            ready = ours.recv(1)
        except OSError:
            ready = b""
        if not ready:
            self.close()
            raise WorkerLost

    @property
    def is_ours(self) -> bool:
        """Whether this very process started it: after a fork the new process starts its own."""
        return self._owner == os.getpid()

    @property
    def pid(self) -> int:
        return self._process.pid

    def run(self, request: Request, document: IO[bytes], answer: IO[bytes]) -> JobEnd:
        """Have a new child do the job, and wait for its end. Raises WorkerLost."""
        ours, theirs = socket.socketpair()
        try:
            with ours:
                with theirs, self._lock:
                    socket.send_fds(self._control, [b"j"], [document.fileno(), answer.fileno(), theirs.fileno()])
                return _run_job(ours, request)
        except (OSError, ValueError) as error:
            raise WorkerLost from error

    def abandon(self) -> None:
        """Forget the worker without ending it: it belongs to the process that this one was forked from."""
        self._control.close()
        self._process.returncode = 0

    def close(self) -> None:
        """Close the control socket, which ends the worker and all its children."""
        self._control.close()
        try:
            self._process.wait(SECONDS_TO_REAP)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def _run_job(channel: socket.socket, request: Request) -> JobEnd:
    channel.settimeout(request.limits.patience)
    message = request.pack().encode()
    in_time = True
    try:
        channel.sendall(LENGTH.pack(len(message)) + message)
        report = channel.recv(4096)
    except TimeoutError:
        in_time = False
        channel.settimeout(SECONDS_TO_REAP)
        channel.shutdown(socket.SHUT_WR)
        report = channel.recv(4096)
    end = json.loads(report)
    return JobEnd(int(end["code"]), float(end["processor"]), in_time, int(end["peak"]))


class WorkerPool:
    """The workers of this process, one for each group of modules. Empty until `enable` is called."""

    def __init__(self) -> None:
        self._workers: dict[tuple[str, ...], Worker] = {}
        self._locks: defaultdict[tuple[str, ...], threading.Lock] = defaultdict(threading.Lock)
        self.is_enabled = False

    def enable(self) -> None:
        """From now on, jobs of this process run in children that workers fork."""
        self.is_enabled = True

    def find(self, job: str, *, wrapper: Sequence[str], environment: dict[str, str]) -> Worker | None:
        """The worker that has the job's module loaded, started on first use; None where there is none."""
        group = _group_of(job) if self.is_enabled else None
        if group is None:
            return None
        with self._locks[group]:
            worker = self._workers.get(group)
            if worker and not worker.is_ours:
                self._workers.pop(group).abandon()
                worker = None
            if worker is None:
                worker = _start_worker(group, wrapper, environment)
                if worker:
                    self._workers[group] = worker
            return worker

    def discard(self, lost: Worker) -> None:
        """End the worker; the next job starts another. Two threads may discard the same worker at once."""
        for group, worker in [*self._workers.items()]:
            if worker is lost:
                self._workers.pop(group, None)
        lost.close()

    def stop(self) -> None:
        """End all workers; jobs run in fresh children again."""
        self.is_enabled = False
        for worker in [*self._workers.values()]:
            self.discard(worker)

    @property
    def pids(self) -> list[int]:
        return [worker.pid for worker in self._workers.values()]


def _group_of(job: str) -> tuple[str, ...] | None:
    module = job.partition(":")[0]
    return next((group for group in GROUPS if module in group), None)


def _start_worker(group: tuple[str, ...], wrapper: Sequence[str], environment: dict[str, str]) -> Worker | None:
    try:
        return Worker(group, wrapper=wrapper, environment=environment)
    except WorkerLost:
        logger.warning("No worker could be started for %s; every job gets a fresh process.", ", ".join(group))
        return None


WORKER_POOL = WorkerPool()
