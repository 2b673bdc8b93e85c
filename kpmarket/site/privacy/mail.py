"""Letters about a person's data. One function per letter."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kpmarket.accounts.models import ErasureRequest
from kpmarket.foundation import mail
from kpmarket.foundation.outbox.models import Letter


def erasure_asked(request: ErasureRequest) -> Letter:
    """Until when the request can be undone, and how."""
    context = {
        "request": request,
        "action_url": settings.SITE_URL + reverse("rights:erasure"),
        "action_label": _("Keep my account"),
        "reason": _("You get this letter because your data is to be erased. If it was not you, sign in and undo it."),
    }
    return mail.compose("privacy/erasure_asked", request.person, context, key=f"erasure-asked-{request.pk}")


def erasure_done(request: ErasureRequest) -> Letter:
    """The last letter to this address."""
    context = {"days": settings.RETENTION_DAYS["sent_letters"]}
    return mail.compose("privacy/erasure_done", request.person, context, key=f"erasure-done-{request.pk}")
