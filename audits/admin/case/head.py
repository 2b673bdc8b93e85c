"""What stands at the head of a certificate's case: which market asks for it, and from when until when it is to count."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from audits.law.current import current_rulebook
from kpmarket.foundation.text.languages import in_reader_language
from suppliers.models import Certificate

SHOWN_IN_COLUMNS = frozenset({"standard", "class"})
"""Facts that a certificate states and that the comparison shows already."""


@dataclass(frozen=True)
class CertificateHead:
    """Market and days in words; ``market`` is empty for a document that many markets ask for."""

    market: str
    days: str


def head_of(certificate: Certificate) -> CertificateHead:
    """The market and the days of a certificate."""
    kind = certificate.certificate_type
    market = current_rulebook().markets.get(kind.market) if kind else None
    return CertificateHead(
        in_reader_language(en=market.name, zh=market.name_zh) if market else "",
        _("%(first)s – %(last)s")
        % {
            "first": date_format(certificate.valid_from) if certificate.valid_from else _("no first day"),
            "last": date_format(certificate.valid_until) if certificate.valid_until else _("no end"),
        },
    )
