"""Whether goods are dangerous, hold batteries or are kept cool: as the supplier states it, else as is usual for their type."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from buyers.delivery.models import GoodsFacts
from buyers.delivery.services.goods.facts import goods_of, range_of
from buyers.terms.delivery.dangerous import KINDS_OF_BATTERY
from buyers.terms.delivery.dangerous_rows import Entry, entries
from buyers.terms.delivery.temperature import usual_range_of
from suppliers.models import Product

COOL = 1500
"""Hundredths of a degree Celsius: goods that must stay below are kept cool on the way, and their temperature is recorded."""


@dataclass(frozen=True)
class TravellingGoods:
    """Of all lines together: True where any line is, None where one may be and nobody stated it."""

    dangerous: bool | None
    battery: bool | None
    cold: bool | None


def travelling_goods(products: Mapping[int, Product], stated: Mapping[int, GoodsFacts]) -> TravellingGoods:
    """``products`` and ``stated`` by the number of the line; what a product's own listing states counts too."""
    found = [_of_line(product, stated.get(number)) for number, product in products.items()]
    return TravellingGoods(
        dangerous=_together(one.dangerous for one in found),
        battery=_together(one.battery for one in found),
        cold=_together(one.cold for one in found),
    )


def _of_line(product: Product, row: GoodsFacts | None) -> TravellingGoods:
    goods, kept = goods_of(row, product), range_of(row)
    usual = [one for one in entries().values() if product.product_type_id in one.products]
    battery = goods.battery in KINDS_OF_BATTERY if goods.battery else _maybe(any(map(_is_battery, usual)))
    return TravellingGoods(
        dangerous=_maybe(bool(usual)) if goods.is_dangerous is None else goods.is_dangerous,
        battery=battery,
        cold=kept.high < COOL if kept else _maybe(usual_range_of(product.product_type_id) is not None),
    )


def _is_battery(row: Entry) -> bool:
    return row.kind.startswith(("ion", "metal"))


def _maybe(is_usual: bool) -> bool | None:
    """None: such goods often are, and nobody stated it of these."""
    return None if is_usual else False


def _together(answers: Iterable[bool | None]) -> bool | None:
    found = set(answers)
    if True in found:
        return True
    return None if None in found else False
