"""Letters that a certificate is about to end, or has ended."""

from __future__ import annotations

from datetime import date
from typing import cast

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy

from kpmarket.accounts.models import User
from kpmarket.foundation import mail
from kpmarket.foundation.outbox.models import Letter
from suppliers.models import Certificate


class Letters:
    """The letters of one sweep. The same is written to many: it is rendered once for each language and number of days."""

    def __init__(self, *, on: date) -> None:
        self.on = on
        self._patterns: dict[tuple[str, int], mail.Pattern] = {}

    def certificate_ends(self, certificate: Certificate, to: User, rung: int) -> Letter:
        """How many days are left, and where to renew, to one person. ``rung`` tells letters on one document apart."""
        last_day = cast(date, certificate.valid_until)
        kind = to.language, (last_day - self.on).days
        if kind not in self._patterns:
            self._patterns[kind] = _render_pattern(*kind)
        with translation.override(to.language):
            facts = {
                "type": str(certificate.certificate_type),
                "number": certificate.number,
                "company": str(certificate.supplier),
                "last_day": date_format(last_day),
                "action_url": settings.SITE_URL + certificate.get_absolute_url(),
            }
        key = f"reminder-{certificate.pk}-{to.pk}-{rung}"
        return mail.fill(self._patterns[kind], to.email, facts, key=key)


def _render_pattern(language: str, days_left: int) -> mail.Pattern:
    context = {
        **{name: mail.mark(name) for name in ("type", "number", "company", "last_day", "action_url")},
        "days_left": days_left,
        "days_ago": -days_left,
        "action_label": gettext_lazy("Renew this certificate"),
        "reason": gettext_lazy("You get this letter because you look after this company's certificates."),
    }
    return mail.render_pattern("suppliers/certificate_ends", context, language=language)
