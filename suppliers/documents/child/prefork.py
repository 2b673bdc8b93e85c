"""A process that has everything loaded and divides itself for each job. It never sees a document: its children do.

What is asked comes over its standard input: three open files for each job, namely document, answer and a line back to
whoever asked. Over that line the new child reads what to do, and the answer's fate is told. Who hangs up ends the job.
"""

import codecs
import gc
import importlib
import json
import os
import resource
import select
import signal
import socket
import struct
from contextlib import suppress

from suppliers.documents.child import confine, entry, landlock
from suppliers.documents.protocol import SET_UP_FAILED, Request

READY = b"r"
MOST_OPEN = 256
LENGTH = struct.Struct("!I")
Line = socket.socket
Enclosed = dict[str, bool]


def main(modules: str) -> None:
    """Load, give up what children never need, and serve until nobody is left to ask."""
    try:
        for module in json.loads(modules):
            importlib.import_module(module)
        for codec in entry.TEXT_IN_PICTURES:
            codecs.lookup(codec)
        mapped = _mapped()
        resource.setrlimit(resource.RLIMIT_NOFILE, (MOST_OPEN, MOST_OPEN))
        wake, waker = os.pipe()
        enclosed = confine.enclose()
        landlock.read_only_beneath(confine.FONTS)
        gc.freeze()
        asked = socket.socket(fileno=os.dup(0))
        asked.sendall(READY)
    except BaseException:
        os._exit(SET_UP_FAILED)
    _serve(asked, wake, waker, enclosed, mapped)
    os._exit(0)


def _serve(asked: Line, wake: int, waker: int, enclosed: Enclosed, mapped: int) -> None:
    """Divide for each job, and bury each child."""
    os.set_blocking(waker, False)
    signal.set_wakeup_fd(waker, warn_on_full_buffer=False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    running: dict[int, Line] = {}
    poll = select.poll()
    poll.register(wake, select.POLLIN)
    poll.register(asked, select.POLLIN)
    while True:
        events = dict(poll.poll())
        if wake in events:
            os.read(wake, MOST_OPEN)
            _bury(running, poll)
        for pid, line in running.items():
            if line.fileno() in events:
                os.kill(pid, signal.SIGKILL)
                poll.unregister(line)
                poll.register(line, 0)
        if asked.fileno() in events:
            message, files, _, _ = socket.recv_fds(asked, 1, 3)
            if not message:
                return
            pid, line = _divide(files, enclosed, mapped)
            running[pid] = line
            poll.register(line, select.POLLRDHUP)


def _divide(files: list[int], enclosed: Enclosed, mapped: int) -> tuple[int, Line]:
    """One more child, and the line to whoever asked for it."""
    document, answer, line = files
    pid = os.fork()
    if pid == 0:
        _become_child(document, answer, socket.socket(fileno=line), enclosed, mapped)
    os.close(document)
    os.close(answer)
    return pid, socket.socket(fileno=line)


def _become_child(document: int, answer: int, line: Line, enclosed: Enclosed, mapped: int) -> None:
    """From here on this is a child like any other: it knows its document, its answer and nothing else."""
    try:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        (length,) = LENGTH.unpack(_exactly(line, LENGTH.size))
        request = Request.unpack(_exactly(line, length).decode())
        os.dup2(document, 0)
        os.dup2(answer, 1)
        os.closerange(3, MOST_OPEN)
        job = entry.job_of(request)
    except BaseException:
        os._exit(SET_UP_FAILED)
    entry.work(job, request, enclosed, mapped)


def _bury(running: dict[int, Line], poll: select.poll) -> None:
    """Tell how each child ended that has ended: its exit code, its processor seconds, the most memory it held."""
    while running:
        pid, status, used = os.wait4(-1, os.WNOHANG)
        if pid == 0:
            return
        line = running.pop(pid)
        poll.unregister(line)
        end = {
            "code": os.waitstatus_to_exitcode(status),
            "processor": used.ru_utime + used.ru_stime,
            "peak": used.ru_maxrss * 1024,
        }
        with suppress(OSError):  # whoever asked is gone
            line.sendall(json.dumps(end).encode())
        line.close()


def _exactly(line: Line, length: int) -> bytes:
    held = b""
    while len(held) < length:
        piece = line.recv(length - len(held))
        if not piece:
            raise EOFError
        held += piece
    return held


def _mapped() -> int:
    """Bytes of address space that this process takes: children have it without having asked for it."""
    with open("/proc/self/statm") as held:  # noqa: PTH123
        return int(held.read().split()[0]) * resource.getpagesize()
