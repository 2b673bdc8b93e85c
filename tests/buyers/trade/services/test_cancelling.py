"""An order ends for a cause that holds, and what is held goes where the cause says, to the cent."""

from datetime import UTC, date, datetime

import pytest

from buyers.trade.models import Order, Side
from buyers.trade.services import cancelling
from buyers.trade.services.cancelling import CancelCause, NotPossible, ways_to_cancel
from tests.buyers.trade.orderable import happened
from tests.buyers.trade.watched_orders import noon, watched_order
from tests.factories.trade import OrderFactory

pytestmark = pytest.mark.usefixtures("countries")
AT = datetime(2026, 11, 24, 3, tzinfo=UTC)


def causes(order, side, at=AT):
    return [str(one.cause) for one in ways_to_cancel(Order.objects.get(pk=order.pk), side, at=at)]


def test_before_it_is_confirmed_the_buyer_is_free_and_the_supplier_declines():
    order = OrderFactory(status=Order.Status.PLACED)

    assert causes(order, Side.BUYER) == ["before_confirmed"]
    assert causes(order, Side.SUPPLIER) == []

    cancelling.cancel(order.pk, CancelCause.BEFORE_CONFIRMED, by=order.placed_by, at=AT)

    order.refresh_from_db()
    assert order.status == Order.Status.CANCELLED
    assert order.history.get().reasons == ["before_confirmed"]


def test_an_order_that_the_supplier_never_saw_ends_without_a_letter_to_it(mailoutbox):
    order = OrderFactory(status=Order.Status.TO_APPROVE)

    cancelling.cancel(order.pk, CancelCause.BEFORE_CONFIRMED, by=order.placed_by, at=AT)

    assert [one.to for one in mailoutbox] == [[order.placed_by.email]]


def test_a_change_of_mind_is_possible_until_production_began():
    order = OrderFactory()
    assert "change_of_mind" in causes(order, Side.BUYER)

    happened(order, "production_started", date(2026, 11, 23))

    assert "change_of_mind" not in causes(order, Side.BUYER)
    with pytest.raises(NotPossible):
        cancelling.cancel(order.pk, CancelCause.CHANGE_OF_MIND, by=order.placed_by, at=AT)


def test_late_is_after_the_days_of_grace_and_only_what_was_not_shipped():
    order = OrderFactory(terms={"latest_shipment": date(2026, 11, 10)})
    happened(order, "production_started", date(2026, 11, 5))

    assert "late" not in causes(order, Side.BUYER, noon(date(2026, 11, 17)))
    assert causes(order, Side.BUYER, noon(date(2026, 11, 18))) == ["late"]

    happened(order, "transport_document", date(2026, 11, 17), line=1, quantity=1000)

    assert causes(order, Side.BUYER, noon(date(2026, 11, 18))) == []


def test_the_supplier_may_end_what_nobody_paid_a_week_after_the_last_day():
    order = OrderFactory(placed_at=datetime(2026, 11, 2, 4, tzinfo=UTC))

    assert causes(order, Side.SUPPLIER, noon(date(2026, 11, 16))) == []
    assert causes(order, Side.SUPPLIER, noon(date(2026, 11, 17))) == ["not_paid"]


def test_a_lost_clearance_frees_the_buyer_at_once_while_nothing_is_made():
    order = watched_order(until=date(2026, 11, 20))

    assert "clearance" in causes(order, Side.BUYER)
    assert causes(order, Side.SUPPLIER, noon(date(2026, 11, 4))) == []


def test_once_production_began_the_supplier_has_days_to_renew():
    order = watched_order(until=date(2026, 11, 20))
    happened(order, "production_started", date(2026, 11, 10))

    assert causes(order, Side.BUYER, noon(date(2026, 12, 20))) == []
    assert causes(order, Side.BUYER, noon(date(2026, 12, 22))) == ["clearance"]


def test_who_ends_it_twice_is_refused():
    order = OrderFactory()
    cancelling.cancel(order.pk, CancelCause.CHANGE_OF_MIND, by=order.placed_by, at=AT)

    with pytest.raises(NotPossible):
        cancelling.cancel(order.pk, CancelCause.CHANGE_OF_MIND, by=order.placed_by, at=AT)
