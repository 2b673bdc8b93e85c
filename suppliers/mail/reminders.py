"""Letters that a certificate is about to end, or has ended."""

from __future__ import annotations

from datetime import date

from django.conf import settings

from kpmarket import mail
from suppliers.models import Reminder


def certificate_ends(reminder: Reminder, *, on: date) -> None:
    """Tell one person how many days are left, and where to renew."""
    certificate = reminder.certificate
    assert certificate.valid_until is not None
    days_left = (certificate.valid_until - on).days
    context = {
        "certificate": certificate,
        "days_left": days_left,
        "days_ago": -days_left,
        "link": settings.SITE_URL + certificate.get_absolute_url(),
    }
    mail.send("suppliers/certificate_ends", to=reminder.recipient, context=context)
