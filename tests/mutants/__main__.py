"""Tries every fault and prints each that no test notices.

    python -m tests.mutants [module …]      of all the rules, or of some modules: "timeline missing"

A fault is tried in a forked child, where everything is loaded: its function gets the faulty code, and the quick tests run
till one notices, with few random examples. What survives that, or stands outside a function, meets every test.
"""

import ast
import multiprocessing
import os
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from importlib import import_module
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_file_location
from inspect import getattr_static
from pathlib import Path
from types import CodeType
from typing import NamedTuple

import hypothesis.strategies
import pytest
from _pytest.runner import runtestprotocol

from tests.mutants.faults import faults_of

RULES = Path("audits/compliance")
TESTS = Path("tests/audits/compliance")
OPTIONS = ("-x", "-p", "no:cacheprovider", "-c", os.devnull, "--rootdir=.", "--assert=plain", f"--confcutdir={TESTS}")
THOROUGH = (
    *OPTIONS,
    str(TESTS),
    "tests/audits/assess_lines",
    "--deselect=tests/audits/assess_lines/test_assess_lines.py::test_no_value_of_any_key_stops_the_rest",
    f"--deselect={TESTS}/test_china.py::TestTheHomeMarket::test_every_status_has_words_and_export_only_says_that_it_is_no_approval",
)
"""All but one that is not about the rules and takes long, and one that needs Django."""
SLOW = ("test_china", "test_meaning_of_keys", "test_properties", "test_shipped_rules")
HURRIED = (*THOROUGH, *(f"--ignore={TESTS / name}.py" for name in SLOW))
PHASES = [hypothesis.Phase.explicit, hypothesis.Phase.generate]
PATIENCE = 120


class Fault(NamedTuple):
    """A node of a module and what stands in its place."""

    path: Path
    tree: ast.Module
    old: ast.AST
    new: ast.AST
    function: str

    def compiled(self) -> CodeType:
        tree = ast.fix_missing_locations(Put(self.old, self.new).visit(self.tree))
        return compile(tree, self.path, "exec")

    def __str__(self) -> str:
        line = min(node.lineno for node in ast.walk(self.old) if hasattr(node, "lineno"))
        return f"{self.path}:{line}: {ast.unparse(self.old)!r} → {ast.unparse(self.new)!r}"


class Put(ast.NodeTransformer):
    """Puts one node into the place of another."""

    def __init__(self, old: ast.AST, new: ast.AST) -> None:
        self.old, self.new = old, new

    def visit(self, node: ast.AST) -> ast.AST:
        return ast.copy_location(self.new, node) if node is self.old else self.generic_visit(node)


class Faulty(SourceFileLoader):
    """Loads a module with its fault."""

    def __init__(self, name: str, fault: Fault) -> None:
        super().__init__(name, str(fault.path))
        self.fault = fault

    def get_code(self, fullname: str) -> CodeType:
        return self.fault.compiled()


def break_module(fault: Fault) -> None:
    """Loads the faulty module anew, and forgets whatever rests on the sound one."""
    for name in [name for name in sys.modules if name.startswith(("audits", "tests.audits"))]:
        del sys.modules[name]
    name = ".".join(fault.path.with_suffix("").parts)
    spec = spec_from_file_location(name, fault.path, loader=Faulty(name, fault))
    sys.modules[name] = module_from_spec(spec)
    spec.loader.exec_module(sys.modules[name])


def break_function(fault: Fault) -> None:
    """Gives the function of the loaded module its faulty code."""
    module = import_module(".".join(fault.path.with_suffix("").parts))
    found = module
    for part in fault.function.split("."):
        found = getattr_static(found, part)
    found = getattr(found, "fget", None) or getattr(found, "__wrapped__", found)
    found.__code__ = next(code for code in codes_in(fault.compiled()) if code.co_qualname == fault.function)


def codes_in(code: CodeType) -> Iterator[CodeType]:
    yield code
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield from codes_in(inner)


def is_random(item: pytest.Item) -> bool:
    return hasattr(item.obj, "hypothesis")


class Hurry:
    """Takes the place of running the tests once: runs them for each fault, in a child, till one notices."""

    def __init__(self, names: list[str]) -> None:
        self.names, self.counts, self.noticed = names, Counter(), {}

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        for item in filter(is_random, session.items):
            limit_examples(item, 20)
        if in_child(self.run, session.items) != "survived":
            sys.exit("The tests fail without any fault.")
        for fault in faults(self.names):
            result = self.outcome(fault, session.items)
            self.counts[result] += 1
            if result != "noticed":
                print(f"{result}: {fault}", flush=True)
        return True

    def outcome(self, fault: Fault, items: list[pytest.Item]) -> str:
        """``noticed``, ``survived``, or ``timed out`` for a fault that runs for ever."""
        noticed = self.noticed.setdefault(fault.path, Counter())
        items = sorted(items, key=lambda item: (-noticed[item.nodeid], is_random(item)))
        result = in_child(self.run, items, fault, tell=noticed) if fault.function else "survived"
        return in_child(run_all, fault) if result == "survived" else result

    @staticmethod
    def run(items: list[pytest.Item], fault: Fault | None = None) -> str | None:
        """The first test that notices the fault."""
        if fault:
            break_function(fault)
        for item, following in zip(items, [*items[1:], None], strict=True):
            if any(report.failed for report in runtestprotocol(item, log=False, nextitem=following)):
                return item.nodeid
        return None


def limit_examples(item: pytest.Item, most: int) -> None:
    known = item.obj._hypothesis_internal_use_settings
    item.obj._hypothesis_internal_use_settings = hypothesis.settings(
        known, max_examples=min(known.max_examples, most), derandomize=True, database=None, phases=PHASES
    )


def run_all(fault: Fault) -> str | None:
    """Whether any test at all notices the fault."""
    break_module(fault)
    return "one" if pytest.main([*THOROUGH]) else None


def in_child(run, *arguments, tell: Counter | None = None) -> str:
    listen, say = multiprocessing.Pipe(duplex=False)

    def child() -> None:
        with Path(os.devnull).open("w") as nowhere, redirect_stdout(nowhere), redirect_stderr(nowhere):
            try:
                noticed = run(*arguments)
            except BaseException as broken:
                noticed = repr(broken)
            say.send(noticed)
            os._exit(bool(noticed))

    process = multiprocessing.get_context("fork").Process(target=child)
    process.start()
    process.join(PATIENCE)
    if process.exitcode is None:
        process.kill()
        process.join()
        return "timed out"
    if listen.poll() and tell is not None:
        tell[listen.recv()] += 1
    return "noticed" if process.exitcode else "survived"


def faults(names: list[str]) -> Iterator[Fault]:
    for path in sorted(RULES.glob("*.py")):
        if not names or path.stem in names:
            tree = ast.parse(path.read_text())
            within = dict(functions_in(tree))
            yield from (Fault(path, tree, old, new, within.get(old, "")) for old, new in faults_of(tree))


def functions_in(tree: ast.Module | ast.ClassDef, prefix: str = "") -> Iterator[tuple[ast.AST, str]]:
    """Each node of a body, and the function or method that it stands in."""
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            yield from functions_in(node, f"{node.name}.")
        elif isinstance(node, ast.FunctionDef):
            for statement in node.body:
                yield from ((part, prefix + node.name) for part in ast.walk(statement))


def main(names: list[str]) -> None:
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    hurry = Hurry(names)
    pytest.main([*HURRIED, "-q", "--no-summary"], plugins=[hurry])
    print(", ".join(f"{count} {result}" for result, count in hurry.counts.items()))


if __name__ == "__main__":
    main(sys.argv[1:])
