"""The table of settings in docs/settings.md, generated from the source of settings.py."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeGuard

HEADING = re.compile(r"# --- (?P<title>.+?) -+$")
START, END = "<!-- settings: start -->", "<!-- settings: end -->"
CHECKOUT = "BASE_DIR"
"""Shown as the current folder, since that is where commands are typed."""


class MeaningMissing(Exception):
    """A variable has no comment, so nobody can say what it means."""


@dataclass(frozen=True)
class Setting:
    """One environment variable: the section it is in, its default as one would type it, and what it means."""

    section: str
    name: str
    default: str
    meaning: str


@dataclass(frozen=True)
class Source:
    """Source code with what its syntax tree does not hold: comments by line, and the values of plain names."""

    calls: list[ast.Call]
    comments: dict[int, str]
    whole_line_comments: dict[int, str]
    values: dict[str, ast.expr]


def settings_in(text: str) -> list[Setting]:
    """The environment variables that `env.…("NAME", default=…)` calls read, in the order of the source.

    The meaning is the comment on the lines of the call or, where there is none, the comment lines directly above it.
    Raises MeaningMissing.
    """
    source = _parse(text)
    return [_setting(call, source) for call in source.calls]


def table(settings: list[Setting]) -> str:
    """The settings as Markdown, a table for each section."""
    lines: list[str] = []
    section = ""
    for setting in settings:
        if setting.section != section:
            section = setting.section
            lines += ["", f"## {section}", "", "| variable | default | meaning |", "|---|---|---|"]
        default = {"": "none", "False": "off", "True": "on"}.get(setting.default, f"`{setting.default}`")
        lines.append(f"| `{setting.name}` | {default} | {setting.meaning} |")
    return "\n".join([*lines, ""])


def with_table(document: str, generated: str) -> str:
    """The document with that table between its two marks."""
    before, _, rest = document.partition(START)
    return f"{before}{START}\n{generated}\n{END}{rest.partition(END)[2]}"


def _parse(text: str) -> Source:
    tree = ast.parse(text)
    tokens = [token for token in tokenize.generate_tokens(io.StringIO(text).readline) if token.type == tokenize.COMMENT]
    return Source(
        calls=sorted(filter(_is_env_call, ast.walk(tree)), key=lambda call: call.lineno),
        comments={token.start[0]: token.string for token in tokens},
        whole_line_comments={token.start[0]: token.string for token in tokens if token.line.lstrip().startswith("#")},
        values={
            target.id: node.value
            for node in tree.body
            if isinstance(node, ast.Assign)
            for target in node.targets
            if isinstance(target, ast.Name)
        },
    )


def _is_env_call(node: ast.AST) -> TypeGuard[ast.Call]:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "env"
    )


def _setting(call: ast.Call, source: Source) -> Setting:
    name = ast.literal_eval(call.args[0])
    meaning = " ".join(_comments_on(call, source) or reversed([*_comments_above(call, source)]))
    if not meaning:
        raise MeaningMissing(f"{name}, line {call.lineno}")
    default = next(keyword.value for keyword in call.keywords if keyword.arg == "default")
    return Setting(
        section=_section(call.lineno, source),
        name=name,
        default=_as_typed(default, source),
        meaning=meaning[0].upper() + meaning[1:].rstrip("."),
    )


def _comments_on(call: ast.Call, source: Source) -> list[str]:
    lines = range(call.lineno, (call.end_lineno or call.lineno) + 1)
    return [_text(source.comments[line]) for line in lines if line in source.comments]


def _comments_above(call: ast.Call, source: Source) -> Iterator[str]:
    """The comment lines directly above, the nearest first."""
    line = call.lineno - 1
    while (comment := source.whole_line_comments.get(line, "")) and not HEADING.match(comment):
        yield _text(comment)
        line -= 1


def _section(line: int, source: Source) -> str:
    """The title of the last heading above that line."""
    headings = [match for at, comment in source.comments.items() if at < line and (match := HEADING.match(comment))]
    return headings[-1]["title"] if headings else ""


def _text(comment: str) -> str:
    return comment.removeprefix("#").strip().replace("|", "\\|")


def _as_typed(value: ast.expr, source: Source) -> str:
    """A default as one would type it; what another variable decides is named as `$NAME`. Raises ValueError."""
    match value:
        case ast.Constant():
            return str(value.value)
        case ast.Name(id=name):
            return _name_as_typed(name, source)
        case ast.List(elts=items):
            return ",".join(_as_typed(item, source) for item in items)
        case ast.JoinedStr(values=parts):
            return "".join(_as_typed(part, source) for part in parts)
        case ast.Dict(keys=[]):
            return ""
        case ast.FormattedValue(value=inner) | ast.Call(func=ast.Name(id="str"), args=[inner]):
            return _as_typed(inner, source)
        case ast.UnaryOp(op=ast.USub(), operand=inner):
            return f"-{_as_typed(inner, source)}"
        case ast.BinOp(left=left, op=ast.Div(), right=right):
            return f"{_as_typed(left, source)}/{_as_typed(right, source)}"
        case ast.BinOp(left=left, op=ast.Mult(), right=right):
            return str(int(_as_typed(left, source)) * int(_as_typed(right, source)))
    raise ValueError(f"A default that cannot be shown, line {value.lineno}: {ast.unparse(value)}")


def _name_as_typed(name: str, source: Source) -> str:
    if name == CHECKOUT:
        return "."
    value = source.values[name]
    return f"${name}" if any(map(_is_env_call, ast.walk(value))) else _as_typed(value, source)
