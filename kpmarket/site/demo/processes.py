"""Web server, workers and timetable, started together and stopped together."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

PAUSE = 0.5
"""Seconds between two looks at the processes."""
PATIENCE = 15
"""Seconds that a process has to end by itself."""


@dataclass
class Running:
    """A process and what was typed to start it."""

    name: str
    command: Sequence[str]
    process: subprocess.Popen[bytes]


def commands(port: int) -> dict[str, list[str]]:
    """What to start, by name."""
    python = [sys.executable, "-m"]
    web = ["granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--blocking-threads", "4"]
    worker = ["worker", "--queues", "celery,registers,letters", "--concurrency", "1", "--loglevel", "WARNING"]
    reader = ["worker", "--queues", "reading", "--hostname", "reading@%h", *reading_pool(), "--loglevel", "WARNING"]
    schedule = settings.VAR_DIR / "celerybeat-schedule"
    beat = ["beat", "--loglevel", "WARNING", "--schedule", str(schedule), "--pidfile", ""]
    celery = [*python, "celery", "--app", "kpmarket", "--quiet"]
    return {
        "web": [*python, *web, "--no-access-log", "--log-level", "warning", "kpmarket.wsgi:application"],
        "worker": [*celery, *worker],
        "reader": [*celery, *reader],
        "timetable": [*celery, *beat],
    }


def reading_pool() -> list[str]:
    """Threads suffice: the work is done by children in the sandbox. One more than cores, so that a slow file blocks none."""
    return ["--pool", "threads", "--concurrency", str((os.cpu_count() or 1) + 1)]


def start(name: str, command: Sequence[str]) -> Running:
    """Start one process in a group of its own, so that Ctrl-C reaches it through us alone."""
    return Running(name, command, subprocess.Popen(command, cwd=settings.BASE_DIR, start_new_session=True))  # noqa: S603


def serve(port: int) -> None:
    """Run all of it until Ctrl-C or SIGTERM; a process that ends by itself is started again."""
    prepare_folders()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    running = [start(name, command) for name, command in commands(port).items()]
    try:
        while True:
            time.sleep(PAUSE)
            for number, one in enumerate(running):
                if one.process.poll() is not None:
                    running[number] = start(one.name, one.command)
                    time.sleep(PAUSE)
    except KeyboardInterrupt:
        stop(running)


def stop(running: Sequence[Running]) -> None:
    """Ask every process to end, wait, and end what is left."""
    for one in running:
        one.process.terminate()
    deadline = time.monotonic() + PATIENCE
    for one in running:
        try:
            one.process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(one.process.pid, signal.SIGKILL)
            one.process.wait()


def prepare_folders() -> None:
    """The file-system broker wants its folders to be there."""
    options = settings.CELERY_BROKER_TRANSPORT_OPTIONS
    for key in ("data_folder_in", "control_folder", "processed_folder"):
        if key in options:
            Path(str(options[key])).mkdir(parents=True, exist_ok=True)
