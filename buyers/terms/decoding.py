"""Plain data back into frozen dataclasses, strictly: every key is known, none is missing that has no default, types are exact."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from buyers.terms.errors import TermsError

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_PRICE = re.compile(r"[0-9]{1,8}\.[0-9]{4}")


def decode(kind: Any, value: Any, at: str) -> Any:
    """``value`` as a ``kind``; ``at`` is its place, for the refusal.

    Knows dataclasses, tuples of one kind, mappings of texts, ``X | None``, text, whole numbers, days and prices with four
    places. Raises TermsError ``unknown-key``, ``missing-key`` or ``wrong-type`` with ``at``.
    """
    origin, inner = _shape(kind)
    if origin is dataclass:
        return _decode_fields(kind, value, at)
    if origin is tuple:
        return tuple(decode(inner, one, f"{at}[{place}]") for place, one in enumerate(_exactly(list, value, at)))
    if origin is Mapping:
        rows = _exactly(dict, value, at)
        return {_exactly(str, key, at): _exactly(str, text, f"{at}.{key}") for key, text in rows.items()}
    if origin is UnionType:
        return None if value is None else decode(inner, value, at)
    if kind is date:
        return _day(value, at)
    return _price(value, at) if kind is Decimal else _exactly(kind, value, at)


def _decode_fields(kind: Any, value: Any, at: str) -> Any:
    rows = _exactly(dict, value, at)
    hints = _hints(kind)
    for key in rows:
        if key not in hints:
            raise TermsError("unknown-key", at=_below(at, key))
    for name in _needed(kind):
        if name not in rows:
            raise TermsError("missing-key", at=_below(at, name))
    return kind(**{key: decode(hints[key], inner, _below(at, key)) for key, inner in rows.items()})


@cache
def _hints(kind: type) -> Mapping[str, Any]:
    return get_type_hints(kind)


@cache
def _needed(kind: type) -> tuple[str, ...]:
    """Fields without a default."""
    return tuple(one.name for one in fields(kind) if one.default is MISSING and one.default_factory is MISSING)


@cache
def _shape(kind: Any) -> tuple[Any, Any]:
    """What a type is built as, and what it holds; ``dataclass`` for one of these."""
    if is_dataclass(kind):
        return dataclass, None
    return get_origin(kind), next(iter(get_args(kind)), None)


def _below(at: str, key: str) -> str:
    return f"{at}.{key}" if at else key


def _exactly(kind: type, value: Any, at: str) -> Any:
    """The value, of this very type: a truth value is no number."""
    if type(value) is not kind:
        raise TermsError("wrong-type", at=at)
    return value


def _day(value: Any, at: str) -> date:
    if not (isinstance(value, str) and _DAY.fullmatch(value)):
        raise TermsError("wrong-type", at=at)
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise TermsError("wrong-type", at=at) from None


def _price(value: Any, at: str) -> Decimal:
    if not (isinstance(value, str) and _PRICE.fullmatch(value)):
        raise TermsError("wrong-type", at=at)
    return Decimal(value)
