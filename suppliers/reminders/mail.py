"""Letters that a certificate is about to end, or has ended."""

from __future__ import annotations

from datetime import date
from typing import cast

from django.conf import settings
from django.utils.translation import gettext_lazy

from kpmarket.accounts.models import User
from kpmarket.foundation import mail
from kpmarket.foundation.outbox.models import Letter
from suppliers.models import Certificate


def certificate_ends(certificate: Certificate, to: User, rung: int, *, on: date) -> Letter:
    """How many days are left, and where to renew, to one person. ``rung`` tells letters about one document apart."""
    days_left = (cast(date, certificate.valid_until) - on).days
    context = {
        "certificate": certificate,
        "days_left": days_left,
        "days_ago": -days_left,
        "action_url": settings.SITE_URL + certificate.get_absolute_url(),
        "action_label": gettext_lazy("Renew this certificate"),
        "reason": gettext_lazy("You get this letter because you look after this company's certificates."),
    }
    key = f"reminder-{certificate.pk}-{to.pk}-{rung}"
    return mail.compose("suppliers/certificate_ends", to, context, key=key)
