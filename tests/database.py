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
from typing import Any

import django
from django.apps import apps
from django.core.management import call_command
from django.db import connection, transaction

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
    finally:
        _use(before)


def _use(name: str) -> None:
    """Every thread connects to this database from now on: they share these settings."""
    connection.close()
    connection.settings_dict["NAME"] = name


KEPT = {"django_migrations", "django_content_type", "auth_permission", "sqlite_sequence"}
"""What migrating an empty database writes. No other table has rows before a test."""


def empty() -> None:
    """Forget what a test committed, what is append-only too.

    Django would truncate every table and then write content types and permissions again: seconds on PostgreSQL, where most
    tables are empty.
    """
    tables = sorted(set(connection.introspection.table_names()) - KEPT)
    with connection.cursor() as cursor:
        asked = " UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM {name})" for name in tables)  # noqa: S608
        cursor.execute(asked)
        used = [name for (name,) in cursor.fetchall()]
        without_triggers = _without_triggers_sqlite if connection.vendor == "sqlite" else _without_triggers_postgresql
        with without_triggers(cursor, used):
            for name in used:
                cursor.execute(f"DELETE FROM {name}")  # noqa: S608


@contextlib.contextmanager
def _without_triggers_sqlite(cursor: Any, tables: list[str]) -> Iterator[None]:
    cursor.execute("SELECT tbl_name, name, sql FROM sqlite_master WHERE type = 'trigger'")
    triggers = [(name, sql) for table, name, sql in cursor.fetchall() if table in tables]
    with connection.constraint_checks_disabled(), transaction.atomic():
        for name, _sql in triggers:
            cursor.execute(f"DROP TRIGGER {name}")
        yield
        for _name, sql in triggers:
            cursor.execute(sql)


@contextlib.contextmanager
def _without_triggers_postgresql(cursor: Any, tables: list[str]) -> Iterator[None]:
    with transaction.atomic():
        cursor.execute("SET LOCAL session_replication_role = replica")  # foreign keys are triggers too
        yield
