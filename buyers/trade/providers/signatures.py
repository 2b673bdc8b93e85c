"""Signatures of messages after Standard Webhooks 1.0 (standardwebhooks.com): HMAC-SHA256 over id, timestamp and body."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from collections.abc import Mapping
from datetime import datetime, timedelta

from buyers.trade.providers.interface import NotGenuine

MARK = "whsec_"
AGE = timedelta(minutes=5)
"""A message is not older and not further ahead: one that somebody caught is worth nothing later."""
MAX_ID = 100


def message_id(body: bytes, headers: Mapping[str, str], *, secret: str, at: datetime) -> str:
    """The id of a message that was signed with the secret just now. Raises NotGenuine. ``headers`` have lower-case names."""
    key, moment = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    if not 0 < len(key) <= MAX_ID or not (moment.isascii() and moment.isdigit()) or len(moment) > len("9999999999"):
        raise NotGenuine("id or timestamp missing")
    if abs(at.timestamp() - int(moment)) > AGE.total_seconds():
        raise NotGenuine("too old, or from the future")
    expected = signature(body, key=key, moment=moment, secret=secret)
    given = headers.get("webhook-signature", "").split()
    if not any(hmac.compare_digest(one.encode(), expected.encode()) for one in given):
        raise NotGenuine("wrong signature")
    return key


def signature(body: bytes, *, key: str, moment: str, secret: str) -> str:
    """``v1,`` and the signature in base 64. Several may stand in one header while a secret is being replaced."""
    try:
        secret_key = base64.b64decode(secret.removeprefix(MARK), validate=True)
    except binascii.Error as error:
        raise NotGenuine("the secret is none") from error
    if not secret_key:
        raise NotGenuine("the secret is none")
    digest = hmac.new(secret_key, f"{key}.{moment}.".encode() + body, hashlib.sha256).digest()
    return f"v1,{base64.b64encode(digest).decode()}"
