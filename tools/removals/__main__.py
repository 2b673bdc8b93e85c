"""Removes the permission checks one by one; prints each whose removal no test notices. Exits with 0 where 99 % are noticed.

    python -m tools.removals [word …]          all, or those of modules whose path contains one of the words
    python -m tools.removals --sample 5        so many of them, at even distances: a first look
    python -m tools.removals --callers FOLDER  with what an earlier run of all quick tests wrote down (tools.removals.callers)

First the quick tests run once, and it is written down which of them call a function that holds a check; with words, those of
the same packages. Then a check is removed in a forked child in which everything is loaded, and tests run until one fails:
those that call its function, then the access matrix for the URLs of the module's views, or of its app where it has none.
What runs out of time was not noticed. In the end the tests that noticed a removal must pass without any: otherwise nothing
is shown, and the exit code is 1.
"""

from __future__ import annotations

import os
import subprocess
import sys
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

import django
import pytest
from _pytest.runner import runtestprotocol

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kpmarket.settings")
django.setup()

from django.db import connections  # noqa: E402
from django.urls import get_resolver  # noqa: E402

from tools.mutants.__main__ import run_in_child  # noqa: E402
from tools.removals import callers  # noqa: E402
from tools.removals.checks import APPS  # noqa: E402
from tools.removals.removing import Check, all_checks  # noqa: E402

MATRIX = ("tests/test_access.py", "tests/test_access_desk.py")
ASKING_ALL = (
    "test_each_person_gets_exactly_what_is_theirs_and_reads_nothing_else",
    "test_a_session_that_proved_nothing_lately_is_led_to_sign_in_before_it_changes_anything",
    "test_staff_whose_office_ended_read_and_change_nothing_at_the_desk",
    "test_no_other_method_opens_or_writes_more_than_reading_does",
)
"""The tests of the matrix that ask every URL, and can be narrowed to some."""
TARGET = 0.99
NOT_REMOVED = "not removed"
OPTIONS = ("-q", "--no-summary", "--assert=plain")
SECONDS_OF_CHILD = 40
"""Processor time of the tests that one child gets: a third of what it may take."""
SECONDS_OF_MATRIX = 12
NO_CHECK = Check("nothing", Path("manage.py"), lambda: None)


class Trial:
    """A pytest plugin that replaces the run of the tests: it runs them for each check, in a child, until one fails."""

    def __init__(self, checks: list[Check], known: callers.Callers) -> None:
        self.checks, self.known = checks, known
        self.noticed, self.counts = Counter[str](), Counter[str]()
        self.fault = "the run did not end"
        """Why nothing is shown; empty where something is."""

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        first = next(item for item in session.items if "db" in getattr(item, "fixturenames", ()))
        runtestprotocol(first, log=False, nextitem=session.items[-1])  # makes the database, for the children too
        connections.close_all()
        for check in self.checks:
            result = self.without(check, session.items)
            self.counts[result] += 1
            print(f"{result}: {check.name}", flush=True)
            if any(str(name).startswith(NOT_REMOVED) for name in self.noticed):
                self.fault = f"{check.name}: {self.noticed}"
                return True
        self.fault = failing_without_removal([item for item in session.items if self.noticed[item.nodeid]])
        return True

    def without(self, check: Check, items: list[pytest.Item]) -> str:
        """``noticed``, ``survived`` or ``timed out``."""
        matrix = sorted((item for item in items if _is_of_matrix(item)), key=lambda item: -self.noticed[item.nodeid])
        for some in [*self.batches(self.calling(check, items)), *self.batches(matrix)]:
            result = run_in_child(_first_failure, some, check, noticed=self.noticed)
            if result != "survived":
                return result
        return "survived"

    def calling(self, check: Check, items: list[pytest.Item]) -> list[pytest.Item]:
        """The tests that call its function: first those that noticed others, those next to it, and the quickest.

        Where a check stands around functions, the tests of its module.
        """
        known, mirror = self.known.tests_of.get(check.function, set()), Path.cwd() / _mirror(check.path)

        def order(item: pytest.Item) -> tuple[int, bool, float]:
            return -self.noticed[item.nodeid], item.path != mirror, self.known.seconds.get(item.nodeid, 0)

        calling = (item for item in items if (item.nodeid in known if check.function else item.path == mirror))
        return sorted(calling, key=order)

    def batches(self, items: Iterable[pytest.Item]) -> Iterator[list[pytest.Item]]:
        """So many tests as one child does within its limits."""
        some, seconds = list[pytest.Item](), 0.0
        for item in items:
            some.append(item)
            seconds += self.known.seconds.get(item.nodeid, SECONDS_OF_MATRIX)
            if seconds > SECONDS_OF_CHILD:
                yield some
                some, seconds = [], 0.0
        if some:
            yield some


def failing_without_removal(items: list[pytest.Item]) -> str:
    """A test that fails while every check is in place has noticed none. Each has a child and its limits for itself."""
    failing = [item.nodeid for item in items if run_in_child(_first_failure, [item], NO_CHECK) != "survived"]
    return f"These fail without any removal: {', '.join(failing)}" if failing else ""


def _mirror(path: Path) -> Path:
    return Path("tests", *path.parts[:-1], f"test_{path.stem}.py")


def _is_of_matrix(item: pytest.Item) -> bool:
    return getattr(item, "originalname", "") in ASKING_ALL


def _first_failure(items: list[pytest.Item], check: Check) -> str | None:
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
    test_access_desk = import_module("tests.test_access_desk")
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

    for module_of_tests in (test_access, test_access_desk):
        vars(module_of_tests)["expected_of"] = narrow


def chosen_checks(words: list[str], sample: int) -> list[Check]:
    """Those of the words, and of these ``sample`` at even distances (0: all)."""
    checks = [check for check in all_checks() if not words or any(word in str(check.path) for word in words)]
    return checks[:: max(len(checks) // sample, 1)][:sample] if sample else checks


def write_callers(folder: Path, tests: Iterable[str]) -> None:
    """Run the quick ones of these tests and write down what they call."""
    command = [sys.executable, "-m", "pytest", "-n", "auto", "-q", "-m", "not slow and not browser", *OPTIONS]
    plugin = ["-p", "tools.removals.callers", f"--write-callers={folder}"]
    done = subprocess.run([*command, *plugin, *tests], capture_output=True, text=True)  # noqa: S603 - pytest, with our own paths
    if done.returncode:
        sys.exit(f"Tests fail without any removal:\n{done.stdout[-2000:]}")


def packages_of(checks: list[Check]) -> list[str]:
    """Where the tests of these modules are."""
    mirrored = {Path("tests", *check.path.parts[:2]) for check in checks if check.path.parts[0] in APPS}
    return sorted({str(path) for path in mirrored if path.is_dir()})


def main(arguments: list[str]) -> int:
    parser = ArgumentParser(prog="python -m tools.removals")
    parser.add_argument("words", nargs="*")
    parser.add_argument("--sample", type=int, default=0)
    parser.add_argument("--callers", type=Path)
    options = parser.parse_args(arguments)
    checks = chosen_checks(options.words, options.sample)
    tests = packages_of(checks) if options.words and not options.callers else ["tests"]
    with TemporaryDirectory() as folder:
        if not options.callers:
            write_callers(Path(folder), tests)
        known = callers.read(options.callers or Path(folder))
    trial = Trial(checks, known)
    pytest.main([*(() if tests == ["tests"] else MATRIX), *tests, "-m", "not browser", *OPTIONS], plugins=[trial])
    if trial.fault:
        print(trial.fault)
        return 1
    tried, noticed = trial.counts.total(), trial.counts["noticed"]
    print(f"{tried} removed, {noticed} noticed: {noticed / max(tried, 1):.1%} (target {TARGET:.0%})")
    return int(noticed < TARGET * tried or not tried)


if __name__ == "__main__":
    os.environ["PYTHONWARNINGS"] = "ignore"
    sys.exit(main(sys.argv[1:]))
