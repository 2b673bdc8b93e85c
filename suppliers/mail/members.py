"""Letters about the people of a company."""

from kpmarket import mail
from kpmarket.accounts.models import User
from suppliers.models import Invitation


def send_invitation(invitation_pk: int) -> None:
    """Somebody asks you to act for the company: in your language where we know you."""
    invitation = Invitation.objects.select_related("supplier", "invited_by").get(pk=invitation_pk)
    known = User.objects.filter(email__iexact=invitation.email).first()
    mail.send("suppliers/invitation", known or invitation.email, {"invitation": invitation})
