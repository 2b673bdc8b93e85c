"""Removes the permission checks one by one; prints each whose removal no test notices. Exits with 0 where 99 % are noticed.

    python -m tools.removals [word …]        all, or those of modules whose path contains one of the words
    python -m tools.removals --sample 5      so many of them, at even distances: a first look

A check is removed in a forked child in which everything is loaded. Then tests run until one fails: those that mirror the
module, and the access matrix for the URLs of its views. What survives meets the whole matrix and the tests of the package.
In the end the tests that noticed a removal must pass without any: otherwise nothing is shown, and the exit code is 1.
"""

from __future__ import annotations

import ast
import os
import sys
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

import django
import pytest
from _pytest.runner import runtestprotocol

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kpmarket.settings")
django.setup()

from django.db import connections  # noqa: E402
from django.urls import get_resolver  # noqa: E402

from tools.mutants.__main__ import run_in_child  # noqa: E402
from tools.mutants.breaking import Fault, break_function  # noqa: E402
from tools.removals import weaker  # noqa: E402
from tools.removals.checks import APPS, checks_in, modules  # noqa: E402

MATRIX = ("tests/test_access.py", "tests/test_access_states.py", "tests/test_access_bodies.py")
MIDDLEWARE = (
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "kpmarket.accounts.middleware.second_factor_for_staff",
)
TARGET = 0.99
NOT_REMOVED = "not removed"
OPTIONS = ("-q", "--no-summary", "--assert=plain")


class Check(NamedTuple):
    name: str
    path: Path
    remove: Callable[[], None]


NO_CHECK = Check("nothing", Path(), lambda: None)


def all_checks() -> Iterator[Check]:
    for path in modules():
        for fault in checks_in(path):
            yield Check(f"{path}:{fault.line}: {fault}", path, partial(_break, fault))
        for name in _decorated(path):
            yield Check(f"{path}: require_… of {name}", path, partial(_undecorate, path, name))
    for name in MIDDLEWARE:
        without = partial(weaker.leave_out, name)
        yield Check(f"MIDDLEWARE without {name}", Path("kpmarket/accounts/middleware.py"), without)


def _break(fault: Fault) -> None:
    break_function(fault)
    if "get_urls" in fault.function:
        weaker.load_urls_again()


def _decorated(path: Path) -> Iterator[str]:
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef) and any("require_" in ast.unparse(one) for one in node.decorator_list):
            yield node.name


def _undecorate(path: Path, name: str) -> None:
    weaker.accept_every_method(getattr(sys.modules[".".join(path.with_suffix("").parts)], name))


class Trial:
    """A pytest plugin that replaces the run of the tests: it runs them for each check, in a child, until one fails."""

    def __init__(self, checks: list[Check]) -> None:
        self.checks, self.noticed, self.counts = checks, Counter[str](), Counter[str]()
        self.fault = "the run did not end"
        """Why nothing is shown; empty where something is."""

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        first = next(item for item in session.items if "db" in getattr(item, "fixturenames", ()))
        runtestprotocol(first, log=False, nextitem=session.items[-1])  # makes the database, for the children too
        connections.close_all()
        for check in self.checks:
            self.try_without(check, session.items)
            if any(str(name).startswith(NOT_REMOVED) for name in self.noticed):
                self.fault = f"{check.name}: {self.noticed}"
                return True
        self.fault = failing_without_removal([item for item in session.items if self.noticed[item.nodeid]])
        return True

    def try_without(self, check: Check, items: list[pytest.Item]) -> None:
        near = [item for item in items if _is_near(item, check.path)]
        near.sort(key=lambda item: (-self.noticed[item.nodeid], "access" not in item.path.stem))
        result = run_in_child(_first_failure, near, check, True, noticed=self.noticed)
        if result == "survived":
            wide = [
                item for item in items if item.path.stem.startswith("test_access") or _is_of_package(item, check.path)
            ]
            result = run_in_child(_first_failure, wide, check, False, noticed=self.noticed)
        self.counts[result] += 1
        print(f"{result}: {check.name}", flush=True)


def failing_without_removal(items: list[pytest.Item]) -> str:
    """A test that fails while every check is in place has noticed none. Each has a child and its limits for itself."""
    failing = [item.nodeid for item in items if run_in_child(_first_failure, [item], NO_CHECK, False) != "survived"]
    return f"These fail without any removal: {', '.join(failing)}" if failing else ""


def _is_near(item: pytest.Item, path: Path) -> bool:
    mirrored = Path("tests", *path.parts[:-1], f"test_{path.stem}.py")
    return item.path.stem == "test_access" or item.path.relative_to(Path.cwd()) == mirrored


def _is_of_package(item: pytest.Item, path: Path) -> bool:
    return item.path.relative_to(Path.cwd()).parts[1:-1][:2] == path.parts[:-1][:2]


def _first_failure(items: list[pytest.Item], check: Check, is_narrow: bool) -> str | None:
    if is_narrow:
        _narrow_the_matrix(check.path)
    try:
        check.remove()
    except (AttributeError, ValueError) as error:
        return f"{NOT_REMOVED}: {error}"
    for item in items:
        if any(report.failed for report in runtestprotocol(item, log=False, nextitem=_another(item))):
            return item.nodeid
    return None


def _another(item: pytest.Item) -> pytest.Item:
    """With a test to come, pytest keeps what all tests share: the database that the parent and other children use."""
    return next(other for other in item.session.items if other is not item)


def _narrow_the_matrix(path: Path) -> None:
    """Have the matrix ask the URLs of the module's views alone; those of its app where it has none."""
    test_access, urlconf = import_module("tests.test_access"), import_module("tests.access.urlconf")
    module, expected_of = ".".join(path.with_suffix("").parts), test_access.expected_of
    of_module = {name for name, view in urlconf.views(get_resolver().url_patterns) if view.__module__ == module}
    prefix = "admin:" if "admin" in path.parts else ("suppliers:", "buyers:", "audits:", "accounts:")

    def narrow(person: str, method: str) -> dict[str, int]:
        statuses = expected_of(person, method)
        return {
            name: status
            for name, status in statuses.items()
            if (name in of_module if of_module else name.startswith(prefix))
        }

    vars(test_access)["expected_of"] = narrow


def chosen_checks(words: list[str], sample: int) -> list[Check]:
    """Those of the words, and of these ``sample`` at even distances (0: all)."""
    checks = [check for check in all_checks() if not words or any(word in str(check.path) for word in words)]
    return checks[:: max(len(checks) // sample, 1)][:sample] if sample else checks


def main(arguments: list[str]) -> int:
    parser = ArgumentParser(prog="python -m tools.removals")
    parser.add_argument("words", nargs="*")
    parser.add_argument("--sample", type=int, default=0)
    options = parser.parse_args(arguments)
    checks = chosen_checks(options.words, options.sample)
    mirrored = {Path("tests", *check.path.parts[:2]) for check in checks if check.path.parts[0] in APPS}
    tests = sorted({str(path) for path in mirrored if path.is_dir()})
    trial = Trial(checks)
    pytest.main([*MATRIX, *tests, *OPTIONS], plugins=[trial])
    if trial.fault:
        print(trial.fault)
        return 1
    tried, noticed = trial.counts.total(), trial.counts["noticed"] + trial.counts["timed out"]
    print(f"{tried} removed, {noticed} noticed: {noticed / max(tried, 1):.1%} (target {TARGET:.0%})")
    return int(noticed < TARGET * tried or not tried)


if __name__ == "__main__":
    os.environ["PYTHONWARNINGS"] = "ignore"
    sys.exit(main(sys.argv[1:]))
