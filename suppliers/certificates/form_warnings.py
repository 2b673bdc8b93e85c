"""What may be wrong with a certificate's fields, said before it is submitted. Nothing here refuses anything."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from suppliers.models import Certificate

DAYS_A_MONTH = 30.44
SLACK_DAYS = 5
LONGEST_NUMBER_TRIED = 120


def hints(certificate: Certificate, *, on: date) -> list[str]:
    """Sentences for the supplier, most of them questions."""
    return [sentence for sentences in by_field(certificate, on=on).values() for sentence in sentences]


def by_field(certificate: Certificate, *, on: date) -> dict[str, list[str]]:
    """The same, by the field that each is about."""
    if certificate.certificate_type is None:
        return {}
    return {
        "number": list(_number(certificate)),
        "valid_until": [*_length(certificate), *_ended(certificate, on)],
    }


def _number(certificate: Certificate) -> Iterator[str]:
    kind = certificate.certificate_type
    if kind and kind.number_pattern and certificate.number and not _looks_like(kind.number_pattern, certificate.number):
        if kind.number_example:
            yield _("The number looks unusual for this type. An example: %(example)s. Is it typed as printed?") % {
                "example": kind.number_example
            }
        else:
            yield _("The number looks unusual for this type. Is it typed as printed?")


def _looks_like(pattern: str, number: str) -> bool:
    """A pattern that cannot be read says nothing against a number."""
    try:
        return re.search(pattern, number[:LONGEST_NUMBER_TRIED]) is not None
    except re.error:
        return True


def _length(certificate: Certificate) -> Iterator[str]:
    kind, starts, ends = certificate.certificate_type, certificate.valid_from, certificate.valid_until
    if kind is None or not kind.validity_months or starts is None:
        return
    longest = kind.validity_months
    if ends is None:
        yield ngettext(
            "Documents of this type hold for at most %(months)d month, and yours names no last day.",
            "Documents of this type hold for at most %(months)d months, and yours names no last day.",
            longest,
        ) % {"months": longest}
    elif (ends - starts).days > longest * DAYS_A_MONTH + SLACK_DAYS:
        yield ngettext(
            "Documents of this type hold for at most %(months)d month; yours runs longer. Are both days right?",
            "Documents of this type hold for at most %(months)d months; yours runs longer. Are both days right?",
            longest,
        ) % {"months": longest}


def _ended(certificate: Certificate, on: date) -> Iterator[str]:
    if certificate.valid_until and certificate.valid_until < on and not certificate.is_frozen:
        day = date_format(certificate.valid_until, "DATE_FORMAT")
        yield _("This document ended on %(day)s. It can show what held before; it clears nothing today.") % {"day": day}
