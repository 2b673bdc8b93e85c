"""Who may ask the API, and how often."""

from __future__ import annotations

import math
from datetime import timedelta

from django.http import HttpRequest
from django.utils import timezone
from ninja.errors import Throttled
from ninja.security import HttpBearer

from buyers.models import ApiKey
from buyers.services import api_keys
from kpmarket.foundation.limits.allowance import Allowance

ALLOWANCES = (
    Allowance("api-minute", 120, timedelta(minutes=1)),
    Allowance("api-day", 20_000, timedelta(days=1)),
)
"""Requests of one key."""


class BearerKey(HttpBearer):
    """``Authorization: Bearer kpm_…`` (RFC 6750, 2.1)."""

    def authenticate(self, request: HttpRequest, token: str) -> ApiKey | None:
        """The key; None, which is answered by 401, for any other text. Raises Throttled for a key that asked too often."""
        at = timezone.now()
        key = api_keys.key_of(token, on=timezone.localdate(at))
        if key is None:
            return None
        spent = next((one for one in ALLOWANCES if not one.take(key.pk, 1, at=at)), None)
        if spent:
            raise Throttled(wait=math.ceil(spent.again(at=at).total_seconds()))
        return key
