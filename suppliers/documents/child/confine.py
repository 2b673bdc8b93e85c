"""Give up, for good, everything that drawing a document does not need.

Each step that the kernel does not offer is left out and reported, so that `sandbox.protections` can say so.
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
    """Lock this process in for its job; what took effect, by name. `enclosed`: what its parent gave up already."""
    in_force = dict(enclosed or enclose())
    linux.prctl(linux.PR_SET_PDEATHSIG, signal.SIGKILL)
    linux.prctl(linux.PR_SET_DUMPABLE, 0)
    _limit(limits)
    in_force["landlock"] = landlock.read_only_beneath(FONTS)
    in_force["seccomp"] = seccomp.allow_only_what_drawing_needs()
    return in_force


def enclose() -> dict[str, bool]:
    """Give up what no job needs, by name. A second thread would stay outside, so there may be none."""
    if len([*THREADS.glob("*")]) > 1:
        raise RuntimeError("a library started a thread")
    os.umask(0o077)
    os.environ.clear()
    in_force = {"unprivileged": _become_nobody(), "namespaces": _leave_the_network()}
    linux.prctl(linux.PR_SET_DUMPABLE, 0)
    linux.prctl(linux.PR_SET_NO_NEW_PRIVS, 1)
    return in_force


def _become_nobody() -> bool:
    """Whether the process is not root; root gives itself up where the machine lets it."""
    with suppress(OSError):
        if os.geteuid() == 0:
            os.setgroups([])
            os.setresgid(NOBODY, NOBODY, NOBODY)
            os.setresuid(NOBODY, NOBODY, NOBODY)
    return os.geteuid() != 0


def _leave_the_network() -> bool:
    """Move to an empty network, and to own lists of users and of shared memory."""
    everything = linux.CLONE_NEWUSER | linux.CLONE_NEWNET | linux.CLONE_NEWIPC | linux.CLONE_NEWUTS
    return linux.unshare(everything) or linux.unshare(linux.CLONE_NEWNET)


def _limit(limits: Limits) -> None:
    seconds = int(limits.seconds) + 1
    if not seccomp.is_known_here():  # which stops processes and lets the HEIC decoder's thread be; this stops both
        resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
    for what, value in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_AS, limits.memory),
        (resource.RLIMIT_FSIZE, limits.output),
        (resource.RLIMIT_NOFILE, limits.open_files),
    ):
        resource.setrlimit(what, (value, value + (what == resource.RLIMIT_CPU)))
