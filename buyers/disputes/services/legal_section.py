"""The section of an order's page that leads to legal support, with the supplier's insurance. Whether a case exists is private."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from buyers.disputes.services.liability_insurance import Liability, insurance_of, law_of
from buyers.trade.services.fact_rows import OrderFacts
from buyers.trade.services.order_actions import Action
from buyers.trade.services.order_sections import Reader, Section

PLACE = 900
"""Last: what one hopes not to need."""


def section_of(facts: OrderFacts, reader: Reader) -> Section | None:
    """Ways to open a case, and to take the order's evidence along; only for who acts for a side."""
    if not reader.may_act:
        return None
    is_insured = "insurance" in facts.on_record
    liability = Liability(
        insurance_of(facts.order, on=facts.on) if is_insured else None,
        law_of(facts.order.destination, on=facts.on),
    )
    opening = f"{reverse('disputes:case-open')}?order={facts.order.pk}"
    return Section(
        code="legal",
        title=_("Legal support"),
        place=PLACE,
        template="disputes/_legal_section.html",
        context={"order": facts.order, "liability": liability},
        actions=(Action("case", _("Open a legal case"), opening),),
    )
