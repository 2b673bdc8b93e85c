"""Frozen dataclasses as plain JSON values and back. Every value is checked: a hostile document may have written it."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from enum import StrEnum
from typing import Any, ClassVar, Self, TypeVar, get_args, get_origin

from cattrs import Converter
from cattrs.gen import AttributeOverride, make_dict_structure_fn, make_dict_unstructure_fn, override

T = TypeVar("T")
NOT_TEXT = frozenset({"Cc", "Cs"})
"""Unicode categories that no database stores and no page shows: control characters and lone surrogates."""

KEY = "json_key"
"""Metadata of a dataclass field whose key in stored JSON is not its name."""


class Unfit(ValueError):
    """The content does not have the expected shape."""


class Versioned:
    """Mixin for dataclasses that are stored as JSON, with a field `version` that rises when the shape changes."""

    CURRENT_VERSION: ClassVar[int]
    version: int

    def as_json(self) -> dict[str, object]:
        """Plain values for a JSON column."""
        packed: dict[str, object] = pack(self)
        return packed

    @classmethod
    def from_json(cls, content: object) -> Self:
        """The stored value; raises `Unfit` for another shape or version."""
        value = unpack(cls, content)
        if value.version != cls.CURRENT_VERSION:
            raise Unfit(f"{cls.__name__} of version {value.version}, not {cls.CURRENT_VERSION}")
        return value


def pack(value: Any) -> Any:
    """Dictionaries, lists and plain values. Fields at their default are written too: the shape is always complete."""
    return CONVERTER.unstructure(value)


def unpack(kind: type[T], content: object) -> T:
    """The dataclass of this kind, or `Unfit`.

    A missing field takes its default and an unknown key is ignored, so that content of other releases stays readable.
    """
    try:
        return CONVERTER.structure(content, kind)
    except (TypeError, ValueError, KeyError, OverflowError) as error:
        raise Unfit(f"{kind.__name__}: {error}") from error


def clean(text: str) -> str:
    """The text without control characters and lone surrogates; line breaks and tabs stay."""
    if text.isprintable():
        return text
    return "".join(char for char in text if char in "\n\t" or unicodedata.category(char) not in NOT_TEXT)


def _exactly(kind: type[T], content: object) -> T:
    """The content if it is of this very type: `True` is no number, "abc" no list."""
    if type(content) is not kind:
        raise Unfit(f"{type(content).__name__} in place of {kind.__name__}")
    return content


def _read_float(content: object, _kind: object) -> float:
    number = float(content) if type(content) is int else _exactly(float, content)
    if not math.isfinite(number):
        raise Unfit("not a finite number")
    return number


def _tuple_reader(kind: Any) -> Callable[[Any, Any], tuple[Any, ...]]:
    (each, _dots) = get_args(kind)
    return lambda content, _kind: tuple([CONVERTER.structure(item, each) for item in _exactly(list, content)])


def _mapping_reader(kind: Any) -> Callable[[Any, Any], dict[str, Any]]:
    each = get_args(kind)[1]

    def read(content: Any, _kind: Any) -> dict[str, Any]:
        pairs = _exactly(dict, content).items()
        return {clean(_exactly(str, name)): CONVERTER.structure(item, each) for name, item in pairs}

    return read


def _dataclass_reader(kind: Any) -> Callable[[Any, Any], Any]:
    read = make_dict_structure_fn(kind, CONVERTER, **_renamed_keys(kind))  # type: ignore[arg-type]
    return lambda content, _kind: read(_exactly(dict, content), kind)


def _dataclass_writer(kind: Any) -> Callable[[Any], dict[str, Any]]:
    return make_dict_unstructure_fn(kind, CONVERTER, **_renamed_keys(kind))  # type: ignore[arg-type]


def _renamed_keys(kind: Any) -> dict[str, AttributeOverride]:
    return {field.name: override(rename=field.metadata[KEY]) for field in fields(kind) if KEY in field.metadata}


def _origin(kind: Any) -> Any:
    """The class that a generic alias is made from."""
    return get_origin(kind)


def _converter() -> Converter:
    """Strict in every type, unlike the defaults of cattrs, which convert 5 to "5" and "abc" to a list."""
    converter = Converter(detailed_validation=False, unstruct_collection_overrides={tuple: list})
    converter.register_structure_hook(str, lambda content, _kind: clean(_exactly(str, content)))
    converter.register_structure_hook(int, lambda content, _kind: _exactly(int, content))
    converter.register_structure_hook(bool, lambda content, _kind: _exactly(bool, content))
    converter.register_structure_hook(float, _read_float)
    converter.register_structure_hook(StrEnum, lambda content, kind: kind(_exactly(str, content)))
    converter.register_structure_hook_factory(lambda kind: _origin(kind) is tuple, _tuple_reader)
    converter.register_structure_hook_factory(lambda kind: _origin(kind) is Mapping, _mapping_reader)
    converter.register_structure_hook_factory(is_dataclass, _dataclass_reader)
    converter.register_unstructure_hook_factory(is_dataclass, _dataclass_writer)
    converter.register_unstructure_hook(StrEnum, str)
    return converter


CONVERTER = _converter()
