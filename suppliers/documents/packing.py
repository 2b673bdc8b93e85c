"""Frozen dataclasses as plain JSON and back, every value checked: what comes back may be a hostile document's doing."""

from __future__ import annotations

import math
import types
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from enum import StrEnum
from functools import cache, partial
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")
Unpacker = Callable[[Any], Any]
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
    return _unpacker(kind)(content)


@cache
def _unpacker(kind: Any) -> Unpacker:
    """How to unpack this kind, worked out once: a long document has tens of thousands of words."""
    if is_dataclass(kind):
        return _dataclass(kind)
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is tuple:
        return _tuple(_unpacker(arguments[0]))
    if origin is not None and issubclass(origin if isinstance(origin, type) else object, Mapping):
        return _mapping(_unpacker(arguments[1]))
    if origin in {Union, types.UnionType}:
        return _optional(_unpacker(next(one for one in arguments if one is not type(None))))
    return _plain(kind)


def _tuple(each: Unpacker) -> Unpacker:
    return lambda content: tuple([each(one) for one in _as(list, content)])


def _mapping(each: Unpacker) -> Unpacker:
    return lambda content: {clean(name): each(one) for name, one in _as(dict, content).items()}


def _optional(one: Unpacker) -> Unpacker:
    return lambda content: None if content is None else one(content)


def _dataclass(kind: Any) -> Unpacker:
    hints = get_type_hints(kind)
    known = {field.name: _unpacker(hints[field.name]) for field in fields(kind)}

    def unpacked(content: Any) -> Any:
        given = {name: known[name](one) for name, one in _as(dict, content).items() if name in known}
        try:
            return kind(**given)
        except TypeError as error:
            raise Unfit(f"{kind.__name__} is not whole") from error

    return unpacked


def _plain(kind: Any) -> Unpacker:
    if kind is float:
        return _number
    if kind is str:
        return lambda content: clean(_as(str, content))
    if issubclass(kind, StrEnum):
        return partial(_word, kind)
    return partial(_as, kind)


def _number(content: Any) -> float:
    number = float(_as((int, float), content))
    if not math.isfinite(number):
        raise Unfit("not a number")
    return number


def _word(kind: Any, content: Any) -> Any:
    try:
        return kind(content)
    except ValueError as error:
        raise Unfit(f"{kind.__name__} does not know this word") from error


def _as(kind: Any, content: Any) -> Any:
    if not isinstance(content, kind) or (isinstance(content, bool) and kind is not bool):
        raise Unfit(f"{type(content).__name__} stands where something else belongs")
    return content
