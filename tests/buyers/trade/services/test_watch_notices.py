"""Both sides of an order are notified once of what the watch finds, and once that it is over."""

from datetime import date, timedelta

import pytest
from django.utils import translation

from buyers.trade.models import Order, WatchNotice
from buyers.trade.services.watch_notices import notify_of_watch
from kpmarket.foundation.outbox.models import Letter
from suppliers.models import Membership
from tests.buyers.trade.watched_orders import happens, noon, renew, revoke, supersede, watched_order
from tests.factories import BuyerMembershipFactory, ClearanceFactory, MembershipFactory

pytestmark = pytest.mark.usefixtures("countries")

TODAY = date(2026, 11, 22)
LAST = date(2026, 12, 10)
AFTER = LAST + timedelta(days=1)


def sweep(day):
    return notify_of_watch(on=day, at=noon(day))


def subjects():
    return [letter.subject for letter in Letter.objects.order_by("pk")]


def test_five_sweeps_write_one_letter_to_each_side():
    order = watched_order(until=LAST)
    happens(order, "delivered", TODAY, line=2)
    assert [sweep(AFTER) for _ in range(5)] == [2, 0, 0, 0, 0]
    buyer, seller = Letter.objects.order_by("pk")
    assert (buyer.address, seller.address) == (order.placed_by.email, order.seller.email)
    assert buyer.subject == f"Order {order.number}: a clearance has lapsed"
    assert "The goods must not be handed over." in buyer.text
    assert "Renew the document" in seller.text
    assert order.watched[0].document.number in seller.text
    assert "Renew the document" not in buyer.text


def test_people_who_only_read_get_no_letter_and_everybody_who_acts_does():
    order = watched_order(until=LAST)
    BuyerMembershipFactory(buyer=order.buyer, role="viewer")
    MembershipFactory(supplier=order.supplier, role=Membership.Role.EDITOR)
    assert sweep(AFTER) == 3


def test_a_clearance_that_is_too_short_is_said_once_before_it_lapses_and_cured_once():
    order = watched_order(until=LAST)
    assert sweep(TODAY) == 2
    assert "54 days too short." in Letter.objects.first().text
    assert sweep(date(2026, 11, 25)) == 0
    assert sweep(AFTER) == 2
    renew(order.watched[0], start=date(2026, 12, 30), until=date(2028, 1, 1))
    assert sweep(date(2026, 12, 29)) == 0
    assert sweep(date(2026, 12, 30)) == 2
    assert sweep(date(2026, 12, 31)) == 0
    assert subjects()[::2] == [
        f"Order {order.number}: a clearance ends before the goods are expected",
        f"Order {order.number}: a clearance has lapsed",
        f"Order {order.number}: the clearance stands again",
    ]


def test_what_lapses_again_after_it_was_cured_is_news():
    order = watched_order(until=LAST)
    sweep(AFTER)
    renewed = renew(order.watched[0], start=AFTER, until=date(2028, 1, 1))
    assert sweep(AFTER) == 2
    supersede(renewed, AFTER)
    assert sweep(AFTER) == 2
    assert subjects()[-1] == f"Order {order.number}: a clearance has lapsed"
    renew(order.watched[0], start=AFTER, until=date(2028, 1, 1))
    assert (sweep(AFTER), sweep(AFTER)) == (2, 0)


def test_a_law_that_changes_before_the_goods_enter_has_a_letter_of_its_own():
    order = watched_order(until=LAST, because=[{"code": "requirement-ends", "id": "EU.medical_mask.1"}])
    sweep(TODAY)
    assert subjects() == [f"Order {order.number}: the law changes before the goods are expected"] * 2
    assert "as both sides signed" in Letter.objects.first().text


def test_a_revocation_has_a_letter_of_its_own():
    order = watched_order()
    [line] = order.watched
    supersede(line.row, TODAY)
    revoke(line, reasons=["forged"], on=TODAY, effective=date(2026, 1, 1))
    sweep(TODAY)
    assert subjects() == [f"Order {order.number}: a document was revoked"] * 2
    assert "is not genuine" in Letter.objects.first().text


@pytest.mark.parametrize("status", [Order.Status.DECLINED, Order.Status.CANCELLED, Order.Status.COMPLETED])
def test_orders_that_are_over_are_watched_no_longer(status):
    watched_order(until=LAST, status=status)
    assert sweep(AFTER) == 0


def test_each_reader_gets_the_letter_in_their_language():
    order = watched_order(until=LAST)
    type(order.seller).objects.filter(pk=order.seller.pk).update(language="zh-hans")
    with translation.override("en"):
        sweep(AFTER)
    letter = Letter.objects.get(address=order.seller.email)
    assert "失效" in letter.subject
    assert "The " not in letter.text.partition("--")[0].replace(order.watched[0].document.number, "")


def test_a_sweep_over_many_orders_without_news_asks_as_often_as_over_one(django_assert_num_queries):
    watched_order()
    sweep(TODAY)
    with django_assert_num_queries(10):
        sweep(TODAY)
    watched_order(lines=3)
    watched_order()
    sweep(TODAY)
    with django_assert_num_queries(10):
        sweep(TODAY)


def test_the_same_finding_cannot_be_written_twice_to_one_person():
    order = watched_order(until=LAST)
    sweep(AFTER)
    assert WatchNotice.objects.count() == 2
    ClearanceFactory(product=order.watched[0].product, state="prohibited", valid_from=AFTER)
    assert sweep(AFTER) == 0
