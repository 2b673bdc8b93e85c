from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TradeConfig(AppConfig):
    name = "buyers.trade"
    label = "trade"
    verbose_name = _("orders and payments")

    def ready(self) -> None:
        """The audit desk asks who relies on what changes; the sweep of files that no row names asks for ours."""
        from audits.clearances import dependants  # noqa: PLC0415 - models load first
        from buyers.trade.services import contract_pdf, evidence_files  # noqa: PLC0415
        from buyers.trade.services.dependants import count_dependants  # noqa: PLC0415
        from suppliers import orphans  # noqa: PLC0415

        dependants.subscribe(count_dependants)
        orphans.subscribe(evidence_files.stored_names)
        orphans.subscribe(contract_pdf.stored_names)
