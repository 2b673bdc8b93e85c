"""Every permission check of the product with the way to take it out of what is loaded. Django has to be set up before."""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

from tools.mutants.breaking import Fault, break_function, sound_function
from tools.removals import weaker
from tools.removals.checks import checks_in, modules

MIDDLEWARE = {
    "django.contrib.auth.middleware.LoginRequiredMiddleware": "kpmarket/accounts/middleware.py",
    "django.middleware.csrf.CsrfViewMiddleware": "kpmarket/foundation/serving/headers.py",
    "kpmarket.accounts.middleware.second_factor_for_staff": "kpmarket/accounts/second_factor.py",
}
"""With the path whose mirror among the tests is about it."""


class Check(NamedTuple):
    name: str
    path: Path
    remove: Callable[[], None]
    function: str = ""
    """Path and qualified name of the function that holds it; empty where a check stands around functions."""


def all_checks() -> Iterator[Check]:
    for path in modules():
        for fault in checks_in(path):
            yield Check(f"{path}:{fault.line}: {fault}", path, partial(_break, fault), _function(fault))
        for name in _decorated(path):
            yield Check(f"{path}: require_… of {name}", path, partial(_undecorate, path, name))
    for name, path_of_tests in MIDDLEWARE.items():
        yield Check(f"MIDDLEWARE without {name}", Path(path_of_tests), partial(weaker.leave_out, name))


def functions_with_checks() -> dict[int, str]:
    """The functions that hold checks, by the identity of their code."""
    faults = (fault for path in modules() for fault in checks_in(path))
    return {id(sound_function(fault).__code__): _function(fault) for fault in faults if _function(fault)}


def _function(fault: Fault) -> str:
    """Addresses of the admin are listed once: no test calls that again."""
    return "" if "get_urls" in fault.function else f"{fault.path}:{fault.function}"


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
