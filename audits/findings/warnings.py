"""Signs that an auditor should look at on a certificate. They raise questions; people decide. Pure."""

from __future__ import annotations

import calendar
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from suppliers.models import Certificate, CertificateType

SENTENCES = {
    "no_pages": _("There is no page to look at: nothing can be approved."),
    "number_missing": _("No number is claimed."),
    "number_pattern": _("The number does not look like the usual form (%(example)s). Look it up."),
    "number_pattern_guess": _("The number differs from the form we know (%(example)s); that form is a guess of ours."),
    "dates_missing": _("The first day is not stated."),
    "no_last_day": _("No last day is stated, but such documents hold %(months)s months at most."),
    "validity_too_long": _("It claims to hold longer than such documents do (%(months)s months)."),
    "expired": _("It had ended on %(day)s already."),
    "not_yet_valid": _("It holds only from %(day)s on."),
    "issued_in_future": _("It claims to be issued on %(day)s, which is still to come."),
    "issued_after_end": _("It claims to be issued after its own last day."),
    "printed_differs": _("The printed last day is %(day)s: check the law that extends it."),
    "no_products": _("It names no product of the company."),
    "number_elsewhere": _("Another company submitted a document of this type with the same number."),
    "file_elsewhere": _("Another company uploaded exactly this file."),
}
SERIOUS = frozenset(
    {"no_pages", "number_pattern", "issued_in_future", "issued_after_end", "number_elsewhere", "file_elsewhere"}
)


@dataclass(frozen=True)
class Sign:
    """One thing to look at: a code and its particulars."""

    code: str
    params: dict[str, Any] = field(default_factory=dict)

    @property
    def sentence(self) -> str:
        shown = {k: date_format(v) if isinstance(v, date) else v for k, v in self.params.items()}
        return str(SENTENCES[self.code]) % shown

    @property
    def level(self) -> str:
        return "error" if self.code in SERIOUS else "warning"


def of_certificate(certificate: Certificate, *, on: date, pages: int, products: int) -> Iterator[Sign]:
    """Signs in the claimed fields themselves."""
    if not pages:
        yield Sign("no_pages")
    if certificate.certificate_type is not None:
        yield from _of_number(certificate.number, certificate.certificate_type)
        yield from _of_length(certificate, certificate.certificate_type)
    yield from _of_dates(certificate, on)
    if not products and certificate.certificate_type and certificate.certificate_type.kind != "licence":
        yield Sign("no_products")


def _of_number(number: str, kind: CertificateType) -> Iterator[Sign]:
    written = unicodedata.normalize("NFKC", number).strip()
    if not written:
        yield Sign("number_missing")
    elif kind.number_pattern and not re.fullmatch(kind.number_pattern, written):
        code = "number_pattern_guess" if kind.number_pattern_is_guess else "number_pattern"
        yield Sign(code, {"example": kind.number_example or kind.number_pattern})


def _of_length(certificate: Certificate, kind: CertificateType) -> Iterator[Sign]:
    months = kind.validity_months
    if not months:
        return
    if certificate.valid_until is None:
        yield Sign("no_last_day", {"months": months})
    elif certificate.valid_from and certificate.valid_until > months_later(certificate.valid_from, months):
        yield Sign("validity_too_long", {"months": months})


def _of_dates(certificate: Certificate, on: date) -> Iterator[Sign]:
    first, last, issued = certificate.valid_from, certificate.valid_until, certificate.issued_on
    if first is None:
        yield Sign("dates_missing")
    if last and last < on:
        yield Sign("expired", {"day": last})
    if first and first > on:
        yield Sign("not_yet_valid", {"day": first})
    if issued and issued > on:
        yield Sign("issued_in_future", {"day": issued})
    if issued and last and issued > last:
        yield Sign("issued_after_end")
    if certificate.printed_until and certificate.printed_until != last:
        yield Sign("printed_differs", {"day": certificate.printed_until})


def months_later(day: date, months: int) -> date:
    """The same day of the month that many months later, or the last one of a shorter month."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
