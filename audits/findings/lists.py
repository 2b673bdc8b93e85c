"""The lists that the checks use: names, titles and words, each with its source and confidence."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).with_name("lists.yaml")


@dataclass(frozen=True)
class NamedBody:
    """A body on a warning list. ``is_misused``: the body is genuine, and others use its name."""

    name: str
    words: tuple[str, ...]
    number: str
    confidence: str
    is_misused: bool


@cache
def lists() -> Mapping[str, Any]:
    """All lists of the file, by section."""
    loaded: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return loaded


@cache
def named_bodies() -> tuple[NamedBody, ...]:
    """Every body on the warning list."""
    return tuple(
        NamedBody(
            row["name"], tuple(row["words"]), row.get("number", ""), row["confidence"], row.get("is_misused", False)
        )
        for row in lists()["named_on_warning_lists"]["names"]
    )


@cache
def pattern(section: str, key: str = "patterns") -> re.Pattern[str]:
    """One expression of a section, or all its patterns joined; case makes no difference."""
    listed = lists()[section][key]
    expression = listed if isinstance(listed, str) else "|".join(f"(?:{row})" for row in listed)
    return re.compile(expression, re.IGNORECASE)


def applies(section: str, kind: str) -> bool:
    """Whether the section is about documents of this type."""
    return kind in lists()[section]["types"]
