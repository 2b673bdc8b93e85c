"""Acts that a person starts from a page: one flash message says that it was done, or why it was refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.utils.functional import Promise

Words = str | Promise
Refusals = Mapping[type[Exception], Words | Callable[[Any], Words]]
"""Exceptions that a service raises to refuse an act, each with its sentence, or with what makes one from the exception."""


def perform(request: HttpRequest, act: Callable[[], object], success: Words, refusals: Refusals) -> bool:
    """Run ``act`` and flash ``success``, or the sentence of the refusal that it raised. True when it was done.

    A subclass of a listed exception uses the sentence of its nearest listed ancestor. Any other exception passes through.
    """
    try:
        act()
    except tuple(refusals) as refusal:
        messages.error(request, str(sentence_of(refusal, refusals)))
        return False
    messages.success(request, str(success))
    return True


def sentence_of(refusal: Exception, refusals: Refusals) -> str:
    """The sentence for this refusal, which must be in the table."""
    words = next(refusals[kind] for kind in type(refusal).__mro__ if kind in refusals)
    return str(words if isinstance(words, Words) else words(refusal))
