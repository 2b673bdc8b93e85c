"""Letters about the people of a company."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from kpmarket.accounts.models import User
from kpmarket.foundation import mail
from kpmarket.foundation.outbox.models import Letter
from suppliers.models import Invitation


def invitation_letter(invitation: Invitation) -> Letter:
    """Somebody asks you to act for the company: in your language where we know you."""
    known = User.objects.filter(email__iexact=invitation.email).first()
    context = {
        "invitation": invitation,
        "action_url": settings.SITE_URL + invitation.get_absolute_url(),
        "action_label": _("See the invitation"),
        "reason": _("You get this letter because somebody entered your address. If you do not know them, ignore it."),
    }
    return mail.compose("suppliers/invitation", known or invitation.email, context, key=f"invitation-{invitation.pk}")
