from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BuyersConfig(AppConfig):
    name = "buyers"
    verbose_name = _("trade")

    def ready(self) -> None:
        """The audit desk asks who relies on what a new law would change; the sweep of orphans, which files are ours."""
        from audits.clearances import dependants  # noqa: PLC0415 - models load first
        from buyers.services.attachments import stored_names  # noqa: PLC0415
        from buyers.services.dependants import count_dependants  # noqa: PLC0415
        from suppliers import orphans  # noqa: PLC0415

        dependants.subscribe(count_dependants)
        orphans.subscribe(stored_names)
