"""Run one job in one child process that can decode and render, and nothing else, and that ends afterwards.

The worker never opens a PDF or an image: it gives the child an open file and reads the child's answer.
The child has no environment variables, no network, no writable file but its answer, and limits on every resource.
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
"""bwrap dies with the thread that started it, so pool workers, which serve many threads, do not use this option."""

BUBBLEWRAP_OPTIONS = (
    *("--unshare-all", DIE_WITH_PARENT, "--as-pid-1", "--ro-bind", "/", "/", "--dev", "/dev", "--proc", "/proc"),
    *("--chdir", "/", "--"),
)
CHILD_ENVIRONMENT = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "ORT_DISABLE_TELEMETRY": "1"}
"""Keeps libraries from starting threads on import: a thread started before the restrictions would not be restricted.
The last one would send telemetry. The child clears its environment before it opens the document."""

OUT_OF_MEMORY_CODES = {OUT_OF_MEMORY, -signal.SIGKILL, 128 + signal.SIGKILL}
"""A SIGKILL that is not ours comes from the kernel's out-of-memory killer; bubblewrap adds 128 to the code."""

POLL_SECONDS = 0.004
"""How often to check whether the child has ended."""


class SandboxError(RuntimeError):
    """The child could not be set up: a fault of this machine or our code, not of the document."""


@dataclass(frozen=True)
class Protections:
    """The protections of the child on this machine: mechanisms in force, and attacks that failed (`no_…`)."""

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
    """The result of a job: its answer or the refusal, the seconds it took, and its peak memory in bytes."""

    result: Answer | Refused
    seconds: float
    memory: int


def run(
    job: str, source: Path | bytes, params: Mapping[str, object] | None = None, limits: Limits | None = None
) -> Answer | Refused:
    """Run `job` ("module:function") on the bytes of `source`; a refusal says why it was stopped."""
    return run_measured(job, source, params, limits).result


def run_measured(
    job: str, source: Path | bytes, params: Mapping[str, object] | None = None, limits: Limits | None = None
) -> Run:
    """Like `run`, with seconds and peak memory. Raises SandboxError when the child cannot be set up."""
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
    """Found out by attack, once per process: the child tries to reach a listener, a file and a process of ours."""
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
    """The bubblewrap command with its options, or () where it is not installed or does not work on this machine."""
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
    """Run the job in a child of a pool worker; without one, or if it is lost, in a fresh process."""
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
    """Start a fresh child and wait for its end."""
    process = subprocess.Popen(  # noqa: S603 (our own interpreter, our own arguments)
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
        in_time, peak = _watch(process.pid, request.limits.patience)
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    return JobEnd(process.returncode, usage.ru_utime + usage.ru_stime, in_time, peak)


def _watch(pid: int, seconds: float) -> tuple[bool, int]:
    """Whether the child ends in time, and its peak memory in bytes.

    Waits without reaping, so that the number of the process group is not reused before its last member is dead. Memory
    is read while the child lives: after its death the system reports the peak of its parent as well.
    """
    deadline, peak = time.monotonic() + seconds, 0
    while os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT | os.WNOHANG) is None:
        peak = max(peak, *map(_peak_memory, process_family(pid)))
        if time.monotonic() > deadline:
            return False, peak
        time.sleep(POLL_SECONDS)
    return True, peak


def process_family(pid: int) -> list[int]:
    """The process and its descendants: under bubblewrap the job is a grandchild."""
    family = [pid]
    for member in family:
        try:
            family += map(int, Path(f"/proc/{member}/task/{member}/children").read_text().split())
        except OSError:
            continue
    return family


def _peak_memory(pid: int) -> int:
    """The peak memory of a living process in bytes; 0 where the system does not report it."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0
    match = re.search(r"^VmHWM:\s+(\d+) kB", status, re.MULTILINE)
    return int(match[1]) * 1024 if match else 0


def _failure_code(end: JobEnd, limits: Limits) -> Code:
    """Why the child stopped. A decoder that is refused memory usually crashes: then its peak memory is the evidence."""
    if not end.in_time or end.processor >= limits.seconds:
        return Code.TOOK_TOO_LONG
    if end.code in OUT_OF_MEMORY_CODES or end.peak > limits.memory // 2:
        return Code.USED_TOO_MUCH_MEMORY
    return Code.UNREADABLE
