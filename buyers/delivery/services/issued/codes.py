"""The address of the public check of an issued document, which stands on each of its pages and cannot be guessed."""

from __future__ import annotations

import re

from django.urls import reverse

from buyers.guides.addresses import absolute
from buyers.services.check_codes import body_of, seal

NAMED = re.compile(r"(?P<number>[a-z]{2,3}-[a-z0-9-]+)-v(?P<version>[1-9]\d{0,4})")


def check_code(number: str, version: int) -> str:
    """The code of one version: ``inv-kp-2026-000123-1-v2-k7q2m5x3a9t4h6n8``. It can be made before the row exists."""
    return seal(f"{number}-v{version}")


def check_address(number: str, version: int) -> str:
    """The whole address, for print."""
    return absolute(reverse("delivery:document-check", args=[check_code(number, version)]))


def version_of(code: str) -> tuple[str, int] | None:
    """Number and version that a code names; None for one that is not ours."""
    found = NAMED.fullmatch(body_of(code) or "")
    return (found["number"].upper(), int(found["version"])) if found else None
