"""Databases and servers for the bench: each size has its own of both."""

import contextlib
import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg

from tests.services import wait_for

THREADS = 4


@dataclass(frozen=True)
class Shop:
    """A filled site that listens, a signed-in session, and how many queries each page makes."""

    products: int
    port: int
    session: str
    queries: dict[str, int]


@contextlib.contextmanager
def database(name: str, address: str, folder: Path) -> Iterator[dict[str, str]]:
    """The environment of processes that work on a database of their own, next to the one at that address."""
    url = urlsplit(address)
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {name}")
    try:
        yield {
            **os.environ,
            "DATABASE_URL": urlunsplit(url._replace(path=f"/{name}")),
            "DJANGO_SETTINGS_MODULE": "tests.bench.settings",
            "VAR_DIR": str(folder),
            "NO_RATE_LIMITS": "1",
            "COLLECTED_STATIC": "1",
        }
    finally:
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@contextlib.contextmanager
def shop(products: int, address: str, folder: Path) -> Iterator[Shop]:
    """A database with so many products, and the real server on it."""
    with database(f"kp_bench_{products}", address, folder) as environment:
        facts = filled(products, environment)
        with served(environment) as port:
            yield Shop(products, port, facts["session"], facts["queries"])


def filled(products: int, environment: dict[str, str]) -> dict[str, Any]:
    """Fill the database in a process of its own, which is set up for it."""
    command = [sys.executable, "-m", "tests.bench.filling", str(products)]
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


@contextlib.contextmanager
def served(environment: dict[str, str]) -> Iterator[int]:
    """The port of the web server as the demonstration starts it, with one process; it ends with the block."""
    with process_served(environment) as (port, _process):
        yield port


@contextlib.contextmanager
def process_served(environment: dict[str, str]) -> Iterator[tuple[int, int]]:
    """The same with the number of its process."""
    own = {**environment, "WEB_THREADS": str(THREADS)}
    with served_by(sys.executable, "kpmarket.server:application", "rsgi", own) as found:
        yield found


@contextlib.contextmanager
def served_by(python: str, application: str, interface: str, environment: dict[str, str]) -> Iterator[tuple[int, int]]:
    """Port and process of one granian with one worker; it ends with the block."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    flags = ["--interface", interface, "--http", "1", "--no-ws", "--host", "127.0.0.1", "--port", str(port)]
    if interface == "wsgi":
        flags += ["--blocking-threads", str(THREADS)]
    quiet = ["--no-access-log", "--log-level", "warning"]
    process = subprocess.Popen([python, "-m", "granian", *flags, *quiet, application], env=environment)
    try:
        wait_for(port)
        yield port, process.pid
    finally:
        process.terminate()
        process.wait()
