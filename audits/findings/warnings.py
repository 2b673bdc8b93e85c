"""Warnings about the claimed fields of a certificate that no finding covers. They raise questions; people decide."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from suppliers.models import Certificate


@dataclass(frozen=True)
class CertificateWarning:
    """A sentence for auditors, and the level of its alert."""

    code: str
    sentence: str
    level: str = "warning"


def certificate_warnings(certificate: Certificate, *, page_count: int) -> Iterator[CertificateWarning]:
    """What an auditor should look at in the claimed fields. ``page_count`` is the number of page images."""
    if not page_count:
        yield CertificateWarning("no_pages", _("There is no page to look at: nothing can be approved."), "error")
    if certificate.valid_from is None:
        yield CertificateWarning("dates_missing", _("The first day is not claimed."))
    printed = certificate.printed_until
    if printed and printed != certificate.valid_until:
        words = _("The printed last day is %(day)s: check the law that extends it.") % {"day": date_format(printed)}
        yield CertificateWarning("printed_differs", words)
