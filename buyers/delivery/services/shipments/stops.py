"""What a contradiction between reports of a shipment stops: releases, and with them what silence would accept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from buyers.delivery.services.shipments.reading import contradicting_orders
from buyers.trade.models import Order
from buyers.trade.services.fact_rows import CONTRADICTION
from buyers.trade.services.release_stops import AFTER_SHIPMENT


def release_stops(orders: Sequence[Order]) -> Mapping[int, Mapping[int, str]]:
    """Parts that rest on goods having left wait until a person has settled what cannot be true."""
    return {order: {AFTER_SHIPMENT: CONTRADICTION} for order in contradicting_orders(orders)}
