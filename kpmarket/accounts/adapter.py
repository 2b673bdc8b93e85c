"""How allauth asks our project about its people."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings


class AccountAdapter(DefaultAccountAdapter):
    """Letters go out in the reader's language."""


class MFAAdapter(DefaultMFAAdapter):
    """With EASE_SECOND_FACTOR, signing in asks for no code even where one is set up."""

    def is_mfa_enabled(self, user, types=None) -> bool:
        return not settings.EASE_SECOND_FACTOR and super().is_mfa_enabled(user, types)
