"""The database of the tests: migrated once for each set of migrations, then copied for every worker of every run.

SQLite is copied as a file, PostgreSQL with CREATE DATABASE … TEMPLATE.
"""

import contextlib
import fcntl
import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import django
from django.apps import apps
from django.core.management import call_command
from django.db import connection

from kpmarket.foundation import append_only, composite_keys, tables_at_once


def fingerprint() -> str:
    """Changes with every migration, with what migrations call, and with Django."""
    digest = hashlib.sha256(django.__version__.encode())
    for module in (append_only, composite_keys, tables_at_once):
        digest.update(Path(module.__file__).read_bytes())
    for app in apps.get_app_configs():
        for migration in sorted(Path(app.path, "migrations").glob("*.py")):
            digest.update(str(migration).encode() + migration.read_bytes())
    return digest.hexdigest()[:16]


@contextlib.contextmanager
def copy_for_worker(folder: Path, worker: str) -> Iterator[None]:
    """Point Django at a copy that goes away afterwards. ``folder`` keeps the template of SQLite and the lock of both."""
    open_copy = _copy_sqlite if connection.vendor == "sqlite" else _copy_postgresql
    before = connection.settings_dict["NAME"]
    with open_copy(folder, f"{worker}_{os.getpid()}") as name:
        _use(name)
        try:
            yield
        finally:
            _use(before)


@contextlib.contextmanager
def _copy_sqlite(folder: Path, worker: str) -> Iterator[str]:
    template, copy = folder / f"{fingerprint()}.sqlite3", folder / f"copy_{worker}.sqlite3"
    with _lock(folder):
        if not template.exists():
            for old in folder.glob("*.sqlite3*"):
                old.unlink()
            unfinished = folder / "unfinished.sqlite3"
            _migrate(str(unfinished))
            unfinished.rename(template)
        shutil.copyfile(template, copy)
    try:
        yield str(copy)
    finally:
        for left in folder.glob(f"{copy.name}*"):  # with what SQLite writes next to it
            left.unlink()


@contextlib.contextmanager
def _copy_postgresql(folder: Path, worker: str) -> Iterator[str]:
    template, copy = f"test_template_{fingerprint()}", f"test_copy_{worker}"
    with _lock(folder):
        with _server() as execute:
            is_there = execute("SELECT 1 FROM pg_database WHERE datname = %s", [template])
        if not is_there:
            unfinished = f"test_unfinished_{fingerprint()}"
            with _server() as execute:
                execute(f"DROP DATABASE IF EXISTS {unfinished}")
                execute(f"CREATE DATABASE {unfinished}")
            _migrate(unfinished)
            with _server() as execute:
                execute(f"ALTER DATABASE {unfinished} RENAME TO {template}")
        with _server() as execute:
            execute(f"CREATE DATABASE {copy} TEMPLATE {template}")
    try:
        yield copy
    finally:
        with _server() as execute:
            execute(f"DROP DATABASE {copy} WITH (FORCE)")


@contextlib.contextmanager
def _server() -> Iterator[Callable[..., int]]:
    """Executes statements on the server outside any database of ours; each says how many rows it found."""
    with connection._nodb_cursor() as cursor:

        def execute(statement: str, params: list[str] | None = None) -> int:
            cursor.execute(statement, params)
            return cursor.rowcount

        yield execute


@contextlib.contextmanager
def _lock(folder: Path) -> Iterator[None]:
    with (folder / "lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _migrate(name: str) -> None:
    before = connection.settings_dict["NAME"]
    _use(name)
    try:
        call_command("migrate", verbosity=0)
        call_command("createcachetable")
        _allow_truncate()
    finally:
        _use(before)


def _allow_truncate() -> None:
    """Tests that commit are emptied with TRUNCATE, which the triggers of append-only tables refuse: they stand aside here."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute(r"SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE tgname LIKE '%\_no\_truncate'")
        for table, trigger in cursor.fetchall():
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER {trigger}")


def _use(name: str) -> None:
    """Every thread connects to this database from now on: they share these settings."""
    connection.close()
    connection.settings_dict["NAME"] = name


def empty_what_is_append_only() -> None:
    """Empty SQLite after tests that commit: it has no TRUNCATE, so the triggers that refuse deletion stand aside."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '%RAISE(ABORT%'")
        triggers = cursor.fetchall()
        for name, _sql in triggers:
            cursor.execute(f"DROP TRIGGER {name}")
        call_command("flush", interactive=False, verbosity=0)
        for _name, sql in triggers:
            cursor.execute(sql)
