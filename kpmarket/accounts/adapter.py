"""How allauth asks our project about its people."""

from __future__ import annotations

import logging
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal import ratelimit
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from kpmarket.accounts import factor_secrets, letters
from kpmarket.accounts.browsers import browser_name
from kpmarket.accounts.language import follow_stored_language, language_of
from kpmarket.accounts.models import User
from kpmarket.foundation.limits.sign_in import ANYWHERE
from kpmarket.foundation.monitoring.security_log import log_event
from kpmarket.foundation.text.mail_address import validate_mail_address


class AccountAdapter(DefaultAccountAdapter):
    """Letters about a person's account go out in that person's language, and look like all other letters."""

    error_messages: ClassVar = {
        **DefaultAccountAdapter.error_messages,
        "too_many_login_attempts": _("Too many failed tries. Wait five minutes, then try again."),
    }

    def clean_email(self, email: str) -> str:
        """Sign-up, change of address and password reset refuse an address that mail cannot be written to."""
        cleaned: str = super().clean_email(email)
        validate_mail_address(cleaned)
        return cleaned

    def login(self, request: HttpRequest, user: User) -> None:
        """The greeting is in the language of the pages that follow."""
        super().login(request, user)
        log_event("signed_in", account=user.pk)
        follow_stored_language(request, user)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Refuse a password that comes after too many wrong ones: few from one address, more from everywhere."""
        try:
            super().pre_authenticate(request, **credentials)
            account = super()._get_login_attempts_cache_key(request, **credentials)
            everywhere = ratelimit.consume(request, app="allauth.account", action=ANYWHERE, key=account)
            if not everywhere:
                raise self.validation_error("too_many_login_attempts")
        except ValidationError:
            log_event("sign_in_locked", level=logging.WARNING)
            raise
        self._login_failed_rl_usage.usage += everywhere.usage

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """The account together with the address that asks: who tries wrong passwords locks out nobody else."""
        account: str = super()._get_login_attempts_cache_key(request, **credentials)
        return f"{account}:{ratelimit.get_ip(request)}"

    def _delete_login_attempts_cached_email(self, request: HttpRequest, **credentials: Any) -> None:
        """Whoever reset the password may sign in at once."""
        super()._delete_login_attempts_cached_email(request, **credentials)
        account = super()._get_login_attempts_cache_key(request, **credentials)
        ratelimit.clear(request, app="allauth.account", action=ANYWHERE, key=account)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        log_event("password_refused", level=logging.WARNING)

    def reauthenticate(self, user: User, password: str) -> bool:
        is_confirmed: bool = super().reauthenticate(user, password)
        if is_confirmed:
            log_event("identity_confirmed", account=user.pk, subject="password")
        return is_confirmed

    def get_reauthentication_methods(self, user: User | AnonymousUser) -> list[dict[str, Any]]:
        """Ways to confirm who one is, the first being the usual one: the password only where there is no second factor."""
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        return [method for method in methods if method["id"] != "reauthenticate"] or methods

    def send_notification_mail(
        self, template_prefix: str, user: User, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        with translation.override(user.language):
            browser = browser_name(self.get_http_user_agent(self.request))
            facts = {"user": user, "user_agent": browser, **(context or {})}
            super().send_notification_mail(template_prefix, user, facts, email)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        with translation.override(language_of(context.get("user"), email)):
            super().send_mail(template_prefix, email, {"site_url": settings.SITE_URL, **context})

    def render_mail(
        self, template_prefix: str, email: str, context: dict[str, Any], headers: dict[str, str] | None = None
    ) -> EmailMultiAlternatives:
        letter = super().render_mail(template_prefix, email, context, headers)
        subject = letter.subject.removeprefix(settings.ACCOUNT_EMAIL_SUBJECT_PREFIX)
        facts = letters.as_html(letter.body, context) | {"subject": subject, "site_url": settings.SITE_URL}
        letter.attach_alternative(render_to_string("mail/accounts/letter.html", facts), "text/html")
        return letter


class MFAAdapter(DefaultMFAAdapter):
    """Secrets are encrypted. With EASE_SECOND_FACTOR, signing in asks for no code even where one is set up."""

    def is_mfa_enabled(self, user, types=None) -> bool:
        return not settings.EASE_SECOND_FACTOR and super().is_mfa_enabled(user, types)

    def encrypt(self, text: str) -> str:
        return factor_secrets.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        return factor_secrets.decrypt(encrypted_text)
