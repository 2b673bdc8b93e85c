from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AuditsConfig(AppConfig):
    name = "audits"
    verbose_name = _("judgement")

    def ready(self) -> None:
        """Changes of products reach their clearances in the same transaction."""
        from audits.clearances.judging import update_catalogue_of  # noqa: PLC0415 - models load first
        from audits.desk.product_changes import record_change  # noqa: PLC0415
        from audits.desk.reviews import judge_again  # noqa: PLC0415
        from suppliers.products import offer_events  # noqa: PLC0415

        offer_events.subscribe(update_catalogue_of)
        offer_events.subscribe_to_facts(judge_again)
        offer_events.subscribe_to_changes(record_change)
