"""Changing one row in the text of a market file: every other byte stays, comments and order included."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from audits.law.row_formatting import KEY_ORDER, entry_lines, row_lines
from audits.law.yaml_reading import RulebookError, nodes_of, read_yaml

DASH_COLUMN = 4
"""Column of a row's dash where the file has no row yet to take it from."""

Values = Mapping[str, Any]


class CannotEditByForm(Exception):
    """The text is laid out in a way that a form cannot change; it can be edited as YAML."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One key of a row: the lines from its name to the end of its value."""

    key: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Row:
    """Where one row stands. Lines count from 0, ends are exclusive; ``section`` is its product type, or ``shared``."""

    id: str
    section: str
    start: int
    end: int
    column: int
    is_block: bool
    entries: tuple[Entry, ...]


def rows_in(text: str) -> tuple[Row, ...]:
    """Every row of a market file, in the order of the text."""
    lines = text.splitlines()
    return tuple(_locate_row(section, node, lines) for section, node in _row_nodes(nodes_of(text)))


def row_in(text: str, id_: str) -> Row | None:
    """The row with that id."""
    return next((row for row in rows_in(text) if row.id == id_), None)


def values_in(text: str, id_: str) -> dict[str, Any] | None:
    """What the row with that id says."""
    document = read_yaml(text, "")
    sections = [*document.get("requirements", {}).values(), document.get("shared", [])]
    return next((dict(row) for rows in sections for row in rows if row["id"] == id_), None)


def change_row(text: str, id_: str, values: Values) -> str:
    """The text with that row saying ``values``. Keys that say what they said keep their lines."""
    row, before = row_in(text, id_), values_in(text, id_)
    if row is None or before is None:
        raise CannotEditByForm(id_)
    lines = text.splitlines(keepends=True)
    if row.is_block:
        changed = _with_entries(lines, row, before, values, _line_end(text))
    else:
        changed = [*lines[: row.start], *_with_line_ends(_format_row(row, values), _line_end(text)), *lines[row.end :]]
    return _verify("".join(changed), text, {**values, "id": id_}, row.section)


def add_row(text: str, section: str, values: Values) -> str:
    """The text with a new row, the last one of its product type."""
    lines = _with_last_line_end(text.splitlines(keepends=True), _line_end(text))
    rows = rows_in(text)
    same_section = [row for row in rows if row.section == section]
    column = rows[-1].column if rows else DASH_COLUMN + 2
    new = row_lines(values, column=column)
    if same_section:
        place = same_section[-1].end
    else:
        place, heading = _new_section(text, lines, section)
        new = [*heading, *new]
    changed = [*lines[:place], *_with_line_ends(new, _line_end(text)), *lines[place:]]
    return _verify("".join(changed), text, values, section)


def _with_entries(lines: list[str], row: Row, before: Values, values: Values, line_end: str) -> list[str]:
    """The lines with the changed keys replaced, from the bottom up, so that line numbers above stay right."""
    changed = list(lines)
    known = {entry.key: entry for entry in row.entries}
    for entry in reversed(row.entries):
        if entry.key not in values:
            del changed[entry.start : entry.end]
        elif values[entry.key] != before[entry.key]:
            new = entry_lines(entry.key, values[entry.key], column=row.column)
            changed[entry.start : entry.end] = _with_line_ends(new, line_end)
    for key in (key for key in KEY_ORDER if key in values and key not in known):
        text = "".join(changed)
        row_now = row_in(text, row.id)
        if row_now is None:
            raise CannotEditByForm(row.id)
        earlier = [entry.end for entry in row_now.entries if KEY_ORDER.index(entry.key) < KEY_ORDER.index(key)]
        place = max(earlier)
        changed = _with_last_line_end(changed, line_end)
        changed[place:place] = _with_line_ends(entry_lines(key, values[key], column=row.column), line_end)
    return changed


def _format_row(row: Row, values: Values) -> list[str]:
    return row_lines({**values, "id": row.id}, column=row.column)


def _verify(text: str, before: str, values: Values, section: str) -> str:
    """Return the text if it reads exactly as intended; else raise CannotEditByForm: we cannot change such a layout."""
    intended = read_yaml(before, "")
    rows = intended.setdefault("shared", []) if section == "shared" else _section_rows(intended, section)
    places = [place for place, row in enumerate(rows) if row["id"] == values["id"]]
    if places:
        rows[places[0]] = dict(values)
    else:
        rows.append(dict(values))
    try:
        actual = read_yaml(text, "")
    except RulebookError:
        raise CannotEditByForm(values["id"]) from None
    if actual != intended:
        raise CannotEditByForm(values["id"])
    return text


def _section_rows(document: dict[str, Any], section: str) -> list[Any]:
    rows: list[Any] = document.setdefault("requirements", {}).setdefault(section, [])
    return rows


def _new_section(text: str, lines: list[str], section: str) -> tuple[int, list[str]]:
    """The line at which a product type that the file does not have yet is inserted, and its heading."""
    requirements = _child(nodes_of(text), "requirements")
    if section == "shared":
        return len(lines), ["", "shared:"]
    if requirements is None:
        return len(lines), ["", "requirements:", f"  {section}:"]
    return _end_line(requirements, [line.rstrip("\r\n") for line in lines]), ["", f"  {section}:"]


def _row_nodes(root: yaml.Node | None) -> Iterator[tuple[str, yaml.MappingNode]]:
    requirements = _child(root, "requirements")
    sections = requirements.value if isinstance(requirements, yaml.MappingNode) else []
    for key, rows in [*sections, (yaml.ScalarNode("", "shared"), _child(root, "shared"))]:
        for node in rows.value if isinstance(rows, yaml.SequenceNode) else []:
            if isinstance(node, yaml.MappingNode):
                yield key.value, node


def _child(node: yaml.Node | None, name: str) -> yaml.Node | None:
    pairs = node.value if isinstance(node, yaml.MappingNode) else []
    return next((value for key, value in pairs if key.value == name), None)


def _locate_row(section: str, node: yaml.MappingNode, lines: list[str]) -> Row:
    is_block = not node.flow_style
    entries = [Entry(key.value, key.start_mark.line, _value_end(key, value, lines)) for key, value in node.value]
    id_ = next(value.value for key, value in node.value if key.value == "id")
    start = node.start_mark.line
    column = node.value[0][0].start_mark.column if is_block else node.start_mark.column
    end = entries[-1].end if is_block else _end_line(node, lines)
    return Row(id_, section, start, end, column, is_block, tuple(entries))


def _value_end(key: yaml.Node, value: yaml.Node, lines: list[str]) -> int:
    """The line after the value; of an alias, whose value stands elsewhere, the line after its name."""
    if value.start_mark.line < key.start_mark.line:
        return int(key.start_mark.line) + 1
    return _end_line(value, lines)


def _end_line(node: yaml.Node, lines: list[str]) -> int:
    """The line after the node. A block ends where the next thing begins: blank lines and comments are not its own."""
    end = int(node.end_mark.line)
    is_block_text = isinstance(node, yaml.ScalarNode) and node.style in ("|", ">")
    is_block = isinstance(node, yaml.CollectionNode) and not node.flow_style
    if not is_block_text and not is_block:
        return end + 1
    if node.end_mark.column and end == len(lines) - 1 and is_block_text:
        end += 1
    while end > node.start_mark.line + 1 and _is_blank_or_comment(lines[end - 1], is_text=is_block_text):
        end -= 1
    return end


def _is_blank_or_comment(line: str, *, is_text: bool) -> bool:
    stripped = line.strip()
    return not stripped or (stripped.startswith("#") and not is_text)


def _line_end(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _with_line_ends(lines: list[str], line_end: str) -> list[str]:
    return [f"{line}{line_end}" for line in lines]


def _with_last_line_end(lines: list[str], line_end: str) -> list[str]:
    """The last line of a file may lack its end; something is to come after it."""
    if lines and not lines[-1].endswith(("\n", "\r")):
        return [*lines[:-1], lines[-1] + line_end]
    return lines
