from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AuditsConfig(AppConfig):
    name = "audits"
    verbose_name = _("judgement")

    def ready(self) -> None:
        """What changes of products upstream is carried to their clearances in the same transaction."""
        from audits.services.clearances import carry_listing  # noqa: PLC0415 - models load first
        from audits.services.reviews import judge_anew  # noqa: PLC0415
        from suppliers import news  # noqa: PLC0415

        news.subscribe(carry_listing)
        news.subscribe_to_facts(judge_anew)
