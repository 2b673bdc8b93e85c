from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "kpmarket.accounts"
    label = "accounts"
    verbose_name = _("people")

    def ready(self) -> None:
        """What people do on pages of allauth is logged, and ends their other sessions where others may hold these."""
        from allauth.account import signals as account_signals  # noqa: PLC0415 - models load first
        from allauth.mfa import signals  # noqa: PLC0415

        from kpmarket.accounts import account_changes, second_factor  # noqa: PLC0415
        from kpmarket.foundation.serving import encrypted_connections  # noqa: F401, PLC0415 - registers its check

        signals.authenticator_added.connect(second_factor.accept_new_factor)
        signals.authenticator_removed.connect(second_factor.end_sessions_after_removal)
        signals.authentication_failed.connect(second_factor.log_refused_factor)
        signals.authenticator_used.connect(second_factor.log_confirmation)
        account_signals.email_changed.connect(account_changes.after_new_address)
        account_signals.password_changed.connect(account_changes.after_new_password)
        account_signals.password_reset.connect(account_changes.after_password_reset)
