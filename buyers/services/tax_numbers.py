"""Whether a tax number has the form of its country, for the countries whose numbers python-stdnum knows."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import Any

from stdnum.exceptions import ValidationError
from stdnum.util import get_cc_module

PACKAGES = {"IN": "in_", "IS": "is_", "DO": "do", "GB-NIR": "gb"}
"""Packages of stdnum that are not named as the country's code."""


def has_known_form(country: str, number: str) -> bool | None:
    """Whether any kind of number of that country has this form and check digits; None where we know none of them.

    A country has several numbers that people call their tax number: the one for VAT, the one of the register, others.
    """
    checks = _validators(country)
    if not checks:
        return None
    bare = number.strip()
    return any(_fits(check, bare) for check in checks)


def _fits(check: Callable[[str], Any], number: str) -> bool:
    try:
        check(number)
    except ValidationError:
        return False
    return True


@cache
def _validators(country: str) -> tuple[Callable[[str], Any], ...]:
    """The checks of every number of the country; the VAT number of most of the Union is in a module for all."""
    name = PACKAGES.get(country, country.partition("-")[0].lower())
    found = [get_cc_module(name, "vat")]
    try:
        package = import_module(f"stdnum.{name}")
    except ImportError:
        package = None
    if package is not None and hasattr(package, "__path__"):
        found += [import_module(f"stdnum.{name}.{one.name}") for one in pkgutil.iter_modules(package.__path__)]
    checks = (getattr(module, "validate", None) for module in found)
    return tuple(dict.fromkeys(check for check in checks if check))
