"""Fields of public pages as HTML, kept once rendered: most of them are empty, or hold today, on most pages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.forms import BaseForm
from django.utils.safestring import SafeString
from django.utils.translation import get_language

BAR = ("q", "type", "quantity", "currency", "on")
"""What drives prices and answers: above the table."""
RANGES = ("moq", "lead_time", "price", "capacity", "site", "until", "shipped")
"""Shown on request."""
KEPT = 2000
"""Fields that a process keeps rendered; then it forgets them all and begins again."""
_kept: dict[tuple[object, ...], SafeString] = {}


def render_fields(form: BaseForm, names: Iterable[str]) -> list[SafeString]:
    """The fields with their labels, values and errors, in order."""
    return [field(form, name) for name in names]


def field(form: BaseForm, name: str) -> SafeString:
    """One field. Equal values, errors, choices and language give the same HTML in forms of one class."""
    bound = form[name]
    choices = _hashable(getattr(bound.field, "choices", ()))
    looks = (str(bound.field.widget.attrs), bound.field.required, getattr(form, "all_optional", False))
    key = (type(form), bound.auto_id, str(bound.value()), tuple(bound.errors), choices, looks, get_language())
    if key not in _kept:
        if len(_kept) >= KEPT:
            _kept.clear()
        _kept[key] = bound.as_field_group()
    return _kept[key]


def _hashable(choices: Iterable[Any]) -> tuple[object, ...]:
    """Choices as a key; what stands in groups may be a list in Django."""
    return tuple((value, _hashable(words) if isinstance(words, list) else words) for value, words in choices)
