"""The site as its web server runs it, in a process of its own, started by the line of the Procfile."""

import contextlib
import os
import shlex
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from honcho.environ import parse_procfile

from tests.services import wait_for


class WebServer(NamedTuple):
    """Where it listens, and the process that started it."""

    port: int
    pid: int


@contextlib.contextmanager
def web_server(folder: Path, *, before: Sequence[str] = (), **environment: str) -> Iterator[WebServer]:
    """One worker with ``folder`` as its VAR_DIR and that folder's ``tmp`` for temporary files.

    ``before`` stands before the command, and ends in executing it.
    """
    (folder / "tmp").mkdir(exist_ok=True)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    line = parse_procfile((settings.BASE_DIR / "Procfile").read_text("utf-8")).processes["web"]
    line = line.replace("${PORT:-8000}", str(port)).replace("${WEB_WORKERS:-1}", "1")
    own = {"VAR_DIR": str(folder), "TMPDIR": str(folder / "tmp"), "DJANGO_SETTINGS_MODULE": "kpmarket.settings"}
    inherited = {name: value for name, value in os.environ.items() if not name.endswith("_URL")}
    process = subprocess.Popen(
        [*before, sys.executable, "-m", *shlex.split(line)],
        env={**inherited, **own, **environment},
        cwd=settings.BASE_DIR,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        wait_for(port)
        yield WebServer(port, process.pid)
    finally:
        os.killpg(process.pid, signal.SIGKILL)  # with its worker, which would outlive it
        process.wait()
