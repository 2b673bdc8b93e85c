"""Web server, workers and timetable of the demonstration, as the Procfile lists them."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import NoReturn

from django.conf import settings

PROCESSES = ("web", "worker", "reader", "timetable")


def serve(port: int) -> NoReturn:
    """Replace this process by honcho, which starts PROCESSES together.

    Ctrl-C, SIGTERM or the end of one of them stops them all; the exit code is 130, 143 or that of the one that ended.
    """
    honcho = str(executables() / "honcho")
    sys.stdout.flush()
    command = [honcho, "start", "--app-root", str(settings.BASE_DIR), "--port", str(port), *PROCESSES]
    os.execve(honcho, command, environment())  # noqa: S606 - fixed words, no shell


def environment() -> dict[str, str]:
    """What the Procfile takes from the environment.

    The worker also asks registers, so that one process fewer is needed. Threads suffice for the reader, whose work is
    done by children in the sandbox; one thread more than cores, so that a slow file holds up no other.
    """
    return {
        **os.environ,
        "PATH": f"{executables()}{os.pathsep}{os.environ.get('PATH', '')}",
        "VAR_DIR": str(settings.VAR_DIR),
        "WORKER_QUEUES": "celery,letters,registers",
        "READERS": str((os.cpu_count() or 1) + 1),
    }


def executables() -> Path:
    """Where the virtual environment keeps its programs."""
    return Path(sys.executable).parent


def prepare_folders() -> None:
    """Create the folders that the file-system broker needs."""
    options = settings.CELERY_BROKER_TRANSPORT_OPTIONS
    for key in ("data_folder_in", "control_folder", "processed_folder"):
        if key in options:
            Path(str(options[key])).mkdir(parents=True, exist_ok=True)
