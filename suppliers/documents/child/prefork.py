"""The prefork worker: a process with the decoders loaded that forks a child for each job. It never reads a document.

Requests arrive on a control socket (standard input) as three open files each: document, answer, and a channel back to
the caller. The child reads its job from the channel; the worker reports there how the child ended. A caller that closes
the channel cancels the job.
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
MAX_OPEN_FILES = 256
LENGTH = struct.Struct("!I")
Channel = socket.socket
Enclosed = dict[str, bool]


def main(modules: str) -> None:
    """Load the modules, give up the rights that no child needs, and serve until the control socket is closed."""
    try:
        for module in json.loads(modules):
            importlib.import_module(module)
        for codec in entry.PRELOADED_CODECS:
            codecs.lookup(codec)
        mapped = _mapped_bytes()
        resource.setrlimit(resource.RLIMIT_NOFILE, (MAX_OPEN_FILES, MAX_OPEN_FILES))
        wake, waker = os.pipe()
        enclosed = confine.enclose()
        landlock.read_only_beneath(confine.FONTS)
        gc.freeze()
        control = socket.socket(fileno=os.dup(0))
        control.sendall(READY)
    except BaseException:
        os._exit(SET_UP_FAILED)
    _serve(control, wake, waker, enclosed, mapped)
    os._exit(0)


def _serve(control: Channel, wake: int, waker: int, enclosed: Enclosed, mapped: int) -> None:
    """Fork for each job, and report the end of each child."""
    os.set_blocking(waker, False)
    signal.set_wakeup_fd(waker, warn_on_full_buffer=False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    running: dict[int, Channel] = {}
    poll = select.poll()
    poll.register(wake, select.POLLIN)
    poll.register(control, select.POLLIN)
    while True:
        events = dict(poll.poll())
        if wake in events:
            os.read(wake, MAX_OPEN_FILES)
            _reap_children(running, poll)
        for pid, channel in running.items():
            if channel.fileno() in events:
                os.kill(pid, signal.SIGKILL)
                poll.unregister(channel)
                poll.register(channel, 0)
        if control.fileno() in events:
            message, files, _, _ = socket.recv_fds(control, 1, 3)
            if not message:
                return
            pid, channel = _fork_child(files, enclosed, mapped)
            running[pid] = channel
            poll.register(channel, select.POLLRDHUP)


def _fork_child(files: list[int], enclosed: Enclosed, mapped: int) -> tuple[int, Channel]:
    """The process id of a new child, and the channel to its caller."""
    document, answer, channel = files
    pid = os.fork()
    if pid == 0:
        _become_child(document, answer, socket.socket(fileno=channel), enclosed, mapped)
    os.close(document)
    os.close(answer)
    return pid, socket.socket(fileno=channel)


def _become_child(document: int, answer: int, channel: Channel, enclosed: Enclosed, mapped: int) -> None:
    """Become a child like any other: it keeps document and answer open and nothing else."""
    try:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        (length,) = LENGTH.unpack(_receive_exactly(channel, LENGTH.size))
        request = Request.unpack(_receive_exactly(channel, length).decode())
        os.dup2(document, 0)
        os.dup2(answer, 1)
        os.closerange(3, MAX_OPEN_FILES)
        job = entry.load_job(request)
    except BaseException:
        os._exit(SET_UP_FAILED)
    entry.run_job(job, request, enclosed, mapped)


def _reap_children(running: dict[int, Channel], poll: select.poll) -> None:
    """Report each child that has ended: exit code, processor seconds, peak memory in bytes."""
    while running:
        pid, status, used = os.wait4(-1, os.WNOHANG)
        if pid == 0:
            return
        channel = running.pop(pid)
        poll.unregister(channel)
        end = {
            "code": os.waitstatus_to_exitcode(status),
            "processor": used.ru_utime + used.ru_stime,
            "peak": used.ru_maxrss * 1024,
        }
        with suppress(OSError):  # the caller is gone
            channel.sendall(json.dumps(end).encode())
        channel.close()


def _receive_exactly(channel: Channel, length: int) -> bytes:
    received = b""
    while len(received) < length:
        piece = channel.recv(length - len(received))
        if not piece:
            raise EOFError
        received += piece
    return received


def _mapped_bytes() -> int:
    """The address space of this process in bytes, which each child inherits."""
    with open("/proc/self/statm") as received:  # noqa: PTH123
        return int(received.read().split()[0]) * resource.getpagesize()
