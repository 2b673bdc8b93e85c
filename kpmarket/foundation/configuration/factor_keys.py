"""The keys with which the secrets of second factors are encrypted. Read by the settings, so without Django's own."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable

from django.core.exceptions import ImproperlyConfigured

KEY_BYTES = 32
DEVELOPMENT_KEY = base64.urlsafe_b64encode(b"insecure-key-for-development-only"[:KEY_BYTES]).decode()
"""Anybody can read it here: it is refused where others than this machine come."""
HOW_TO_MAKE_ONE = 'python -c "from cryptography.fernet import Fernet; print(Fernet.generate_key().decode())"'


def factor_keys(written: Iterable[str]) -> list[str]:
    """The keys as Fernet takes them, the one that encrypts first; the development key where none is written.

    Raises ImproperlyConfigured, without the text of the key, for one that is not 32 bytes in URL-safe Base64.
    """
    keys = [key.strip() for key in written if key.strip()]
    for place, key in enumerate(keys, start=1):
        if not _is_key(key):
            raise ImproperlyConfigured(f"MFA_KEYS: key {place} is not a Fernet key. Make one with {HOW_TO_MAKE_ONE}")
    return keys or [DEVELOPMENT_KEY]


def _is_key(text: str) -> bool:
    try:
        return len(base64.urlsafe_b64decode(text)) == KEY_BYTES
    except (binascii.Error, ValueError):
        return False
