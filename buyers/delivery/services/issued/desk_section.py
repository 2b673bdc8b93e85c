"""What the desk reads about the goods of one order: its shipments, and where its documents contradict each other."""

from __future__ import annotations

from django.utils.translation import gettext as _

from buyers.delivery.services.issued.cross_checks import findings_of
from buyers.trade.services.fact_rows import OrderFacts
from buyers.trade.services.order_sections import Section

PLACE = 10


def desk_section(facts: OrderFacts) -> Section | None:
    """As many queries for many documents as for one; None before both sides signed."""
    if facts.terms is None:
        return None
    shipments = list(facts.order.shipments.order_by("number"))
    for one in shipments:
        one.order = facts.order
    context = {"shipments": shipments, "findings": findings_of(facts.order)}
    return Section(
        "documents-compared", _("Documents compared with each other"), PLACE, "admin/delivery/_order.html", context
    )
