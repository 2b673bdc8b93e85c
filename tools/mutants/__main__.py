"""Tries every fault; prints each that no test notices and no reason explains. Exits with 0 if there is none.

    python -m tools.mutants [--quick] [module …]            all of the rules, or some modules: "timeline missing"
    python -m tools.mutants [--quick] terms [module …]      the terms of trade
    python -m tools.mutants [--quick] ledger                the ledger, on the database of the settings

A fault is tried in a forked child in which everything is loaded: its function gets the faulty code, or its module is loaded
again if the fault is outside any function. Then tests run until one fails: first those that noticed other faults, then
examples, then properties with few random examples. A fault that survives this and is not explained meets every test in full.
``--quick`` leaves out that last step and the slowest tests, and trusts the explanations: a first look, no result.
"""

from __future__ import annotations

import multiprocessing
import os
import resource
import sys
from collections import Counter
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

import hypothesis
import pytest
import yaml
from _pytest.runner import runtestprotocol

from tools.mutants.breaking import Fault, break_function, break_module, faults_in
from tools.mutants.subjects import SUBJECTS, Subject

PHASES = [hypothesis.Phase.explicit, hypothesis.Phase.generate]
FEW_EXAMPLES = 20
MAX_CPU_SECONDS = 120
"""Processor time, not wall-clock time: on a busy machine a slow test is no endless loop."""
MAX_MEMORY_BYTES = 4 * 2**30


class TestOrder:
    """Puts the tests that notice most first and the slow ones last, and remembers the first that fails."""

    __test__ = False

    def __init__(self, subject: Subject, module: str, noticed: Counter[str], max_examples: int | None = None) -> None:
        self.subject, self.module, self.noticed, self.max_examples = subject, module, noticed, max_examples
        self.first_failed: str | None = None

    def sort_key(self, item: pytest.Item) -> tuple[int, bool, bool, bool]:
        stem = item.path.stem
        return (
            -self.noticed[item.nodeid],
            stem != f"test_{self.module}",
            stem in self.subject.slow_modules,
            is_property(item),
        )

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items.sort(key=self.sort_key)
        if self.max_examples:
            for item in filter(is_property, items):
                limit_examples(item, self.max_examples)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed and not self.first_failed:
            self.first_failed = report.nodeid


class Trial(TestOrder):
    """A pytest plugin that replaces the run of the tests: it runs them for each fault, in a child, until one fails."""

    __test__ = False

    def __init__(
        self, subject: Subject, paths: list[Path], explained: dict[str, dict[str, str]], *, is_quick: bool
    ) -> None:
        super().__init__(subject, "", Counter(), FEW_EXAMPLES // 4 if is_quick else FEW_EXAMPLES)
        self.paths, self.explained, self.is_quick = paths, explained, is_quick
        self.counts: dict[str, Counter[str]] = {}

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        items = [item for item in session.items if not self.is_quick or item.path.stem not in self.subject.slow_modules]
        if run_in_child(self.run, items) != "survived":
            sys.exit("The tests fail without any fault.")
        for path in self.paths:
            self.module, self.noticed = path.stem, Counter()
            self.counts[path.stem] = self.try_module(path, items)
            print(f"{path.stem}: {summary(self.counts[path.stem])}", flush=True)
        return True

    def try_module(self, path: Path, items: list[pytest.Item]) -> Counter[str]:
        counts, unused_reasons = Counter[str](), dict(self.explained.get(path.stem, {}))
        for fault in faults_in(path):
            if self.subject.has_tables and not fault.function:
                continue
            result = self.outcome(fault, items, is_explained=str(fault) in unused_reasons)
            if result == "explained":
                del unused_reasons[str(fault)]
            if result == "survived":
                print(f"survived: {path}:{fault.line}: {fault}", flush=True)
            counts[result] += 1
        for name in unused_reasons:
            print(f"stale, no such fault survives: {path}: {name}", flush=True)
        return counts + Counter(stale=len(unused_reasons))

    def outcome(self, fault: Fault, items: list[pytest.Item], *, is_explained: bool) -> str:
        """``noticed``, ``explained``, ``survived``, or ``timed out``."""
        if is_explained and self.is_quick:
            return "explained"
        if fault.function:
            result = run_in_child(self.run, sorted(items, key=self.sort_key), fault, noticed=self.noticed)
        else:
            order = TestOrder(self.subject, self.module, self.noticed, self.max_examples)
            result = run_in_child(run_own_tests_first, fault, order, noticed=self.noticed)
        if result != "survived":
            return result
        if is_explained:
            return "explained"
        return (
            result
            if self.is_quick
            else run_in_child(run_all_tests, fault, TestOrder(self.subject, self.module, self.noticed))
        )

    def run(self, items: list[pytest.Item], fault: Fault | None = None) -> str | None:
        """The first test that notices the fault."""
        self.subject.begin_trial()
        if fault:
            break_function(fault)
        for item, following in zip(items, [*items[1:], None], strict=True):
            if any(report.failed for report in runtestprotocol(item, log=False, nextitem=following)):
                return item.nodeid
        return None


def summary(counts: Counter[str]) -> str:
    tried = counts.total() - counts["stale"]
    kinds = ("noticed", "explained", "survived", "timed out", "stale")
    return ", ".join([f"{tried} tried", *(f"{counts[kind]} {kind}" for kind in kinds if counts[kind])])


def is_property(item: pytest.Item) -> bool:
    return hasattr(getattr(item, "obj", None), "hypothesis")


def limit_examples(item: Any, max_examples: int) -> None:
    known = item.obj._hypothesis_internal_use_settings
    item.obj._hypothesis_internal_use_settings = hypothesis.settings(
        known, max_examples=min(known.max_examples, max_examples), derandomize=True, database=None, phases=PHASES
    )


def run_own_tests_first(fault: Fault, order: TestOrder) -> str | None:
    """The first test that notices the fault, of the module's own tests or else of all."""
    own = order.subject.tests / f"test_{order.module}.py"
    noticing = run_all_tests(fault, order, (*order.subject.pytest, str(own))) if own.exists() else None
    return noticing or run_all_tests(fault, order)


def run_all_tests(fault: Fault, order: TestOrder, tests: tuple[str, ...] = ()) -> str | None:
    """The first of these tests, or else of all, collected again, that notices the fault."""
    break_module(fault)
    chosen = tests or all_tests(order.subject)
    return order.first_failed or "collecting" if pytest.main([*chosen], plugins=[order]) else None


def all_tests(subject: Subject) -> tuple[str, ...]:
    """How pytest is called for every test of a subject."""
    return (*subject.pytest, str(subject.tests), *subject.more_tests)


def run_in_child(run: Callable[..., str | None], *arguments: object, noticed: Counter[str] | None = None) -> str:
    """``noticed``, ``survived`` or ``timed out``; counts in ``noticed`` the test that ``run`` returns."""
    receiver, sender = multiprocessing.Pipe(duplex=False)

    def child() -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (MAX_CPU_SECONDS, MAX_CPU_SECONDS))
        resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY_BYTES, MAX_MEMORY_BYTES))
        with Path(os.devnull).open("w") as null, redirect_stdout(null), redirect_stderr(null):
            try:
                test = run(*arguments)
            except BaseException as error:
                test = repr(error)
            sender.send(test)
            os._exit(bool(test))

    process = multiprocessing.get_context("fork").Process(target=child)
    process.start()
    process.join()
    if process.exitcode is None or process.exitcode < 0:
        return "timed out"
    if receiver.poll() and noticed is not None:
        noticed[receiver.recv()] += 1
    return "noticed" if process.exitcode else "survived"


def main(arguments: list[str]) -> int:
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    subject = SUBJECTS[next((name for name in arguments if name in SUBJECTS), "rules")]
    modules = {name for name in arguments if not name.startswith("-")}
    modules = modules - set(SUBJECTS) or set(subject.modules)
    paths = [path for path in sorted(subject.code.glob("*.py")) if path.stem in modules or not modules]
    explained = yaml.safe_load(subject.explained.read_text(encoding="utf-8"))
    subject.begin()
    trial = Trial(subject, paths, explained, is_quick="--quick" in arguments)
    pytest.main([*all_tests(subject), "-q", "--no-summary"], plugins=[trial])
    total = sum(trial.counts.values(), Counter[str]())
    print(f"All: {summary(total)}")
    return int(bool(total["survived"] or total["stale"] or not total))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
