"""What second factors keep secret, encrypted with ``MFA_KEYS``: a copy of the database alone lets nobody make codes.

The first key encrypts, all of them decrypt, so a key is replaced without anybody setting up a factor again: put the new
key first, run ``encrypt_factors``, take the old one away.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

SINGLE_VALUES = ("secret", "seed")
"""Of an authenticator app, and of the recovery codes. Passkeys have none: we hold their public keys."""
LIST_OF_CODES = "migrated_codes"
TOKEN_BEGINS = "gAAAA"  # noqa: S105 - version and moment of every Fernet token; no secret begins so
Data = dict[str, Any]


class NoKeyFits(Exception):
    """None of MFA_KEYS decrypts this secret."""


def encrypt(secret: str) -> str:
    """The secret as a Fernet token."""
    return _cipher(tuple(settings.MFA_KEYS)).encrypt(secret.encode()).decode()


def decrypt(token: str) -> str:
    """The secret in a token. Raises NoKeyFits, also for text that was never encrypted: nothing is taken as it stands."""
    try:
        return _cipher(tuple(settings.MFA_KEYS)).decrypt(token).decode()
    except InvalidToken as error:
        raise NoKeyFits("A second factor was encrypted with a key that MFA_KEYS does not name.") from error


def encrypted_with_first_key(data: Data) -> Data:
    """An authenticator's data with every secret encrypted with the first key, whether it was encrypted before or not."""
    return with_each_secret(data, lambda stored: encrypt(decrypt(stored) if is_encrypted(stored) else stored))


def with_each_secret(data: Data, change: Callable[[str], str]) -> Data:
    """The data with each of its secrets changed so."""
    changed = {name: change(value) for name, value in data.items() if name in SINGLE_VALUES}
    codes = data.get(LIST_OF_CODES)
    return data | changed | ({} if codes is None else {LIST_OF_CODES: [change(code) for code in codes]})


def is_encrypted(stored: str) -> bool:
    """Whether it is a token; secrets of apps are Base32 in capitals, seeds are hexadecimal, codes are digits."""
    return stored.startswith(TOKEN_BEGINS)


@lru_cache(maxsize=8)
def _cipher(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys])
