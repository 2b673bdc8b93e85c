"""Letters about certificates that a supplier has handed in."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext_lazy

from kpmarket.accounts.models import User
from kpmarket.foundation import mail
from suppliers.models import Certificate


def submission_receipt(pk: int, to: User) -> None:
    """Say that a certificate has arrived, and what happens next."""
    certificate = Certificate.objects.select_related("certificate_type", "supplier").get(pk=pk)
    context = {
        "certificate": certificate,
        "action_url": settings.SITE_URL + certificate.get_absolute_url(),
        "action_label": gettext_lazy("See the certificate"),
    }
    mail.send("suppliers/certificate_submitted", to=to, context=context)
