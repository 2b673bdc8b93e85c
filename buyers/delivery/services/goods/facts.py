"""What the supplier states of each line's goods in transport, and what the product itself says where nothing was stated."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import prefetch_related_objects

from buyers.delivery.models import GoodsFacts
from buyers.terms.delivery.dangerous import Goods
from buyers.terms.delivery.temperature import Range, usual_range_of
from buyers.trade.models import Order, OrderLine
from buyers.trade.services.fact_rows import OrderFacts
from kpmarket.accounts.models import User
from suppliers.models import Product
from suppliers.models.supply import UN_OF_BATTERY, Battery

COLUMNS = (
    "is_dangerous",
    "un",
    "group",
    "inner",
    "inner_per_package",
    "package",
    "travels",
    "battery",
    "mwh",
    "lithium_mg",
    "charge",
)


def goods_facts_of(orders: Sequence[int]) -> dict[tuple[int, int], GoodsFacts]:
    """The newest statement about each line, by order and line; one query for any number of orders."""
    rows = GoodsFacts.objects.filter(order__in=orders).order_by("stated_at", "pk")
    return {(row.order_id, row.line): row for row in rows}


def goods_facts_on(facts: OrderFacts) -> dict[tuple[int, int], GoodsFacts]:
    """The same of one order, read once for as long as its row lives: several parts of one page ask for it."""
    order = facts.order
    if "goods_facts" not in facts.on_record:
        return {}
    prefetch_related_objects([order], "goods_facts")
    return {(order.pk, row.line): row for row in order.goods_facts.all()}


def state_goods(order: Order, line: int, stated: Mapping[str, Any], *, by: User, at: datetime) -> GoodsFacts:
    """Keep what the supplier states of a line; it counts from now on."""
    return GoodsFacts.objects.create(order=order, line=line, **stated, stated_by=by, stated_at=at)


def goods_of(row: GoodsFacts | None, product: Product) -> Goods:
    """What is stated: of this line, else of the product as it is listed. What neither says stays unknown."""
    if row is not None:
        return Goods(**{name: getattr(row, name) for name in COLUMNS}, documents=frozenset(row.documents))
    un_of_battery = UN_OF_BATTERY.get(Battery(product.battery)) if product.battery else None
    is_dangerous = True if un_of_battery else product.is_dangerous
    return Goods(is_dangerous=is_dangerous, un=product.un_number or "", battery=product.battery)


def range_of(row: GoodsFacts | None) -> Range | None:
    """How the goods must be kept, as the supplier states it for the line."""
    if row is None or row.keep_low is None or row.keep_high is None:
        return None
    return Range(row.keep_low, row.keep_high)


def asks_for_range(row: GoodsFacts | None, line: OrderLine) -> bool:
    """Whether such goods are usually kept within a range and nobody has stated one."""
    return range_of(row) is None and usual_range_of(line.product.product_type_id) is not None
