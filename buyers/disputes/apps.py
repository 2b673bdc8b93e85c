from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DisputesConfig(AppConfig):
    name = "buyers.disputes"
    label = "disputes"
    verbose_name = _("claims, cases and screening")

    def ready(self) -> None:
        """Screening adds a section to the page of an order, and may stop payments and releases."""
        from buyers.disputes.services.screening import section, standing  # noqa: PLC0415 - models load first
        from buyers.trade.services import order_sections, payee_questions, release_stops  # noqa: PLC0415

        order_sections.subscribe(sections=section.section_of)
        payee_questions.subscribe(standing.is_stopped)
        release_stops.subscribe(standing.stopped_parts)
