"""Letters that a certificate is about to end, or has ended."""

from __future__ import annotations

from datetime import date
from typing import cast

from django.conf import settings
from django.utils.translation import gettext_lazy

from kpmarket.foundation import mail
from suppliers.models import Reminder


def certificate_ends(reminder: Reminder, *, on: date) -> None:
    """Tell one person how many days are left, and where to renew."""
    certificate = reminder.certificate
    days_left = (cast(date, certificate.valid_until) - on).days
    context = {
        "certificate": certificate,
        "days_left": days_left,
        "days_ago": -days_left,
        "action_url": settings.SITE_URL + certificate.get_absolute_url(),
        "action_label": gettext_lazy("Renew this certificate"),
        "reason": gettext_lazy("You get this letter because you look after this company's certificates."),
    }
    mail.send("suppliers/certificate_ends", to=reminder.recipient, context=context, key=f"reminder-{reminder.pk}")
