from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class KpmarketConfig(AppConfig):
    name = "kpmarket"
    verbose_name = _("site")
    default_auto_field = "django.db.models.BigAutoField"
