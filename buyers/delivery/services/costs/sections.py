"""The section about delivery on the page of an order: where the risk passes, and what keeps the goods from being booked."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from buyers.delivery.services.confirmations import confirmed_rows
from buyers.delivery.services.gates import gates_of_lines
from buyers.delivery.services.goods.facts import goods_facts_on
from buyers.trade.models import Side
from buyers.trade.services.fact_rows import OrderFacts
from buyers.trade.services.order_actions import Action
from buyers.trade.services.order_sections import Reader, Section
from buyers.trade.services.who_does_what import deal_of_terms, who_does_what

PLACE = 20


def delivery_section(facts: OrderFacts, reader: Reader) -> Section | None:
    """A query each for what is stated of goods and what officers confirmed, where there is any; None before an agreement."""
    if facts.terms is None:
        return None
    shown = who_does_what(deal_of_terms(facts.terms, facts.order.supplier_id))
    sure = confirmed_rows() if "confirmations" in facts.on_record else frozenset()
    stated = goods_facts_on(facts)
    found = gates_of_lines(facts.order, facts.rows, facts.terms.mode, at=facts.at, stated=stated, sure=sure)
    closed = [gate for gate in found if not gate.is_open]
    actions = []
    if closed and reader.may_act and reader.side == Side.SUPPLIER and facts.is_in_force:
        url = reverse("delivery:goods", args=[facts.order.pk, closed[0].line])
        actions.append(Action("goods", _("State how the goods travel"), url))
    context = {"order": facts.order, "table": shown, "closed": closed}
    return Section(
        "delivery-terms", _("Delivery terms"), PLACE, "delivery/_terms_section.html", context, tuple(actions)
    )
