"""The lists beside the checks: names, titles and words, each with its source and how sure it is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Warned:
    """A name on a warning list. ``is_misused``: documents in the name of a genuine body."""

    name: str
    words: tuple[str, ...]
    number: str
    confidence: str
    is_misused: bool


@cache
def lists() -> Mapping[str, Any]:
    """All lists, as they stand in the file."""
    loaded: dict[str, Any] = yaml.safe_load((HERE / "lists.yaml").read_text(encoding="utf-8"))
    return loaded


@cache
def warned() -> tuple[Warned, ...]:
    return tuple(
        Warned(one["name"], tuple(one["words"]), one.get("number", ""), one["confidence"], one.get("is_misused", False))
        for one in lists()["named_on_warning_lists"]["names"]
    )


@cache
def pattern(section: str, key: str = "patterns") -> re.Pattern[str]:
    """One expression of a list, or all its patterns as one; case makes no difference."""
    said = lists()[section][key]
    return re.compile(said if isinstance(said, str) else "|".join(f"(?:{one})" for one in said), re.IGNORECASE)


def applies(section: str, kind: str) -> bool:
    """Whether the list speaks of documents of this type."""
    return kind in lists()[section]["types"]
