from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AuditsConfig(AppConfig):
    name = "audits"
    verbose_name = _("judgement")

    def ready(self) -> None:
        """Changes of products reach their clearances in the same transaction; the sweep of orphans knows our files."""
        from audits.clearances.judging import update_catalogue_of  # noqa: PLC0415 - models load first
        from audits.desk import signing_key_check  # noqa: F401, PLC0415 - registers its check
        from audits.desk.doubt_reports import stored_names  # noqa: PLC0415
        from audits.desk.product_changes import record_change  # noqa: PLC0415
        from audits.desk.reviews import judge_again  # noqa: PLC0415
        from audits.site_audits import conducting  # noqa: PLC0415
        from suppliers import orphans  # noqa: PLC0415
        from suppliers.products import offer_events  # noqa: PLC0415

        orphans.subscribe(stored_names)
        orphans.subscribe(conducting.stored_names)
        offer_events.subscribe(update_catalogue_of)
        offer_events.subscribe_to_facts(judge_again)
        offer_events.subscribe_to_changes(record_change)
