"""A row in the rulebook's own hand: which key on which line, what stands in one line, and where long ones break."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Mapping
from typing import Any

import yaml

from audits.law.yaml_reading import RESOLVERS

ORDER = (
    "id",
    "route",
    "product_types",
    "class",
    "class_basis",
    "condition",
    "from",
    "until",
    "combine",
    "outcome",
    "asks",
    "confidence",
    "legal_basis",
    "sources",
    "notes",
    "corrected",
)
"""How the keys of a row follow each other."""
WIDTH = 120
INDENT = 2
FOLDS = re.compile(r"\S+(?: \S+)+")
"""Words with single spaces: what a folded text gives back as it was."""


class _Dumper(yaml.SafeDumper):
    """Quotes what our reader would not take for text, and nothing else."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}

    def ignore_aliases(self, data: Any) -> bool:
        return True


for tag, pattern, first in RESOLVERS:
    _Dumper.add_implicit_resolver(tag, re.compile(pattern), list(first))


def row_lines(values: Mapping[str, Any], *, column: int) -> list[str]:
    """A whole row, its keys beginning in that column and its dash before them."""
    keys = [key for key in ORDER if key in values]
    lines = [line for key in keys for line in entry_lines(key, values[key], column=column)]
    dash = " " * (column - INDENT) + "- "
    return [dash + lines[0][column:], *lines[1:]]


def entry_lines(key: str, value: Any, *, column: int) -> list[str]:
    """One key with its value, in one line where it fits."""
    margin = " " * column
    line = f"{margin}{key}: {in_one_line(value)}"
    if len(line) <= WIDTH or not _breaks(value):
        return [line]
    if isinstance(value, str):
        inside = margin + " " * INDENT
        return [f"{margin}{key}: >-", *textwrap.wrap(value, WIDTH, initial_indent=inside, subsequent_indent=inside)]
    return [f"{margin}{key}:", *_parts(value, column + INDENT)]


def in_one_line(value: Any) -> str:
    """Any value as flow YAML."""
    text: str = yaml.dump(
        value, Dumper=_Dumper, default_flow_style=True, allow_unicode=True, width=1e9, sort_keys=False
    )
    return text.removesuffix("\n").removesuffix("\n...")


def _breaks(value: Any) -> bool:
    """Whether it can be written on several lines and still says the same."""
    if isinstance(value, str):
        return (
            FOLDS.fullmatch(value) is not None and not value.startswith("#") and len(max(value.split(), key=len)) < 60
        )
    return bool(value)


def _parts(value: Any, column: int) -> list[str]:
    if isinstance(value, list):
        return [line for part in value for line in _item(part, column)]
    return [line for key, part in value.items() for line in entry_lines(key, part, column=column)]


def _item(value: Any, column: int) -> list[str]:
    margin = " " * column
    line = f"{margin}- {in_one_line(value)}"
    if len(line) <= WIDTH or not isinstance(value, dict):
        return [line]
    lines = _parts(value, column + INDENT)
    return [f"{margin}- {lines[0].lstrip()}", *lines[1:]]
