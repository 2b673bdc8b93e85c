"""YAML as the rulebook writes it: a day and an edition stay text, Norway stays ``NO``, no key stands twice."""

from __future__ import annotations

import re
from collections.abc import Hashable
from pathlib import Path
from typing import Any

import yaml


class RulebookError(Exception):
    """A rulebook that may not be used: which file, which row, and why."""

    def __init__(self, file: str, row: str, reason: str) -> None:
        super().__init__(f"{file}: {row}: {reason}" if row else f"{file}: {reason}")
        self.file = file
        self.row = row
        self.reason = reason


class _Loader(yaml.CSafeLoader):
    """Knows true, false, null and whole numbers; everything else is text."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        mapping = super().construct_mapping(node, deep=deep)
        if len(mapping) != len(node.value):
            keys = [key.value for key, _ in node.value]
            twice = next(key for key in keys if keys.count(key) > 1)
            raise yaml.MarkedYAMLError(None, None, f"duplicate id or key {twice!r}", node.start_mark)
        return mapping


_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(true|false)$"), list("tf"))
_Loader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile("^(null|~)$"), list("n~"))
_Loader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile("^[0-9]+$"), list("0123456789"))


def read_text(path: Path, name: str) -> str:
    """The text of one file, every byte of it; ``name`` is how an error calls it."""
    try:
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise RulebookError(name, "", f"is not UTF-8: byte {error.start + 1} fits no letter") from None


def read_yaml(text: str, name: str) -> Any:
    """The content of one file; ``name`` is how an error calls it."""
    try:
        # Our own loader on the safe one: it builds plain values only.
        return yaml.load(text, Loader=_Loader)  # noqa: S506
    except yaml.MarkedYAMLError as error:
        line = f"line {error.problem_mark.line + 1}" if error.problem_mark else ""
        raise RulebookError(name, line, error.problem or "not YAML") from None
    except yaml.YAMLError as error:
        raise RulebookError(name, "", f"not YAML: {error}") from None
