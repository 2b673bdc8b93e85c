"""Comparing on the timetable: new files of the folder are loaded, and open orders are compared with them."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from buyers.disputes.services.screening.comparing import screen_orders
from buyers.disputes.services.screening.lists import load_folder
from buyers.trade.models import Order

OPEN = (Order.Status.TO_APPROVE, Order.Status.PLACED, Order.Status.CONFIRMED)


def open_orders() -> list[Order]:
    """Orders that still run."""
    return list(Order.objects.filter(status__in=OPEN).select_related("buyer", "supplier").order_by("pk"))


def screen_all(folder: Path, *, at: datetime) -> int:
    """How many comparisons were made."""
    load_folder(folder, at=at)
    return screen_orders(open_orders(), at=at)
