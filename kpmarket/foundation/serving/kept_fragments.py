"""Parts of pages that thousands of pages share, kept once rendered.

Such a part is a function of the facts that it is given and of the language: it sees no request and no reader, and asks the
database nothing. So it needs no lifetime and nothing has to empty it: other facts are another fragment (decision 101).
"""

from __future__ import annotations

from collections.abc import Hashable
from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

KEPT = 2048
"""Fragments that a process keeps: some ten megabytes; the one that nobody asked for longest goes first."""

Fact = tuple[str, type, Hashable]


def kept_html(template: str, **facts: Hashable) -> SafeString:
    """The template with these facts and nothing else, as HTML. They must not change once given: texts, numbers, tuples.

    What is equal and of another type (1 and True, a text and a safe one) is another fact.
    """
    return _render(template, tuple((name, type(value), value) for name, value in facts.items()), get_language() or "")


@lru_cache(maxsize=KEPT)
def _render(template: str, facts: tuple[Fact, ...], language: str) -> SafeString:
    return render_to_string(template, {name: value for name, _kind, value in facts})
