"""Tries every fault and prints each that no test notices and ``explained.yaml`` does not explain; ends with 0 where none is left.

    python -m tests.mutants [--hurried] [module …]      of all the rules, or of some modules: "timeline missing"

A fault is tried in a forked child, where everything is loaded: its function gets the faulty code, or its module is loaded
again where it stands outside a function, and the tests run till one notices: first those that noticed others, then
examples, then properties with few random examples. What survives that and is not explained meets every test in full.
``--hurried`` leaves that out, and the slowest tests, and believes what is explained: a first look, no result.
"""

import multiprocessing
import os
import resource
import sys
from collections import Counter
from contextlib import redirect_stderr, redirect_stdout
from functools import lru_cache
from pathlib import Path

import hypothesis.strategies
import pytest
import yaml
from _pytest.runner import runtestprotocol

from audits.law import files
from tests.mutants.breaking import Fault, break_function, break_module, faults_in

RULES = Path("audits/compliance")
TESTS = Path("tests/audits/compliance")
EXPLAINED = Path(__file__).with_name("explained.yaml")
OPTIONS = (
    *("-x", "--assert=plain", "-c", os.devnull, "--rootdir=.", f"--confcutdir={TESTS}"),
    *("-p", "no:cacheprovider", "-p", "tests.hypothesis_profiles", "-p", "tests.shipped_rulebook"),
)
THOROUGH = (
    *OPTIONS,
    str(TESTS),
    "tests/audits/assess_lines",
    "--deselect=tests/audits/answers/assess_lines/test_assess_lines.py::test_no_value_of_any_key_stops_the_rest",
    f"--deselect={TESTS}/test_china.py::TestTheHomeMarket::test_every_status_has_words_and_export_only_says_that_it_is_no_approval",
)
"""All but one that is not about the rules and takes long, and one that needs Django."""
SLOW = ("test_china", "test_meaning_of_keys", "test_shipped_rules", "test_properties")
"""Modules that rest on the shipped rulebook or take long: they come last."""
PHASES = [hypothesis.Phase.explicit, hypothesis.Phase.generate]
FEW = 20
SECONDS = 120
"""Of computing, not by the clock: a busy machine is no endless loop."""
MEMORY = 4 * 2**30


class Order:
    """The tests that notice most come first, those that take long last; the first that fails is remembered."""

    def __init__(self, module: str, noticed: Counter, most: int | None = None) -> None:
        self.module, self.noticed, self.most, self.failed = module, noticed, most, None

    def place(self, item: pytest.Item) -> tuple[object, ...]:
        stem = item.path.stem
        return (-self.noticed[item.nodeid], stem != f"test_{self.module}", stem in SLOW, is_random(item))

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items.sort(key=self.place)
        for item in filter(is_random, items if self.most else ()):
            limit_examples(item, self.most)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed and not self.failed:
            self.failed = report.nodeid


class Trial(Order):
    """Takes the place of running the tests once: runs them for each fault, in a child, till one notices."""

    def __init__(self, paths: list[Path], explained: dict[str, dict[str, str]], *, hurried: bool) -> None:
        super().__init__("", Counter(), FEW // 4 if hurried else FEW)
        self.paths, self.explained, self.hurried = paths, explained, hurried
        self.counts: dict[str, Counter] = {}

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        items = [item for item in session.items if not self.hurried or item.path.stem not in SLOW]
        if in_child(self.run, items) != "survived":
            sys.exit("The tests fail without any fault.")
        for path in self.paths:
            self.module, self.noticed = path.stem, Counter()
            self.counts[path.stem] = self.try_module(path, items)
            print(f"{path.stem}: {self.told(self.counts[path.stem])}", flush=True)
        return True

    def try_module(self, path: Path, items: list[pytest.Item]) -> Counter:
        counts, open_reasons = Counter(), dict(self.explained.get(path.stem, {}))
        for fault in faults_in(path):
            why = open_reasons.get(str(fault))
            result = self.outcome(fault, items, is_explained=why is not None)
            if result == "explained":
                del open_reasons[str(fault)]
            if result == "survived":
                print(f"survived: {path}:{fault.line}: {fault}", flush=True)
            counts[result] += 1
        for fault in open_reasons:
            print(f"stale, no such fault survives: {path}: {fault}", flush=True)
        return counts + Counter(stale=len(open_reasons))

    @staticmethod
    def told(counts: Counter) -> str:
        tried = counts.total() - counts["stale"]
        kinds = ("noticed", "explained", "survived", "ran for ever", "stale")
        return ", ".join([f"{tried} tried", *(f"{counts[kind]} {kind}" for kind in kinds if counts[kind])])

    def outcome(self, fault: Fault, items: list[pytest.Item], *, is_explained: bool) -> str:
        """``noticed``, ``explained``, ``survived``, or ``ran for ever``."""
        if is_explained and self.hurried:
            return "explained"
        if fault.function:
            result = in_child(self.run, sorted(items, key=self.place), fault, tell=self.noticed)
        else:
            result = in_child(run_own_first, fault, Order(self.module, self.noticed, self.most), tell=self.noticed)
        if result != "survived":
            return result
        if is_explained:
            return "explained"
        return result if self.hurried else in_child(run_all, fault, Order(self.module, self.noticed))

    @staticmethod
    def run(items: list[pytest.Item], fault: Fault | None = None) -> str | None:
        """The first test that notices the fault."""
        if fault:
            break_function(fault)
        for item, following in zip(items, [*items[1:], None], strict=True):
            if any(report.failed for report in runtestprotocol(item, log=False, nextitem=following)):
                return item.nodeid
        return None


def is_random(item: pytest.Item) -> bool:
    return hasattr(item.obj, "hypothesis")


def limit_examples(item: pytest.Item, most: int) -> None:
    known = item.obj._hypothesis_internal_use_settings
    item.obj._hypothesis_internal_use_settings = hypothesis.settings(
        known, max_examples=min(known.max_examples, most), derandomize=True, database=None, phases=PHASES
    )


def run_own_first(fault: Fault, order: Order) -> str | None:
    """The first test that notices the fault, of the module's own tests or else of all."""
    own = TESTS / f"test_{order.module}.py"
    return (run_all(fault, order, (*OPTIONS, str(own))) if own.exists() else None) or run_all(fault, order)


def run_all(fault: Fault, order: Order, tests: tuple[str, ...] = THOROUGH) -> str | None:
    """The first of these tests, collected again, that notices the fault."""
    break_module(fault)
    return order.failed or "collecting" if pytest.main([*tests], plugins=[order]) else None


def in_child(run, *arguments, tell: Counter | None = None) -> str:
    listen, say = multiprocessing.Pipe(duplex=False)

    def child() -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        with Path(os.devnull).open("w") as nowhere, redirect_stdout(nowhere), redirect_stderr(nowhere):
            try:
                noticed = run(*arguments)
            except BaseException as broken:
                noticed = repr(broken)
            say.send(noticed)
            os._exit(bool(noticed))

    process = multiprocessing.get_context("fork").Process(target=child)
    process.start()
    process.join()
    if process.exitcode < 0:
        return "ran for ever"
    if listen.poll() and tell is not None:
        tell[listen.recv()] += 1
    return "noticed" if process.exitcode else "survived"


def main(arguments: list[str]) -> int:
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    names = {name for name in arguments if not name.startswith("-")}
    paths = [path for path in sorted(RULES.glob("*.py")) if path.stem in names or not names]
    explained = yaml.safe_load(EXPLAINED.read_text())
    files.load = lru_cache(files.load)
    files.load()
    trial = Trial(paths, explained, hurried="--hurried" in arguments)
    pytest.main([*THOROUGH, "-q", "--no-summary"], plugins=[trial])
    total = sum(trial.counts.values(), Counter())
    print(f"All: {trial.told(total)}")
    return int(bool(total["survived"] or total["stale"] or not total))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
