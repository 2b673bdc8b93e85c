"""Letters about certificates that a supplier has handed in."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext_lazy

from kpmarket.accounts.models import User
from kpmarket.foundation import mail
from kpmarket.foundation.outbox.models import Letter
from suppliers.models import Certificate


def submission_receipt(certificate: Certificate, to: User, *, at: datetime) -> Letter:
    """Say that a certificate has arrived, and what happens next. Each submission has a receipt of its own."""
    context = {
        "certificate": certificate,
        "action_url": settings.SITE_URL + certificate.get_absolute_url(),
        "action_label": gettext_lazy("See the certificate"),
    }
    key = f"certificate-submitted-{certificate.pk}-{at.timestamp():.6f}"
    return mail.compose("suppliers/certificate_submitted", to, context, key=key)
