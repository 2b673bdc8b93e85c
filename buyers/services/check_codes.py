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
    return _code(_body(subject), settings.CHECK_KEYS[0])


def subject_of(code: str) -> Subject | None:
    """The subject that a code names; None for one that is not ours. Older keys count too."""
    body, _dash, _mac = code.lower().rpartition("-")
    found = BODY.fullmatch(body)
    if found is None or not any(hmac.compare_digest(_code(body, key), code.lower()) for key in settings.CHECK_KEYS):
        return None
    kind, key, country = found.groups()
    return Subject(SubjectKind(kind), int(key), (country or "").upper())


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
