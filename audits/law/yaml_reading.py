"""Reads YAML as the rulebook writes it: a day and an edition stay text, Norway stays ``NO``, no key occurs twice."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

Document = dict[str, Any]
"""A mapping as a file of the rulebook writes it."""
MAX_BYTES = 1_000_000
MAX_LEVELS = 40
MAX_VALUES = 100_000
TOO_LARGE = f"is larger than {MAX_BYTES // 1_000_000} MB"
NEW_LINE = "\n"
REFUSED_CHARACTERS = {
    "\0": "holds a NUL character",
    "\ufffd": "holds the character for unreadable bytes: the text was not UTF-8",
}


class RulebookError(Exception):
    """A rulebook that may not be used: file, row (may be empty) and reason."""

    def __init__(self, file: str, row: str, reason: str) -> None:
        super().__init__(f"{file}: {row}: {reason}" if row else f"{file}: {reason}")
        self.file = file
        self.row = row
        self.reason = reason


class _Loader(yaml.CSafeLoader):
    """Reads true, false, null and whole numbers; everything else is text."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        mapping = super().construct_mapping(node, deep=deep)
        if len(mapping) != len(node.value):
            keys = [key.value for key, _ in node.value]
            duplicate = next(key for key in keys if keys.count(key) > 1)
            raise yaml.MarkedYAMLError(None, None, f"duplicate id or key {duplicate!r}", node.start_mark)
        return mapping


RESOLVERS = (
    ("tag:yaml.org,2002:bool", "^(true|false)$", "tf"),
    ("tag:yaml.org,2002:null", "^(null|~)$", "n~"),
    ("tag:yaml.org,2002:int", "^[0-9]+$", "0123456789"),
)
"""Tag, pattern and first letters of what is not text."""
for tag, pattern, first in RESOLVERS:
    _Loader.add_implicit_resolver(tag, re.compile(pattern), list(first))


def read_text(path: Path, name: str) -> str:
    """The text of one file; ``name`` is the file's name in an error. Raises RulebookError for what is too large or not UTF-8."""
    if path.stat().st_size > MAX_BYTES:
        raise RulebookError(name, "", TOO_LARGE)
    try:
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise RulebookError(name, "", f"is not UTF-8: byte {error.start + 1} is not part of a character") from None


def read_yaml(text: str, name: str) -> Any:
    """The content of one file; ``name`` is the file's name in an error.

    Raises RulebookError for what is not YAML, too large, too deep or refers to itself, before anything of it is built.
    """
    if len(text.encode("utf-8", "replace")) > MAX_BYTES:
        raise RulebookError(name, "", TOO_LARGE)
    for character, reason in REFUSED_CHARACTERS.items():
        if character in text:
            raise RulebookError(name, f"line {text[: text.index(character)].count(NEW_LINE) + 1}", reason)
    try:
        _refuse_floods(yaml.parse(text, Loader=yaml.CSafeLoader), name)
        # Our own loader on the safe one: it builds plain values only.
        return yaml.load(text, Loader=_Loader)  # noqa: S506
    except yaml.MarkedYAMLError as error:
        line = f"line {error.problem_mark.line + 1}" if error.problem_mark else ""
        raise RulebookError(name, line, error.problem or "not YAML") from None
    except (yaml.YAMLError, ValueError) as error:
        raise RulebookError(name, "", f"not YAML: {error}") from None


def nodes_of(text: str) -> yaml.Node | None:
    """The nodes, with their places, of a text that ``read_yaml`` accepted."""
    return yaml.compose(text, Loader=_Loader)


def _refuse_floods(events: Iterable[yaml.Event], name: str) -> None:
    """Count the values, each alias as everything it stands for; refuse cycles, more than MAX_LEVELS, more than MAX_VALUES."""
    open_: list[_OpenCollection] = [_OpenCollection(None)]
    weights: dict[str, int] = {}
    for event in events:
        line = f"line {event.start_mark.line + 1}" if event.start_mark else ""
        match event:
            case yaml.CollectionStartEvent():
                open_.append(_OpenCollection(event.anchor))
                if len(open_) > MAX_LEVELS:
                    raise RulebookError(name, line, f"more than {MAX_LEVELS} levels deep")
            case yaml.CollectionEndEvent():
                closed = open_.pop()
                open_[-1].weight += closed.weight
                weights[closed.anchor or ""] = closed.weight
            case yaml.AliasEvent():
                if event.anchor in {collection.anchor for collection in open_}:
                    raise RulebookError(name, line, f"*{event.anchor} refers to itself")
                open_[-1].weight += weights.get(event.anchor or "", 1)
            case yaml.ScalarEvent():
                open_[-1].weight += 1
        if open_[-1].weight > MAX_VALUES:
            raise RulebookError(name, line, f"more than {MAX_VALUES} values, aliases written out")


@dataclass
class _OpenCollection:
    """A list or mapping that is being read, and the number of values in it so far."""

    anchor: str | None
    weight: int = 1
