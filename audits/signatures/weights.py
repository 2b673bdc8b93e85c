"""The weights of ``weights.yaml``: read once, checked, never changed while the site runs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from audits.law.yaml_reading import RulebookError, read_text, read_yaml

FILE = "weights.yaml"
TABLES = ("outcomes", "kinds", "products")
STEPS = ("contradictions", "warnings", "clearances", "enquiries", "orders")
NUMBERS = ("threshold", "new_company")
Steps = tuple[tuple[int, int], ...]
"""Pairs: from so many on, so many points."""


@dataclass(frozen=True)
class Weights:
    """Points by circumstance, and how many need two signatures."""

    threshold: int
    new_company: int
    tables: Mapping[str, Mapping[str, int]]
    steps: Mapping[str, Steps]


@lru_cache(maxsize=1)
def weights() -> Weights:
    """Those that are shipped. Raises RulebookError where the file is not right."""
    return weights_in(read_text(Path(__file__).parent / FILE, FILE))


def weights_in(text: str) -> Weights:
    """The weights that a file says. Raises RulebookError, which names the key."""
    rows = read_yaml(text, FILE)
    known = {*TABLES, *STEPS, *NUMBERS}
    if not isinstance(rows, dict) or set(rows) != known:
        raise RulebookError(FILE, "", f"has other keys than {', '.join(sorted(known))}")
    return Weights(
        threshold=_whole(rows["threshold"], "threshold"),
        new_company=_whole(rows["new_company"], "new_company"),
        tables={
            name: {str(key): _whole(points, f"{name}.{key}") for key, points in rows[name].items()} for name in TABLES
        },
        steps={name: _steps(rows[name], name) for name in STEPS},
    )


def _whole(value: Any, key: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise RulebookError(FILE, key, "is no whole number")
    return value


def _steps(rows: Any, key: str) -> Steps:
    """Steps go up, in both numbers."""
    steps = tuple((_whole(one, key), _whole(points, key)) for one, points in rows)
    if list(steps) != sorted(set(steps)) or any(a[1] >= b[1] for a, b in pairwise(steps)):
        raise RulebookError(FILE, key, "does not go up step by step")
    return steps
