"""A system check of what the signed heads of the log need, so that a mistyped key is found at the start and not at night."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator, Sequence
from typing import Any

from django.conf import settings
from django.core.checks import Error, Tags, register
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

SEED_BYTES = 32


@register(Tags.security)
def log_heads_can_be_signed(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[Error]:
    """One error for each setting that is not what it should be. Neither has to be set."""
    return [Error(text, id=f"audits.{code}") for code, text in _faults()]


def _faults() -> Iterator[tuple[str, str]]:
    if settings.LOG_SIGNING_KEY and not is_seed(settings.LOG_SIGNING_KEY):
        yield "E001", "LOG_SIGNING_KEY is not an Ed25519 seed: 32 bytes in Base64."
    for address in settings.LOG_HEAD_ADDRESSES:
        try:
            validate_email(address)
        except ValidationError:
            yield "E002", f"LOG_HEAD_ADDRESSES: {address!r} is no e-mail address."


def is_seed(text: str) -> bool:
    """Whether it is 32 bytes in Base64, which Ed25519 takes as a private key whatever they are."""
    try:
        return len(base64.b64decode(text, validate=True)) == SEED_BYTES
    except (binascii.Error, ValueError):
        return False
