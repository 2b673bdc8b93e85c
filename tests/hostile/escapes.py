"""Attacks that a compromised decoder would try first, as a job for the sandbox."""

import ctypes
import os
import resource
import socket
import subprocess
import sys
from pathlib import Path

from suppliers.documents.child import seccomp

LIBC = ctypes.CDLL(None, use_errno=True)
PTRACE_ATTACH = 16
NEW_PRIVATE = 0o1000 | 0o600
IO_URING_SETUP, BPF, KEYCTL, USERFAULTFD, PIDFD_OPEN = (
    {"x86_64": (425, 321, 250, 323, 434), "aarch64": (425, 280, 219, 282, 434)}[os.uname().machine]
    if seccomp.is_known_here()
    else (425, 321, 250, 323, 434)
)


def attempts(data, *, port, secret, parent):
    """Each attempt by name, and whether it succeeded."""
    return {"came_through": [name for name, attempt in tries(port, secret, parent).items() if succeeds(attempt)]}, []


def tries(port, secret, parent):
    neighbour = f"{secret}.neighbour"
    return {
        "connect to this machine": lambda: connect(socket.AF_INET, ("127.0.0.1", port)),
        "connect by the newer protocol": lambda: connect(socket.AF_INET6, ("::1", port)),
        "send a datagram": lambda: datagram(port),
        "connect to a local socket": lambda: connect(socket.AF_UNIX, "/run/docker.sock"),
        "open a raw socket": lambda: by_c("socket", socket.AF_PACKET, socket.SOCK_RAW, 0),
        "make a pair of sockets": pair_of_sockets,
        "read somebody's file": lambda: Path(secret).read_bytes(),
        "read the accounts": lambda: Path("/etc/passwd").read_bytes(),
        "read the worker's environment": lambda: Path(f"/proc/{parent}/environ").read_bytes(),
        "read the worker's memory": lambda: Path(f"/proc/{parent}/mem").open("rb"),
        "change somebody's file": lambda: Path(secret).write_bytes(b"changed"),
        "make a file": lambda: Path(neighbour).write_bytes(b"made"),
        "make a folder": lambda: Path(neighbour).mkdir(),
        "make a link": lambda: Path(neighbour).symlink_to(secret),
        "remove a file": lambda: Path(secret).unlink(),
        "rename a file": lambda: Path(secret).rename(neighbour),
        "change rights": lambda: Path(secret).chmod(0o777),
        "fork": fork,
        "start a program": lambda: subprocess.run([sys.executable, "-c", "pass"], check=True),
        "become a program": lambda: by_c("execv", b"/bin/true", None),
        "signal the worker": lambda: os.kill(parent, 0),
        "trace the worker": lambda: by_c("ptrace", PTRACE_ATTACH, parent, 0, 0),
        "hold the worker": lambda: by_c("syscall", PIDFD_OPEN, parent, 0),
        "become root": lambda: by_c("setresuid", 0, 0, 0),
        "enter a new namespace": lambda: by_c("unshare", 0x10000000),
        "mount": lambda: by_c("mount", b"none", b"/mnt", b"tmpfs", 0, None),
        "change the root": lambda: by_c("chroot", b"/"),
        "raise its own limits": raise_limits,
        "make memory executable": executable_memory,
        "make a file in memory": lambda: by_c("memfd_create", b"x", 0),
        "share memory": lambda: by_c("shmget", 0, 4096, NEW_PRIVATE),
        "open a ring": lambda: by_c("syscall", IO_URING_SETUP, 1, ctypes.create_string_buffer(120)),
        "load into the kernel": lambda: by_c("syscall", BPF, 5, ctypes.create_string_buffer(128), 128),
        "use the key ring": lambda: by_c("syscall", KEYCTL, 0, -3, 1),
        "watch memory": lambda: by_c("syscall", USERFAULTFD, 0),
        "watch files": lambda: by_c("inotify_init"),
    }


def succeeds(attempt):
    try:
        return attempt() is not False
    except (OSError, ValueError, subprocess.SubprocessError):
        return False


def by_c(name, *arguments):
    """Call the C library without Python's checks; errors are raised."""
    if getattr(LIBC, name)(*arguments) < 0:
        raise OSError(ctypes.get_errno(), name)


def connect(family, address):
    with socket.socket(family) as connection:
        connection.connect(address)


def pair_of_sockets():
    for end in socket.socketpair():
        end.close()


def datagram(port):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
        sender.sendto(b"data", ("127.0.0.1", port))


def fork():
    child = LIBC.fork()
    if child == 0:
        os._exit(0)
    if child < 0:
        raise OSError(ctypes.get_errno(), "fork")
    os.waitpid(child, 0)


def raise_limits():
    most = resource.getrlimit(resource.RLIMIT_AS)[1]
    resource.setrlimit(resource.RLIMIT_AS, (most * 2, most * 2))


def executable_memory():
    LIBC.mmap.restype = ctypes.c_void_p
    return LIBC.mmap(None, 4096, 7, 0x22, -1, 0) != ctypes.c_void_p(-1).value
