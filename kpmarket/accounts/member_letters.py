"""Letters about the people of a company or an organisation."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from kpmarket.accounts.invitations import BaseInvitation
from kpmarket.accounts.models import User
from kpmarket.foundation import mail
from kpmarket.foundation.outbox.models import Letter


def invitation_letter(template: str, invitation: BaseInvitation, *, url: str, key: str) -> Letter:
    """Somebody asks you to join: in your language where we know you."""
    known = User.objects.filter(email__iexact=invitation.email).first()
    context = {
        "invitation": invitation,
        "action_url": settings.SITE_URL + url,
        "action_label": _("See the invitation"),
        "reason": _("You get this letter because somebody entered your address. If you do not know them, ignore it."),
    }
    return mail.compose(template, known or invitation.email, context, key=key)
