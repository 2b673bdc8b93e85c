"""Worker, timetable, broker and mail server as real processes on loopback, with a hand that kills them."""

import contextlib
import json
import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

import psycopg
from aiosmtpd.controller import Controller
from django.conf import settings

from tests.services import wait_for

TIMEOUT = 1
"""EMAIL_TIMEOUT of the drill: a lease is six of them."""
SECONDS = 300
PROCESSES = {
    "worker": ["worker", "--queues", "celery,letters", "--concurrency", "2", "--loglevel", "ERROR"],
    "timetable": ["beat", "--schedule", "beat", "--pidfile", "", "--loglevel", "ERROR"],
}


class Received:
    """A mail server that keeps what it took: Message-IDs by receiver and subject."""

    def __init__(self) -> None:
        self.letters: dict[tuple[str, str], list[str]] = defaultdict(list)

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd calls it so
        message = message_from_bytes(envelope.content, policy=default)
        self.letters[message["To"], message["Subject"]].append(message["Message-ID"])
        return "250 OK"

    @property
    def ids(self) -> list[str]:
        return [message_id for ids in self.letters.values() for message_id in ids]


class Drill:
    """A copy of the site in a folder of its own, with its own broker, and with the database that was given or SQLite."""

    def __init__(self, folder: Path, database_url: str = "") -> None:
        self.folder, self.database_url, self.received = folder, database_url, Received()
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        self.kills: dict[str, int] = defaultdict(int)
        self.redis_port = free_port()
        self.environment = {
            **{name: value for name, value in os.environ.items() if name in {"PATH", "LANG", "HOME"}},
            "DJANGO_SETTINGS_MODULE": "kpmarket.settings",
            "PYTHONPATH": str(settings.BASE_DIR),
            "VAR_DIR": str(folder),
            "REDIS_URL": f"redis://127.0.0.1:{self.redis_port}/0",
            "EMAIL_TIMEOUT": str(TIMEOUT),
            "KILLED_FILE": str(folder / "killed"),
            **({"DATABASE_URL": database_url} if database_url else {}),
        }

    @contextlib.contextmanager
    def running(self) -> Iterator["Drill"]:
        """Migrated, with broker and mail server; worker and timetable are started by ``start``."""
        controller = Controller(self.received, hostname="127.0.0.1", port=free_port())
        controller.start()
        self.environment["EMAIL_URL"] = f"smtp://127.0.0.1:{controller.port}"
        try:
            self.start("broker")
            self.run(
                "-c",
                "import django; django.setup(); from django.core.management import call_command as c;"
                "c('migrate', verbosity=0)",
            )
            yield self
        finally:
            for name in list(self.processes):
                self.stop(name)
            controller.stop()

    def start(self, name: str, **environment: str) -> None:
        if name == "broker":
            command = ["redis-server", "--port", str(self.redis_port), "--bind", "127.0.0.1", "--save", ""]
        else:
            command = [sys.executable, "-W", "ignore", "-m", "tests.killing.process", *PROCESSES[name]]
        self.processes[name] = subprocess.Popen(
            command,
            cwd=self.folder,
            env={**self.environment, **environment},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        if name == "broker":
            wait_for(self.redis_port)

    def stop(self, name: str) -> None:
        """Kill a process with its children, as the machine would."""
        process = self.processes.pop(name)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def keep_up(self) -> None:
        """Start again what has ended, as a supervisor does."""
        for name, process in list(self.processes.items()):
            if process.poll() is not None:
                self.stop(name)
                self.start(name)

    def kill(self, name: str) -> None:
        """Kill a process, or cut every connection to the database, and let the supervisor do its work."""
        self.kills[name] += 1
        if name == "database":
            with psycopg.connect(self.database_url.replace("postgres://", "postgresql://"), autocommit=True) as own:
                own.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )
            return
        self.stop(name)
        self.start(name)

    def kill_at_random(self, kills: int, chance: random.Random, pause: tuple[float, float]) -> None:
        targets = ["worker", "worker", "timetable", "broker", *(["database"] if self.database_url else [])]
        for _ in range(kills):
            time.sleep(chance.uniform(*pause))
            self.keep_up()
            self.kill(chance.choice(targets))

    def rows(self, *arguments: str) -> Any:
        return json.loads(self.run("-m", "tests.killing.rows", *arguments).splitlines()[-1])

    def run(self, *arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, "-W", "ignore", *arguments],
            cwd=self.folder,
            env=self.environment,
            capture_output=True,
            text=True,
        )
        if done.returncode:
            raise RuntimeError(done.stderr[-2000:])
        return done.stdout

    def wait_until_all_sent(self, seconds: float = SECONDS) -> dict[str, int]:
        """The counts once every reminder that is due was written and every letter sent."""
        deadline = time.monotonic() + seconds
        while True:
            self.keep_up()
            counts = self.rows("count")
            if counts["due"] == counts["reminders"] == counts["sent"]:
                return counts
            if time.monotonic() > deadline:
                raise TimeoutError(f"{counts}, received {len(self.received.ids)}")
            time.sleep(0.5)

    def faults(self) -> list[str]:
        """What was lost, doubled, or sent under two Message-IDs; nothing if all is well."""
        written, received = set(self.rows("message_ids")), self.received.letters
        counts = self.rows("count")
        lost = [f"lost: {message_id}" for message_id in sorted(written - set(self.received.ids))]
        unknown = [f"unknown: {message_id}" for message_id in sorted(set(self.received.ids) - written)]
        two_names = [f"{to}: {set(ids)}" for (to, _subject), ids in received.items() if len(set(ids)) > 1]
        uneven = [] if counts["due"] == counts["reminders"] == counts["notices"] == counts["letters"] else [str(counts)]
        return [*lost, *unknown, *two_names, *uneven]

    @property
    def repeated(self) -> int:
        """How many letters came again under the same Message-ID."""
        return len(self.received.ids) - len(set(self.received.ids))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
