"""Both sides read once that an order was not confirmed in time."""

from datetime import UTC, datetime

import pytest

from buyers.trade.models import Order
from buyers.trade.services.lapsing import notify_of_lapsed_orders
from tests.factories.trade import OrderFactory

pytestmark = pytest.mark.django_db
PLACED = datetime(2026, 11, 2, 4, tzinfo=UTC)
LAST_MINUTE, OVER = datetime(2026, 11, 5, 15, 59, tzinfo=UTC), datetime(2026, 11, 5, 16, tzinfo=UTC)


def test_both_sides_get_one_letter_however_often_it_runs(mailoutbox):
    order = OrderFactory(status=Order.Status.PLACED, placed_at=PLACED)
    OrderFactory(placed_at=PLACED)

    assert notify_of_lapsed_orders(at=LAST_MINUTE) == 0
    assert notify_of_lapsed_orders(at=OVER) == 2
    assert notify_of_lapsed_orders(at=OVER) == 0

    letters = {one.to[0]: one for one in mailoutbox}
    assert set(letters) == {order.placed_by.email, order.seller.email}
    assert "You may place the order again" in letters[order.placed_by.email].body
    assert "can no longer confirm" in letters[order.seller.email].body
