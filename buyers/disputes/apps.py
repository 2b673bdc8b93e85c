from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DisputesConfig(AppConfig):
    name = "buyers.disputes"
    label = "disputes"
    verbose_name = _("claims, cases and screening")
