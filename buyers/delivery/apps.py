from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeliveryConfig(AppConfig):
    name = "buyers.delivery"
    label = "delivery"
    verbose_name = _("inspections and shipments")
