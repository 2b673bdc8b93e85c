"""One job in one fresh child process that can draw and do nothing else, and that is gone afterwards.

The worker never opens a PDF or a picture: it hands the child an open file and reads back what the child wrote.
The child has no environment, no network, no file to write to but its own answer, and limits on everything.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import IO

from suppliers.documents.protocol import OUT_OF_MEMORY, SET_UP_FAILED, Answer, Limits, Request, unpack
from suppliers.documents.results import Code, Refused
from suppliers.documents.worker_pool import WORKER_POOL, JobEnd, WorkerLost

PROJECT = Path(__file__).resolve().parents[2]
ENTRY = (
    "import sys; sys.path.insert(0, sys.argv[1]); from suppliers.documents.child.entry import main; main(sys.argv[2])"
)
DIE_WITH_PARENT = "--die-with-parent"
"""Means the thread that started it: not for a process that serves many threads, which ends when nobody can ask any more."""

BUBBLEWRAP_OPTIONS = (
    *("--unshare-all", DIE_WITH_PARENT, "--as-pid-1", "--ro-bind", "/", "/", "--dev", "/dev", "--proc", "/proc"),
    *("--chdir", "/", "--"),
)
CHILD_ENVIRONMENT = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "ORT_DISABLE_TELEMETRY": "1"}
"""Keeps libraries from starting threads when they are imported, which is before the doors close: such a thread would stay
outside. The last one is a thread that calls its maker. The child forgets these words before it sees the document."""

OUT_OF_MEMORY_CODES = {OUT_OF_MEMORY, -signal.SIGKILL, 128 + signal.SIGKILL}
"""Who is killed, and not by us, was killed by the kernel for want of memory; bubblewrap adds 128."""

POLL_SECONDS = 0.004
"""Seconds between two looks at whether the child has ended: how long an answer may lie unread."""


class SandboxError(RuntimeError):
    """The child could not be set up: our fault, not the document's."""


@dataclass(frozen=True)
class Protections:
    """What guards the child on this machine: the means that took effect, and the attempts that failed when tried."""

    bubblewrap: bool
    unprivileged: bool
    namespaces: bool
    landlock: bool
    seccomp: bool
    no_network: bool
    no_reading: bool
    no_writing: bool
    no_processes: bool
    no_signals: bool
    no_environment: bool

    @property
    def complete(self) -> bool:
        """Whether every attempt to break out failed."""
        return all(value for name, value in vars(self).items() if name.startswith("no_"))


@dataclass(frozen=True)
class Run:
    """How one job went: its answer or why there is none, the seconds, and the most memory that was seen, in bytes."""

    result: Answer | Refused
    seconds: float
    memory: int


def run(
    job: str, source: Path | bytes, params: Mapping[str, object] | None = None, limits: Limits | None = None
) -> Answer | Refused:
    """Do `job` ("module:function") on the bytes of `source`, or say why it was stopped."""
    return run_measured(job, source, params, limits).result


def run_measured(
    job: str, source: Path | bytes, params: Mapping[str, object] | None = None, limits: Limits | None = None
) -> Run:
    """The same, with what it took."""
    started = time.monotonic()
    limits = limits or Limits()
    request = Request(job, params or {}, limits)
    with _open_source(source) as document, tempfile.TemporaryFile() as answer:
        end = _run_in_child(request, document, answer)
        if end.code == SET_UP_FAILED:
            raise SandboxError(f"The child for {job} could not be set up.")
        if end.code or not end.in_time:
            result: Answer | Refused = Refused(_failure_code(end, limits))
        else:
            answer.seek(0)
            result = unpack(answer, limits.output)
    return Run(result, time.monotonic() - started, end.peak)


@lru_cache(maxsize=1)
def protections() -> Protections:
    """Found out by trying, once per process: a listener, a file and a process are put in reach, and the child reaches."""
    with socket.create_server(("127.0.0.1", 0)) as listener, tempfile.TemporaryDirectory() as folder:
        secret = Path(folder, "secret")
        secret.write_text("not for the child")
        Path(folder).chmod(0o777)
        secret.chmod(0o666)
        params = {"file": str(secret), "port": listener.getsockname()[1], "parent": os.getpid()}
        answer = run("suppliers.documents.child.probe:attempts", b"", params)
    if isinstance(answer, Refused):
        raise SandboxError(f"The child's protections could not be tried: {answer.code}.")
    facts = dict(answer.facts)
    in_force: Mapping[str, bool] = facts.pop("in_force")  # type: ignore[assignment]
    return Protections(bubblewrap=bool(wrapper()), **in_force, **facts)  # type: ignore[arg-type]


@lru_cache(maxsize=1)
def wrapper() -> tuple[str, ...]:
    """Bubblewrap and its options, where it is installed and this machine lets it work; else nothing."""
    path = shutil.which("bwrap")
    if path is None:
        return ()
    command = (path, *BUBBLEWRAP_OPTIONS)
    tried = subprocess.run([*command, sys.executable, "-I", "-c", "pass"], env={}, capture_output=True)  # noqa: S603
    return command if tried.returncode == 0 else ()


def _open_source(source: Path | bytes) -> IO[bytes]:
    if isinstance(source, Path):
        return source.open("rb")
    spooled = tempfile.TemporaryFile()  # noqa: SIM115 (the caller closes it)
    spooled.write(source)
    spooled.seek(0)
    return spooled


def _run_in_child(request: Request, document: IO[bytes], answer: IO[bytes]) -> JobEnd:
    """How the job went: in a child of a prepared process where one is kept, else, or if that is lost, in a fresh one."""
    worker = WORKER_POOL.find(
        request.job, wrapper=[word for word in wrapper() if word != DIE_WITH_PARENT], environment=CHILD_ENVIRONMENT
    )
    if worker:
        try:
            return worker.run(request, document, answer)
        except WorkerLost:
            WORKER_POOL.discard(worker)
            document.seek(0)
            answer.truncate(0)
            answer.seek(0)
    return _spawn(request, document, answer)


def _spawn(request: Request, document: IO[bytes], answer: IO[bytes]) -> JobEnd:
    """Start a fresh child and see it out."""
    process = subprocess.Popen(  # noqa: S603 (our own interpreter, our own words)
        [*wrapper(), sys.executable, "-I", "-c", ENTRY, str(PROJECT), request.pack()],
        stdin=document,
        stdout=answer,
        stderr=subprocess.DEVNULL,
        cwd="/",
        env=CHILD_ENVIRONMENT,
        start_new_session=True,
    )
    in_time, peak = False, 0
    try:
        in_time, peak = _watch(process.pid, request.limits.seconds)
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    return JobEnd(process.returncode, usage.ru_utime + usage.ru_stime, in_time, peak)


def _watch(pid: int, seconds: float) -> tuple[bool, int]:
    """Whether the child ends in time, and the most memory it was seen to hold, in bytes.

    It is waited for without reaping, so that the process group's number stays ours until its last member is dead. Its
    memory is read while it lives: what the system says after its death includes the peak of its parent.
    """
    deadline, peak = time.monotonic() + seconds, 0
    while os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT | os.WNOHANG) is None:
        peak = max(peak, *map(_peak_memory, process_family(pid)))
        if time.monotonic() > deadline:
            return False, peak
        time.sleep(POLL_SECONDS)
    return True, peak


def process_family(pid: int) -> list[int]:
    """A process and those that it started: under bubblewrap the job is a grandchild."""
    family = [pid]
    for one in family:
        try:
            family += map(int, Path(f"/proc/{one}/task/{one}/children").read_text().split())
        except OSError:
            continue
    return family


def _peak_memory(pid: int) -> int:
    """The most memory that a living process has held, in bytes; nothing where the system does not say."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0
    path = re.search(r"^VmHWM:\s+(\d+) kB", status, re.MULTILINE)
    return int(path[1]) * 1024 if path else 0


def _failure_code(end: JobEnd, limits: Limits) -> Code:
    """What stopped the child. A decoder that is refused memory mostly crashes: then its peak tells."""
    if not end.in_time or end.processor >= limits.seconds:
        return Code.TOOK_TOO_LONG
    if end.code in OUT_OF_MEMORY_CODES or end.peak > limits.memory // 2:
        return Code.USED_TOO_MUCH_MEMORY
    return Code.UNREADABLE
