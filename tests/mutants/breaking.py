"""A fault in a module, and how it is put there: into one loaded function, or into the module loaded again."""

import ast
import sys
from collections import Counter
from collections.abc import Iterator
from importlib import import_module
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_file_location
from inspect import getattr_static
from pathlib import Path
from types import CodeType
from typing import NamedTuple

from tests.mutants.faults import faults_of


class Fault(NamedTuple):
    """A node of a module and what stands in its place; ``place`` counts those that read the same in one function."""

    path: Path
    tree: ast.Module
    old: ast.AST
    new: ast.AST
    function: str
    place: int = 1

    def compiled(self) -> CodeType:
        tree = ast.fix_missing_locations(Put(self.old, self.new).visit(self.tree))
        return compile(tree, self.path, "exec")

    @property
    def line(self) -> int:
        return min(node.lineno for node in ast.walk(self.old) if hasattr(node, "lineno"))

    def __str__(self) -> str:
        """What it is, whatever else changes in the file: ``span: x < y → x <= y``."""
        again = f" ({self.place})" if self.place > 1 else ""
        return f"{self.function or 'outside'}: {words(self.old)} → {words(self.new)}{again}"


def words(node: ast.AST) -> str:
    """The code on one line; of a condition without what depends on it."""
    if isinstance(node, ast.If | ast.While):
        return f"{type(node).__name__.lower()} {words(node.test)}"
    return " ".join(ast.unparse(node).split())


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
    """Loads the faulty module again, and forgets whatever rests on the sound one."""
    for name in [name for name in sys.modules if name.startswith(("audits", "tests.audits"))]:
        del sys.modules[name]
    name = ".".join(fault.path.with_suffix("").parts)
    spec = spec_from_file_location(name, fault.path, loader=Faulty(name, fault))
    sys.modules[name] = module_from_spec(spec)
    spec.loader.exec_module(sys.modules[name])


def break_function(fault: Fault) -> None:
    """Gives the function of the loaded module its faulty code."""
    found = import_module(".".join(fault.path.with_suffix("").parts))
    for part in fault.function.split("."):
        found = getattr_static(found, part)
    found = getattr(found, "fget", None) or getattr(found, "__wrapped__", found)
    found.__code__ = next(code for code in codes_in(fault.compiled()) if code.co_qualname == fault.function)


def codes_in(code: CodeType) -> Iterator[CodeType]:
    yield code
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield from codes_in(inner)


def faults_in(path: Path) -> Iterator[Fault]:
    """Every fault of a module, each with a name of its own."""
    tree = ast.parse(path.read_text())
    within = dict(functions_in(tree))
    seen: Counter[str] = Counter()
    for old, new in faults_of(tree):
        fault = Fault(path, tree, old, new, within.get(old, ""))
        seen[str(fault)] += 1
        yield fault._replace(place=seen[str(fault)])


def functions_in(tree: ast.Module | ast.ClassDef, prefix: str = "") -> Iterator[tuple[ast.AST, str]]:
    """Each node of a body, and the function or method that it stands in."""
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            yield from functions_in(node, f"{node.name}.")
        elif isinstance(node, ast.FunctionDef):
            for statement in node.body:
                yield from ((part, prefix + node.name) for part in ast.walk(statement))
