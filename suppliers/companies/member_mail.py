"""Letters about the people of a company."""

from __future__ import annotations

from kpmarket.accounts import member_letters
from kpmarket.foundation.outbox.models import Letter
from suppliers.models import Invitation


def invitation_letter(invitation: Invitation) -> Letter:
    """Somebody asks you to act for a company."""
    return member_letters.invitation_letter(
        "suppliers/invitation", invitation, url=invitation.get_absolute_url(), key=f"invitation-{invitation.pk}"
    )
