"""Primary keys in addresses, where anybody can type anything."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models.options import Options
from django.http import Http404


def key_in(opts: Options, object_id: str) -> Any:
    """The key as a value of the model's field. Raises Http404 where the text is no key."""
    assert opts.pk is not None  # noqa: S101 (every concrete model has one)
    try:
        return opts.pk.to_python(object_id)
    except ValidationError as error:
        raise Http404 from error
