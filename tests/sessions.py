"""Sessions that proved something: what allauth notes in them when a person signs in or confirms who they are."""

import time

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret


def set_up_authenticator(user) -> str:
    """Give the person a second factor; the secret that their authenticator keeps."""
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    return secret


def note_authentication(client, user, method, *, at=None):
    """Note in the session of this client that the person proved themselves by ``method``: ``password`` or ``mfa``."""
    session = client.session
    record = {"method": method, "at": time.time() if at is None else at}
    session["account_authentication_methods_user"] = str(user.pk)
    session["account_authentication_methods"] = [*session.get("account_authentication_methods", []), record]
    session.save()


def pass_second_factor(client, user, *, at=None):
    """A session of this person that passed the second factor, which is set up where there is none."""
    client.force_login(user)
    if not Authenticator.objects.filter(user=user).exists():
        set_up_authenticator(user)
    note_authentication(client, user, "mfa", at=at)
