"""Reads the data files of trade: YAML with plain values, in which no key occurs twice and days stay text."""

from __future__ import annotations

from collections.abc import Hashable
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from buyers.terms.errors import TermsError

FOLDER = Path(__file__).with_name("data")
CONFIDENCES = frozenset({"high", "medium", "low", "proposal"})
"""``proposal`` is a figure that we chose, where neither law nor practice fixes one."""


class Label(NamedTuple):
    """Words for a person in the two languages of the site."""

    en: str
    zh: str

    def read_in(self, language: str) -> str:
        """In that language: Chinese for every code that begins with zh, else English."""
        return self.zh if language.lower().startswith("zh") else self.en


class _Loader(yaml.CSafeLoader):
    """Builds plain values only, keeps days as text, and refuses a mapping that names a key twice."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        mapping = super().construct_mapping(node, deep=deep)
        if len(mapping) != len(node.value):
            raise TermsError("key-twice", line=node.start_mark.line + 1)
        return mapping


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


def read_data(name: str) -> dict[str, Any]:
    """The content of one of our own data files."""
    return parse_data((FOLDER / name).read_bytes())


def parse_data(text: bytes | str) -> dict[str, Any]:
    """The content of such a file, in UTF-8. Raises TermsError ``key-twice`` or ``no-mapping``."""
    # Our own loader on the safe one: it builds plain values only.
    rows = yaml.load(text, Loader=_Loader)  # noqa: S506
    if not isinstance(rows, dict):
        raise TermsError("no-mapping")
    return rows


def label_of(row: dict[str, Any], key: str = "") -> Label:
    """``en`` and ``zh`` of a row, or those of its ``key``. Raises TermsError ``no-label``."""
    words = row.get(key, {}) if key else row
    label = Label(words.get("en", ""), words.get("zh", ""))
    if not (label.en and label.zh):
        raise TermsError("no-label", row=row.get("id", ""), key=key)
    return label


def check_source(row: dict[str, Any]) -> None:
    """Every row says where it is from and how sure that is. Raises TermsError ``no-source`` or ``unknown-confidence``."""
    if not row.get("source"):
        raise TermsError("no-source", row=row.get("id", ""))
    if row.get("confidence") not in CONFIDENCES:
        raise TermsError("unknown-confidence", row=row.get("id", ""), confidence=row.get("confidence"))
