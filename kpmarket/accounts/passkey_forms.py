"""Allauth's forms for the name of a security key, with the check that every line of text passes.

They are apart from ``kpmarket.accounts.forms``, which allauth itself loads before its own forms.
"""

from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm

from kpmarket.foundation.text.fields import LineField

MAX_NAME_CHARS = 100


class AddPasskeyForm(AddWebAuthnForm):
    """Another security key; without a name it gets one from allauth."""

    name = LineField(required=False, max_length=MAX_NAME_CHARS)


class EditPasskeyForm(EditWebAuthnForm):
    """Another name for a security key."""

    name = LineField(max_length=MAX_NAME_CHARS)
