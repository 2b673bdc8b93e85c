from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "kpmarket.accounts"
    label = "accounts"
    verbose_name = _("people")

    def ready(self) -> None:
        """Setting up or removing a second factor, which are pages of allauth, ends a person's other sessions."""
        from allauth.mfa import signals  # noqa: PLC0415 - models load first

        from kpmarket.accounts import second_factor  # noqa: PLC0415

        signals.authenticator_added.connect(second_factor.accept_new_factor)
        signals.authenticator_removed.connect(second_factor.end_sessions_after_removal)
        signals.authentication_failed.connect(second_factor.log_refused_factor)
        signals.authenticator_used.connect(second_factor.log_confirmation)
