"""Jobs that behave like a decoder that a hostile document took over, to run in the sandbox child."""

import ctypes
import os
import socket
import time
from pathlib import Path

from suppliers.documents.child.refusal import Refusal
from suppliers.documents.results import Code

LIBC = ctypes.CDLL(None, use_errno=True)


def echo(data, **params):
    return {"size": len(data), **params}, [data, b"", data]


def refuse(data):
    raise Refusal(Code.TOO_MANY_PAGES, pages=7)


def stumble(data):
    raise KeyError("a decoder's own trouble")


def sleep(data):
    time.sleep(60)


def spin(data):
    while True:
        pass


def hoard(data):
    return {}, [bytes(2 * 1024**3)]


def hoard_slowly(data):
    """Crash like a decoder written in C: allocate too much, get a null pointer, use it."""
    LIBC.malloc.restype = ctypes.c_void_p
    while True:
        ctypes.memset(LIBC.malloc(16 * 1024**2), 1, 16 * 1024**2)


def crash(data):
    ctypes.string_at(0)


def babble(data):
    os.write(1, b'{"facts": {}, "sizes": [5, -1]}\nwhatever')
    os._exit(0)


def flood(data):
    return {}, [bytes(3 * 1024**2)]


def write_past_the_end(data):
    while True:
        os.write(1, bytes(1024**2))


def outcome(attempt):
    try:
        return attempt() or "done"
    except OSError as error:
        return type(error).__name__


def connect(data, *, port):
    def attempt():
        with socket.socket() as connection:
            connection.connect(("127.0.0.1", port))

    return {"outcome": outcome(attempt)}, []


def connect_by_c(data):
    return {"outcome": LIBC.socket(socket.AF_INET, socket.SOCK_STREAM, 0)}, []


def write(data, *, path):
    return {"outcome": outcome(lambda: Path(path).write_text("here"))}, []


def read(data, *, path):
    return {"outcome": outcome(lambda: Path(path).read_text())}, []


def remove(data, *, path):
    return {"outcome": outcome(lambda: Path(path).unlink())}, []


def start_a_process(data):
    return {"forked": LIBC.fork(), "executed": LIBC.execv(b"/bin/true", None)}, []


def signal_the_worker(data, *, pid):
    return {"outcome": outcome(lambda: os.kill(pid, 9))}, []


def look_around(data):
    return {"environment": dict(os.environ), "open": [number for number in range(64) if is_open(number)]}, []


def is_open(number):
    try:
        os.fstat(number)
    except OSError:
        return False
    return True


def run_own_code(data):
    """Request executable memory, which injected code needs first."""
    LIBC.mmap.restype = ctypes.c_void_p
    return {"refused": LIBC.mmap(None, 4096, 7, 0x22, -1, 0) == ctypes.c_void_p(-1).value}, []


def draw_much(data):
    return {}, [bytes(1024**2)] * 60
