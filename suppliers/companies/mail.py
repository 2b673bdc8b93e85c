"""Letters about a company."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kpmarket.accounts.models import User
from kpmarket.foundation import mail
from kpmarket.foundation.outbox.models import Letter
from suppliers.models import Supplier


def submission_receipt(supplier: Supplier, to: User, *, at: datetime) -> Letter:
    """We have it, and this is what happens next. Each submission has a receipt of its own."""
    context = {
        "supplier": supplier,
        "action_url": settings.SITE_URL + reverse("suppliers:desk", args=[supplier.pk]),
        "action_label": _("Open your desk"),
        "reason": _("You get this letter because you submitted the company."),
    }
    key = f"company-submitted-{supplier.pk}-{at.timestamp():.6f}"
    return mail.compose("suppliers/submission_receipt", to, context, key=key)
