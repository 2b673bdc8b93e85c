"""Letters about documents that are open shortly before goods are to leave."""

from datetime import UTC, date, datetime, timedelta

import pytest

from buyers.delivery.services.packs.letters import notify_of_open_documents
from buyers.trade.models import OrderLetter
from kpmarket.foundation.outbox.models import Letter
from tests.buyers.delivery.packs import DEPARTS, ordered, shipped
from tests.factories.delivery import ShipmentEventFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("countries", "law")]


def noon(day):
    return datetime(day.year, day.month, day.day, 4, tzinfo=UTC)


def kinds():
    return sorted(OrderLetter.objects.values_list("kind", flat=True))


def test_nobody_is_written_to_long_before_and_each_side_once_two_weeks_before():
    order = ordered()
    shipped(order)
    assert notify_of_open_documents(at=noon(DEPARTS - timedelta(days=15))) == 0

    at = noon(DEPARTS - timedelta(days=14))
    assert notify_of_open_documents(at=at) > 0
    assert notify_of_open_documents(at=at) == 0

    assert set(kinds()) == {"documents_missing"}
    bodies = " ".join(Letter.objects.values_list("text", flat=True))
    assert "Verified gross mass of the container" in bodies


def test_both_sides_read_in_the_last_days_that_the_goods_are_not_ready():
    order = ordered()
    notify_of_open_documents(at=noon(DEPARTS - timedelta(days=3)))
    assert kinds().count("ready_to_ship_blocked") == 2
    assert {letter.recipient for letter in order.letters.filter(kind="ready_to_ship_blocked")} == {
        order.buyer.user,
        order.seller,
    }


def test_goods_that_have_left_are_written_of_no_more():
    order = ordered()
    ShipmentEventFactory(shipment=shipped(order), happens_at=noon(date(2026, 12, 20)))
    assert notify_of_open_documents(at=noon(DEPARTS - timedelta(days=2))) == 0
