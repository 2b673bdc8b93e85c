"""A fault in a module, and how to put it there: into one loaded function, or into the module, which is loaded again."""

from __future__ import annotations

import ast
import sys
from collections import Counter
from collections.abc import Iterator
from importlib import import_module
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_file_location
from inspect import getattr_static, unwrap
from pathlib import Path
from types import CodeType
from typing import Any, NamedTuple

from tools.mutants.faults import faults_of

RELOADED = ("audits", "tests.audits", "tests.shipped_rulebook", "buyers.terms", "tests.buyers.terms")
"""Modules that hold classes of the rules: after loading a module of the rules again, theirs would be the old ones."""


class Fault(NamedTuple):
    """A node of a module and its replacement. ``occurrence`` counts, from 1, those that read the same in one function."""

    path: Path
    tree: ast.Module
    old: ast.AST
    new: ast.AST
    function: str
    """Qualified name; empty outside functions."""
    occurrence: int = 1

    def compile(self) -> CodeType:
        tree = ast.fix_missing_locations(Replacement(self.old, self.new).visit(self.tree))
        code: CodeType = compile(tree, self.path, "exec")
        return code

    @property
    def line(self) -> int:
        return min(node.lineno for node in ast.walk(self.old) if hasattr(node, "lineno"))

    def __str__(self) -> str:
        """A name that other changes of the file leave as it is: ``span: x < y → x <= y``."""
        again = f" ({self.occurrence})" if self.occurrence > 1 else ""
        return f"{self.function or 'outside'}: {one_line(self.old)} → {one_line(self.new)}{again}"


def one_line(node: ast.AST) -> str:
    """The code on one line; of ``if`` and ``while`` only the condition."""
    if isinstance(node, ast.If | ast.While):
        return f"{type(node).__name__.lower()} {one_line(node.test)}"
    return " ".join(ast.unparse(node).split())


class Replacement(ast.NodeTransformer):
    """Replaces one node by another."""

    def __init__(self, old: ast.AST, new: ast.AST) -> None:
        self.old, self.new = old, new

    def visit(self, node: ast.AST) -> Any:
        return ast.copy_location(self.new, node) if node is self.old else self.generic_visit(node)


class FaultyLoader(SourceFileLoader):
    """Loads a module with its fault."""

    def __init__(self, name: str, fault: Fault) -> None:
        super().__init__(name, str(fault.path))
        self.fault = fault

    def get_code(self, fullname: str) -> CodeType:
        return self.fault.compile()


def break_module(fault: Fault) -> None:
    """Load the faulty module, and unload every module that holds objects of the sound one."""
    for name in [name for name in sys.modules if name.startswith(RELOADED)]:
        del sys.modules[name]
    name = ".".join(fault.path.with_suffix("").parts)
    loader = FaultyLoader(name, fault)
    spec = spec_from_file_location(name, fault.path, loader=loader)
    if spec is None:
        raise ImportError(name)
    sys.modules[name] = module_from_spec(spec)
    loader.exec_module(sys.modules[name])


def break_function(fault: Fault) -> None:
    """Give the function of the loaded module its faulty code."""
    function = sound_function(fault)
    function.__code__ = next(code for code in codes_in(fault.compile()) if code.co_qualname == fault.function)


def sound_function(fault: Fault) -> Any:
    """The function of the loaded module that gets the fault, under its decorators."""
    function: Any = import_module(".".join(fault.path.with_suffix("").parts))
    for part in fault.function.split("."):
        function = getattr_static(function, part)
    return getattr(function, "fget", None) or unwrap(function)


def codes_in(code: CodeType) -> Iterator[CodeType]:
    yield code
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield from codes_in(inner)


def faults_in(path: Path) -> Iterator[Fault]:
    """Every fault of a module, each with a name of its own."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    function_of = dict(functions_in(tree))
    occurrences: Counter[str] = Counter()
    for old, new in faults_of(tree):
        fault = Fault(path, tree, old, new, function_of.get(old, ""))
        occurrences[str(fault)] += 1
        yield fault._replace(occurrence=occurrences[str(fault)])


def functions_in(tree: ast.Module | ast.ClassDef, prefix: str = "") -> Iterator[tuple[ast.AST, str]]:
    """Each node inside a function or method, with the qualified name of that function."""
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            yield from functions_in(node, f"{node.name}.")
        elif isinstance(node, ast.FunctionDef):
            for statement in node.body:
                yield from ((part, prefix + node.name) for part in ast.walk(statement))
