"""An allow-list of the system calls that rendering needs; the kernel refuses all others. See seccomp(2)."""

import ctypes
import os
import platform
import struct

from suppliers.documents.child import linux

ALLOWED = {
    "x86_64": {
        "read": 0, "write": 1, "close": 3, "stat": 4, "fstat": 5, "lstat": 6, "lseek": 8, "munmap": 11,
        "brk": 12, "rt_sigaction": 13, "rt_sigprocmask": 14, "rt_sigreturn": 15, "pread64": 17, "sched_yield": 24,
        "mremap": 25, "madvise": 28, "getpid": 39, "exit": 60, "fcntl": 72, "gettimeofday": 96, "getrusage": 98,
        "sysinfo": 99, "sigaltstack": 131, "gettid": 186, "futex": 202, "sched_getaffinity": 204, "getdents64": 217,
        "restart_syscall": 219, "clock_gettime": 228, "clock_getres": 229, "clock_nanosleep": 230,
        "exit_group": 231, "newfstatat": 262, "set_robust_list": 273, "getrandom": 318, "statx": 332, "rseq": 334,
    },
    "aarch64": {
        "read": 63, "write": 64, "close": 57, "fstat": 80, "lseek": 62, "munmap": 215, "brk": 214,
        "rt_sigaction": 134, "rt_sigprocmask": 135, "rt_sigreturn": 139, "pread64": 67, "sched_yield": 124,
        "mremap": 216, "madvise": 233, "getpid": 172, "exit": 93, "fcntl": 25, "gettimeofday": 169,
        "getrusage": 165, "sysinfo": 179, "sigaltstack": 132, "gettid": 178, "futex": 98,
        "sched_getaffinity": 123, "getdents64": 61, "restart_syscall": 128, "clock_gettime": 113,
        "clock_getres": 114, "clock_nanosleep": 115, "exit_group": 94, "newfstatat": 79, "set_robust_list": 99,
        "getrandom": 278, "statx": 291, "rseq": 293,
    },
}  # fmt: skip
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
EXECUTABLE = 4
GUARDED = {
    "x86_64": ((257, WRITING), (9, EXECUTABLE), (10, EXECUTABLE)),
    "aarch64": ((56, WRITING), (222, EXECUTABLE), (226, EXECUTABLE)),
}
"""openat, mmap, mprotect: allowed unless the third argument has one of these bits."""

CLONE = {"x86_64": 56, "aarch64": 220}
CLONE3 = 435
CLONE_THREAD = 0x00010000
"""The HEIC decoder uses a thread of its own: clone may make threads, never processes. A filter cannot read the
arguments of clone3, so the kernel answers "not known", and the C library then uses clone."""

AUDIT_ARCH = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
LOAD, JUMP_IF_EQUAL, JUMP_IF_ANY_BIT, RETURN = 0x20, 0x15, 0x45, 0x06
NUMBER, ARCHITECTURE, FIRST_ARGUMENT, THIRD_ARGUMENT = 0, 4, 16, 32
ALLOW, NOT_PERMITTED, NOT_KNOWN = 0x7FFF0000, 0x00050001, 0x00050026
MODE_FILTER = 2


class Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))


def is_known_here() -> bool:
    """Whether the list has the system call numbers of this machine."""
    return platform.machine() in ALLOWED


def allow_only_what_drawing_needs() -> bool:
    """Install the filter on this process, for good; False where it is not supported."""
    if not is_known_here():
        return False
    code = b"".join(_filter(platform.machine()))
    return linux.prctl(linux.PR_SET_SECCOMP, MODE_FILTER, ctypes.byref(Program(len(code) // 8, code)))


def _filter(machine: str) -> list[bytes]:
    """The program that the kernel runs before each call."""
    guards = [step for number, bits in GUARDED[machine] for step in _unless(number, THIRD_ARGUMENT, bits)]
    numbers = ALLOWED[machine].values()
    allowed = [step for number in numbers for step in (_step(JUMP_IF_EQUAL, number, 0, 1), _step(RETURN, ALLOW))]
    return [
        _step(LOAD, ARCHITECTURE),
        _step(JUMP_IF_EQUAL, AUDIT_ARCH[machine], 1, 0),
        _step(RETURN, NOT_PERMITTED),
        _step(LOAD, NUMBER),
        *allowed,
        *guards,
        *_only_if(CLONE[machine], FIRST_ARGUMENT, CLONE_THREAD),
        _step(JUMP_IF_EQUAL, CLONE3, 0, 1),
        _step(RETURN, NOT_KNOWN),
        _step(RETURN, NOT_PERMITTED),
    ]


def _unless(number: int, argument: int, bits: int) -> list[bytes]:
    return _by_argument(number, argument, bits, if_any=NOT_PERMITTED, if_none=ALLOW)


def _only_if(number: int, argument: int, bits: int) -> list[bytes]:
    return _by_argument(number, argument, bits, if_any=ALLOW, if_none=NOT_PERMITTED)


def _by_argument(number: int, argument: int, bits: int, *, if_any: int, if_none: int) -> list[bytes]:
    return [
        _step(JUMP_IF_EQUAL, number, 0, 4),
        _step(LOAD, argument),
        _step(JUMP_IF_ANY_BIT, bits, 0, 1),
        _step(RETURN, if_any),
        _step(RETURN, if_none),
    ]


def _step(code: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
    return struct.pack("=HBBI", code, if_true, if_false, value)
