"""Addresses that mail can be written to."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

LOCAL_PART = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}")
"""As RFC 5322 writes it without quotes, and 64 characters at most (RFC 5321, 4.5.3.1.1)."""
MAX_CHARS = 254
"""RFC 5321, 4.5.3.1.3: a path is at most 256 characters, with its brackets."""
REFUSAL = _("Mail cannot be sent to this address. Check it, or use another one.")


def validate_mail_address(address: str) -> None:
    """Refuse an address that mail servers do not take, although it may look like one.

    Django's own validator lets through quoted local parts with control characters, letters that merely look like A to Z
    when case is ignored, and domains that cannot be encoded.
    """
    local, _at, domain = address.rpartition("@")
    try:
        validate_email(address)
        encoded = domain.encode("idna").decode("ascii")
    except (ValidationError, UnicodeError) as error:
        raise ValidationError(REFUSAL, code="unmailable") from error
    if not LOCAL_PART.fullmatch(local) or len(f"{local}@{encoded}") > MAX_CHARS:
        raise ValidationError(REFUSAL, code="unmailable")


def is_mail_address(address: str) -> bool:
    """Whether mail can be written to it."""
    try:
        validate_mail_address(address)
    except ValidationError:
        return False
    return True
