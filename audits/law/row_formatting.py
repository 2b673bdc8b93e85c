"""Writes a row in the rulebook's own layout: order of keys, what fits on one line, where long lines break."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Mapping
from typing import Any

import yaml

from audits.law.yaml_reading import RESOLVERS

KEY_ORDER = (
    "id",
    "route",
    "product_types",
    "class",
    "class_basis",
    "condition",
    "buyer",
    "from",
    "until",
    "combine",
    "outcome",
    "asks",
    "confidence",
    "legal_basis",
    "sources",
    "notes",
    "doubt",
    "checked",
    "corrected",
)
"""Order of the keys of a row."""
MAX_COLUMNS = 120
INDENT_COLUMNS = 2
MAX_UNFOLDED_WORD = 60
"""Characters of the longest word with which a text is still folded."""
FOLDABLE = re.compile(r"\S+(?: \S+)+")
"""Words with single spaces: only such a text is the same after folding and reading."""


class _Dumper(yaml.SafeDumper):
    """Quotes only what our reader would not read as text."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}

    def ignore_aliases(self, data: Any) -> bool:
        return True


for tag, pattern, first in RESOLVERS:
    _Dumper.add_implicit_resolver(tag, re.compile(pattern), list(first))


def row_lines(values: Mapping[str, Any], *, column: int) -> list[str]:
    """A whole row, its keys beginning in that column and its dash before them."""
    keys = [key for key in KEY_ORDER if key in values]
    lines = [line for key in keys for line in entry_lines(key, values[key], column=column)]
    dash = " " * (column - INDENT_COLUMNS) + "- "
    return [dash + lines[0][column:], *lines[1:]]


def entry_lines(key: str, value: Any, *, column: int) -> list[str]:
    """One key with its value, in one line where it fits."""
    margin = " " * column
    line = f"{margin}{key}: {in_one_line(value)}"
    if len(line) <= MAX_COLUMNS or not _can_break(value):
        return [line]
    if isinstance(value, str):
        inside = margin + " " * INDENT_COLUMNS
        return [
            f"{margin}{key}: >-",
            *textwrap.wrap(value, MAX_COLUMNS, initial_indent=inside, subsequent_indent=inside),
        ]
    return [f"{margin}{key}:", *_part_lines(value, column + INDENT_COLUMNS)]


def in_one_line(value: Any) -> str:
    """Any value as flow YAML."""
    text: str = yaml.dump(
        value, Dumper=_Dumper, default_flow_style=True, allow_unicode=True, width=1e9, sort_keys=False
    )
    return text.removesuffix("\n").removesuffix("\n...")


def _can_break(value: Any) -> bool:
    """Whether it can be written on several lines and is still read the same."""
    if isinstance(value, str):
        return (
            FOLDABLE.fullmatch(value) is not None
            and not value.startswith("#")
            and len(max(value.split(), key=len)) < MAX_UNFOLDED_WORD
        )
    return bool(value)


def _part_lines(value: Any, column: int) -> list[str]:
    if isinstance(value, list):
        return [line for part in value for line in _item_lines(part, column)]
    return [line for key, part in value.items() for line in entry_lines(key, part, column=column)]


def _item_lines(value: Any, column: int) -> list[str]:
    margin = " " * column
    line = f"{margin}- {in_one_line(value)}"
    if len(line) <= MAX_COLUMNS or not isinstance(value, dict):
        return [line]
    lines = _part_lines(value, column + INDENT_COLUMNS)
    return [f"{margin}- {lines[0].lstrip()}", *lines[1:]]
