from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeliveryConfig(AppConfig):
    name = "buyers.delivery"
    label = "delivery"
    verbose_name = _("inspections and shipments")

    def ready(self) -> None:
        """The pages and facts of orders ask for what delivery knows; the sweep of files that no row names asks for ours."""
        from buyers.delivery.services import on_record  # noqa: PLC0415
        from buyers.delivery.services.acceptance import sections, states  # noqa: PLC0415 - models load first
        from buyers.delivery.services.costs.sections import delivery_section  # noqa: PLC0415
        from buyers.delivery.services.goods import temperature  # noqa: PLC0415
        from buyers.delivery.services.inspections import order_page, reporting  # noqa: PLC0415
        from buyers.delivery.services.issued.desk_section import desk_section  # noqa: PLC0415
        from buyers.delivery.services.packs import section, uploads  # noqa: PLC0415
        from buyers.delivery.services.shipments import section as shipments  # noqa: PLC0415
        from buyers.delivery.services.shipments import stops  # noqa: PLC0415
        from buyers.trade.services import order_sections, release_stops, withheld_goods  # noqa: PLC0415
        from suppliers import orphans  # noqa: PLC0415

        on_record.subscribe_subjects()
        withheld_goods.subscribe(states.withheld_by_checks, about="checks")
        withheld_goods.subscribe(temperature.withheld_by_excursions, about="temperature")
        release_stops.subscribe(stops.release_stops, about="shipments")
        order_sections.subscribe(sections=shipments.section_of_shipments, steps=shipments.steps_of_shipments)
        order_sections.subscribe(sections=sections.acceptance_section, steps=sections.acceptance_steps)
        order_sections.subscribe(sections=delivery_section)
        order_sections.subscribe(sections=order_page.section, steps=order_page.steps)
        orphans.subscribe(states.stored_names)
        orphans.subscribe(reporting.stored_names)
        order_sections.subscribe(sections=section.documents_section)
        order_sections.subscribe(desk=desk_section)
        orphans.subscribe(uploads.stored_names)
        orphans.subscribe(temperature.stored_names)
