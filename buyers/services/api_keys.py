"""Keys of the API: made once, looked up at each request, revoked."""

from __future__ import annotations

import hashlib
import secrets
from datetime import date, datetime

from django.db import transaction

from buyers.models import ApiKey, Buyer
from kpmarket.accounts.models import User
from kpmarket.foundation.monitoring.security_log import log_event

MARK = "kpm_"
"""How every key begins, so that scanners of source code find one that was committed."""
SECRET_BYTES = 32
SHOWN = 8
"""First characters, mark included, that we hold so that people can tell their keys apart."""


class TooManyKeys(Exception):
    """The organisation has as many active keys as it may have."""


@transaction.atomic
def make_key(buyer: Buyer, name: str, *, by: User, at: datetime) -> tuple[ApiKey, str]:
    """A new key with its text, which nobody can show again. Raises TooManyKeys."""
    Buyer.objects.select_for_update().get(pk=buyer.pk)
    if buyer.api_keys.active().count() >= ApiKey.MOST:
        raise TooManyKeys
    text = MARK + secrets.token_urlsafe(SECRET_BYTES)
    key = ApiKey.objects.create(
        buyer=buyer, name=name, begins=text[:SHOWN], digest=digest_of(text), made_by=by, made_at=at
    )
    log_event("api_key_made", account=by.pk, subject=f"key:{key.pk}")
    return key, text


def revoke(key: ApiKey, *, by: User, at: datetime) -> None:
    """The key opens nothing from the next request on; revoking it again changes nothing."""
    if ApiKey.objects.active().filter(pk=key.pk).update(revoked_at=at):
        log_event("api_key_revoked", account=by.pk, subject=f"key:{key.pk}")


def key_of(text: str, *, on: date) -> ApiKey | None:
    """The active key with that text, marked as used on that day; None for any other text."""
    if not text.startswith(MARK):
        return None
    key = ApiKey.objects.active().filter(digest=digest_of(text)).first()
    if key and key.last_used_on != on:
        ApiKey.objects.filter(pk=key.pk).update(last_used_on=on)
    return key


def digest_of(text: str) -> str:
    """SHA-256 in hexadecimal. A key has 256 random bits, so it needs no slow hash."""
    return hashlib.sha256(text.encode()).hexdigest()
