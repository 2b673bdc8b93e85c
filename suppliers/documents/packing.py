"""Frozen dataclasses as plain JSON and back, every value checked: what comes back may be a hostile document's doing."""

from __future__ import annotations

import math
import types
import unicodedata
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")
NOT_TEXT = frozenset({"Cc", "Cs"})
"""Categories that no database keeps and no page shows: control signs and half characters."""


class Unfit(ValueError):
    """The content does not have the shape that was promised."""


def pack(value: Any) -> Any:
    """Dictionaries, lists and plain values; fields at their default are kept, so that the shape is always whole."""
    if is_dataclass(value):
        return {field.name: pack(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(name): pack(one) for name, one in value.items()}
    if isinstance(value, tuple | list):
        return [pack(one) for one in value]
    return str(value) if isinstance(value, StrEnum) else value


def unpack(kind: type[T], content: object) -> T:
    """The value of this kind, or `Unfit`. A field that is missing takes its default: older content stays readable."""
    return cast(T, _unpack(kind, content))


def clean(text: str) -> str:
    """The text without what is no text; line breaks and tabs stay."""
    if text.isprintable():
        return text
    return "".join(sign for sign in text if sign in "\n\t" or unicodedata.category(sign) not in NOT_TEXT)


def _unpack(kind: Any, content: Any) -> Any:
    if is_dataclass(kind):
        return _dataclass(kind, content)
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is tuple:
        return tuple(_unpack(arguments[0], one) for one in _as(list, content))
    if origin is not None and issubclass(origin if isinstance(origin, type) else object, Mapping):
        return {clean(name): _unpack(arguments[1], one) for name, one in _as(dict, content).items()}
    if origin in {Union, types.UnionType}:
        return None if content is None else _unpack(next(one for one in arguments if one is not type(None)), content)
    return _plain(kind, content)


def _dataclass(kind: Any, content: Any) -> Any:
    given = _as(dict, content)
    known = _fields(kind)
    try:
        return kind(**{name: _unpack(known[name], one) for name, one in given.items() if name in known})
    except TypeError as error:
        raise Unfit(f"{kind.__name__} is not whole") from error


def _plain(kind: Any, content: Any) -> Any:
    if kind is float:
        number = float(_as((int, float), content))
        if not math.isfinite(number):
            raise Unfit("not a number")
        return number
    if issubclass(kind, StrEnum):
        try:
            return kind(content)
        except ValueError as error:
            raise Unfit(f"{kind.__name__} does not know this word") from error
    return clean(content) if kind is str and isinstance(content, str) else _as(kind, content)


def _as(kind: Any, content: Any) -> Any:
    if not isinstance(content, kind) or (isinstance(content, bool) and kind is not bool):
        raise Unfit(f"{type(content).__name__} stands where something else belongs")
    return content


@cache
def _fields(kind: Any) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {field.name: hints[field.name] for field in fields(kind)}
