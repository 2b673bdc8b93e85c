"""Give up, for good, all rights that rendering a document does not need.

A step that the kernel does not support is skipped and reported, so that `sandbox.protections` can show it.
"""

import os
import resource
import signal
from contextlib import suppress
from pathlib import Path

from suppliers.documents.child import landlock, linux, seccomp
from suppliers.documents.protocol import Limits

NOBODY = 65534
THREADS = Path("/proc/self/task")
FONTS = ("/usr/share/fonts", "/usr/local/share/fonts", "/usr/share/poppler", "/etc/fonts")


def confine(limits: Limits, enclosed: dict[str, bool] | None = None) -> dict[str, bool]:
    """Restrict this process for its job. By name, whether each step took effect; `enclosed` has those of its parent."""
    in_force = dict(enclosed or enclose())
    linux.prctl(linux.PR_SET_PDEATHSIG, signal.SIGKILL)
    linux.prctl(linux.PR_SET_DUMPABLE, 0)
    _limit(limits)
    in_force["landlock"] = landlock.read_only_beneath(FONTS)
    in_force["seccomp"] = seccomp.allow_only_what_drawing_needs()
    return in_force


def enclose() -> dict[str, bool]:
    """Give up what no job needs; whether each step took effect, by name. Raises RuntimeError when there is a second
    thread, since the restrictions would not apply to it."""
    if len([*THREADS.glob("*")]) > 1:
        raise RuntimeError("a library started a thread")
    os.umask(0o077)
    os.environ.clear()
    in_force = {"unprivileged": _become_nobody(), "namespaces": _leave_the_network()}
    linux.prctl(linux.PR_SET_DUMPABLE, 0)
    linux.prctl(linux.PR_SET_NO_NEW_PRIVS, 1)
    return in_force


def _become_nobody() -> bool:
    """Whether the process runs without root rights; root switches to nobody where the machine permits it."""
    with suppress(OSError):
        if os.geteuid() == 0:
            os.setgroups([])
            os.setresgid(NOBODY, NOBODY, NOBODY)
            os.setresuid(NOBODY, NOBODY, NOBODY)
    return os.geteuid() != 0


def _leave_the_network() -> bool:
    """Move to an empty network namespace, and to own namespaces of users and shared memory."""
    everything = linux.CLONE_NEWUSER | linux.CLONE_NEWNET | linux.CLONE_NEWIPC | linux.CLONE_NEWUTS
    return linux.unshare(everything) or linux.unshare(linux.CLONE_NEWNET)


def _limit(limits: Limits) -> None:
    seconds = int(limits.seconds) + 1
    if not seccomp.is_known_here():  # seccomp stops processes but not the HEIC decoder's thread; this stops both
        resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
    for what, value in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_AS, limits.memory),
        (resource.RLIMIT_FSIZE, limits.output),
        (resource.RLIMIT_NOFILE, limits.open_files),
    ):
        resource.setrlimit(what, (value, value + (what == resource.RLIMIT_CPU)))
