"""How allauth asks our project about its people."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.utils import translation

from kpmarket.accounts.models import User


class AccountAdapter(DefaultAccountAdapter):
    """Letters about a person's account go out in that person's language."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        user = context.get("user")
        language = user.language if isinstance(user, User) else translation.get_language()
        with translation.override(language):
            super().send_mail(template_prefix, email, context)


class MFAAdapter(DefaultMFAAdapter):
    """With EASE_SECOND_FACTOR, signing in asks for no code even where one is set up."""

    def is_mfa_enabled(self, user, types=None) -> bool:
        return not settings.EASE_SECOND_FACTOR and super().is_mfa_enabled(user, types)
