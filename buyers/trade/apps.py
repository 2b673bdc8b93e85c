from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TradeConfig(AppConfig):
    name = "buyers.trade"
    label = "trade"
    verbose_name = _("orders and payments")

    def ready(self) -> None:
        """The desk asks which orders rest on what a revocation or a new law would change; the sweep of orphans, which
        files are ours."""
        from audits.clearances import dependants  # noqa: PLC0415 - models load first
        from buyers.trade.services.dependants import count_dependants  # noqa: PLC0415
        from buyers.trade.services.evidence_files import stored_names  # noqa: PLC0415
        from suppliers import orphans  # noqa: PLC0415

        dependants.subscribe(count_dependants)
        orphans.subscribe(stored_names)
