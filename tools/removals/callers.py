"""Which tests call the functions that hold checks, and for how long they run: a plugin that writes it down as they do.

pytest -p tools.removals.callers --write-callers=FOLDER …      a file for each worker
"""

from __future__ import annotations

import json
import os
import sys
from collections import defaultdict
from collections.abc import Generator
from importlib import import_module
from pathlib import Path
from time import process_time
from types import FrameType
from typing import NamedTuple

import pytest


class Callers(NamedTuple):
    tests_of: dict[str, set[str]]
    """Names of tests by function."""
    seconds: dict[str, float]
    """Processor time by test."""


def read(folder: Path) -> Callers:
    """What all workers wrote."""
    tests_of: dict[str, set[str]] = defaultdict(set)
    seconds: dict[str, float] = {}
    for path in folder.glob("*.json"):
        for test, (taken, functions) in json.loads(path.read_text(encoding="utf-8")).items():
            seconds[test] = taken
            for function in functions:
                tests_of[function].add(test)
    return Callers(tests_of, seconds)


class Writer:
    """Counts calls while a test runs, not while its fixtures do."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.functions: dict[int, str] = import_module("tools.removals.removing").functions_with_checks()
        """Known only now, as the plugin is loaded before Django."""
        self.functions_of: dict[str, tuple[float, list[str]]] = {}

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Generator[None, object, object]:
        functions, found = self.functions, set[str]()

        def called(frame: FrameType, event: str, _argument: object) -> None:
            if event == "call" and id(frame.f_code) in functions:
                found.add(functions[id(frame.f_code)])

        before = process_time()
        sys.setprofile(called)
        try:
            return (yield)
        finally:
            sys.setprofile(None)
            if found:
                self.functions_of[item.nodeid] = process_time() - before, sorted(found)

    def pytest_sessionfinish(self) -> None:
        worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
        Path(self.folder, f"{worker}.json").write_text(json.dumps(self.functions_of), encoding="utf-8")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--write-callers", help="folder for which tests call which functions with checks")


def pytest_collection_finish(session: pytest.Session) -> None:
    folder = session.config.getoption("write_callers")
    if folder and not hasattr(session.config, "workerinput") and session.config.getoption("numprocesses", None):
        return  # its workers run the tests
    if folder:
        session.config.pluginmanager.register(Writer(Path(folder)))
