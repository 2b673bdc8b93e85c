"""Kernel calls that Python's standard library does not offer."""

import ctypes

LIBC = ctypes.CDLL(None, use_errno=True)

M_MMAP_THRESHOLD = -3
PR_SET_PDEATHSIG = 1
PR_SET_DUMPABLE = 4
PR_SET_SECCOMP = 22
PR_SET_NO_NEW_PRIVS = 38
CLONE_NEWUTS = 0x04000000
CLONE_NEWIPC = 0x08000000
CLONE_NEWUSER = 0x10000000
CLONE_NEWNET = 0x40000000


def prctl(option: int, *values: object) -> bool:
    numbers = [ctypes.c_ulong(value) if isinstance(value, int) else value for value in values]
    return bool(LIBC.prctl(option, *numbers, *[ctypes.c_ulong(0)] * (4 - len(numbers))) == 0)


def unshare(flags: int) -> bool:
    return bool(LIBC.unshare(flags) == 0)


def syscall(number: int, *values: object) -> int:
    """The call's result; -1 when the kernel refuses or does not know it."""
    numbers = [ctypes.c_long(value) if isinstance(value, int) else value for value in values]
    return int(LIBC.syscall(ctypes.c_long(number), *numbers))


def give_back_blocks_of(size: int) -> None:
    """Have freed blocks of at least so many bytes returned to the system (glibc; other C libraries do so anyway)."""
    mallopt = getattr(LIBC, "mallopt", None)
    if mallopt:
        mallopt(M_MMAP_THRESHOLD, size)
