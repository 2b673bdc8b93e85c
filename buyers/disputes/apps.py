from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DisputesConfig(AppConfig):
    name = "buyers.disputes"
    label = "disputes"
    verbose_name = _("claims, cases and screening")

    def ready(self) -> None:
        """What orders ask for: sections of their page, next steps, parts whose money waits, and payments that do."""
        from buyers.disputes.services import legal_section, on_record  # noqa: PLC0415 - models load first
        from buyers.disputes.services.cases import documents  # noqa: PLC0415
        from buyers.disputes.services.claims import claim_files, holding, sections  # noqa: PLC0415
        from buyers.disputes.services.screening import section, standing  # noqa: PLC0415
        from buyers.trade.services import order_sections, payee_questions, release_stops, withheld_goods  # noqa: PLC0415
        from suppliers import orphans  # noqa: PLC0415

        on_record.subscribe_subjects()
        order_sections.subscribe(sections=sections.section_of, steps=sections.steps_of)
        release_stops.subscribe(holding.claimed_parts, about="claims")
        withheld_goods.subscribe(holding.settled_goods, about="claims")
        orphans.subscribe(claim_files.stored_names)
        order_sections.subscribe(sections=section.section_of)
        order_sections.subscribe(sections=legal_section.section_of)
        payee_questions.subscribe(standing.is_stopped)
        release_stops.subscribe(standing.stopped_parts, about="hits")
        orphans.subscribe(documents.stored_names)
