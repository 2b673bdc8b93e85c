"""The code of a public check: names a supplier, a document, or a product in one country, and cannot be guessed.

A code is the subject in plain letters and 80 bits of a message authentication code: ``p421-es-k7q2m5x3a9t4h6n8``. Nothing is
stored, so every page can show a code, and no list of codes can leak. A code lives as long as its key: see ``CHECK_KEYS``.
"""

from __future__ import annotations

import base64
import hmac
import re
from enum import StrEnum
from hashlib import sha256
from typing import NamedTuple

from django.conf import settings
from django.urls import reverse

from buyers.guides.addresses import absolute

MAC_BYTES = 10
"""80 bits: at thirty tries in ten minutes nobody finds one."""
BODY = re.compile(r"([psd])([1-9]\d{0,18})(?:-([a-z]{2}(?:-[a-z]{3})?))?")


class SubjectKind(StrEnum):
    """What is checked."""

    PRODUCT = "p"
    SUPPLIER = "s"
    DOCUMENT = "d"


class Subject(NamedTuple):
    """What a code names: the key of a row, and for a product the country (ISO 3166)."""

    kind: SubjectKind
    key: int
    country: str = ""


def code_of(subject: Subject) -> str:
    """The code of a subject, by the newest key."""
    return seal(_body(subject))


def subject_of(code: str) -> Subject | None:
    """The subject that a code names; None for one that is not ours. Older keys count too."""
    found = BODY.fullmatch(body_of(code) or "")
    if found is None:
        return None
    kind, key, country = found.groups()
    return Subject(SubjectKind(kind), int(key), (country or "").upper())


def seal(body: str) -> str:
    """A name in plain letters with its message authentication code: ``inv-kp-2026-000123-1-v2-k7q2m5x3a9t4h6n8``."""
    return _code(body.lower(), settings.CHECK_KEYS[0])


def body_of(code: str) -> str | None:
    """The name that was sealed with one of our keys, in lower case; None for a code that is not ours."""
    body, _dash, _mac = code.lower().rpartition("-")
    is_ours = any(hmac.compare_digest(_code(body, key).encode(), code.lower().encode()) for key in settings.CHECK_KEYS)
    return body if body and is_ours else None


def check_address(subject: Subject) -> str:
    """The whole address of the check, for print and for other sites."""
    return absolute(reverse("buyers:check-answer", args=[code_of(subject)]))


def _body(subject: Subject) -> str:
    return "-".join(filter(None, [f"{subject.kind}{subject.key}", subject.country.lower()]))


def _code(body: str, key: str) -> str:
    digest = hmac.new(key.encode(), f"public check {body}".encode(), sha256).digest()
    return f"{body}-{base64.b32encode(digest[:MAC_BYTES]).decode().lower()}"


def check_of(subject: Subject) -> dict[str, str]:
    """What a page shows of the check of its subject: the address in words, the link, and the image of the QR code."""
    code = code_of(subject)
    return {
        "check_address": check_address(subject),
        "check_url": reverse("buyers:check-answer", args=[code]),
        "qr_url": reverse("buyers:check-qr", args=[code]),
    }
