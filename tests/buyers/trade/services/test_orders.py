"""Approving, confirming and declining an order: by whom, until when, and what is signed."""

from datetime import UTC, date, datetime, timedelta

import pytest

from audits.models import LogEntry
from buyers.trade.models import Order, Side
from buyers.trade.services import contracts, orders, parties
from buyers.trade.services.order_actions import actions_of
from buyers.trade.services.order_deadlines import confirm_by, is_lapsed
from tests.buyers.trade.watched_orders import watched_order
from tests.factories import BuyerMembershipFactory, MembershipFactory, UserFactory
from tests.factories.trade import OrderFactory

pytestmark = pytest.mark.usefixtures("countries")
AT = datetime(2026, 11, 3, 2, tzinfo=UTC)


def placed_order(**facts):
    return watched_order(status=Order.Status.PLACED, **facts)


def waiting_order():
    order = watched_order(status=Order.Status.PLACED)
    Order.objects.filter(pk=order.pk).update(status=Order.Status.TO_APPROVE)
    order.status = Order.Status.TO_APPROVE
    contracts.sign(order.contracts.get(), order.contracts.get().digest, side=Side.BUYER, by=order.placed_by, at=AT)
    return order


def digest_of(order):
    return order.contracts.get().digest


class TestConfirming:
    def test_signs_the_digest_that_was_shown_and_the_contract_holds(self, mailoutbox):
        order = placed_order()
        contracts.sign(order.contracts.get(), digest_of(order), side=Side.BUYER, by=order.placed_by, at=AT)

        orders.confirm(order.pk, digest_of(order), by=order.seller, at=AT)

        order.refresh_from_db()
        assert order.status == Order.Status.CONFIRMED
        assert contracts.contract_in_force(order) == order.contracts.get()
        assert LogEntry.objects.filter(act="contract_signed", by=order.seller).exists()
        assert {one.to[0] for one in mailoutbox if "confirmed" in one.subject} == {
            order.placed_by.email,
            order.seller.email,
        }

    def test_of_other_terms_is_refused(self):
        order = placed_order()

        with pytest.raises(contracts.DigestDiffers):
            orders.confirm(order.pk, "0" * 64, by=order.seller, at=AT)

        order.refresh_from_db()
        assert order.status == Order.Status.PLACED

    def test_is_for_the_supplier_and_for_who_may_edit(self):
        order = placed_order()
        viewer = MembershipFactory(supplier=order.supplier, role="viewer").user

        for person, refusal in (
            (order.placed_by, parties.WrongSide),
            (viewer, parties.MayOnlyRead),
            (UserFactory(), parties.NotAParty),
        ):
            with pytest.raises(refusal):
                orders.confirm(order.pk, digest_of(order), by=person, at=AT)

    def test_by_somebody_of_both_sides_is_refused(self):
        order = placed_order()
        BuyerMembershipFactory(buyer=order.buyer, user=order.seller)

        with pytest.raises(parties.OnBothSides):
            orders.confirm(order.pk, digest_of(order), by=order.seller, at=AT)

    def test_is_refused_when_the_clearance_was_lost_meanwhile(self):
        order = placed_order(until=date(2026, 11, 2))

        with pytest.raises(orders.ClearanceStops):
            orders.confirm(order.pk, digest_of(order), by=order.seller, at=AT)

    def test_twice_is_refused(self):
        order = placed_order()
        orders.confirm(order.pk, digest_of(order), by=order.seller, at=AT)

        with pytest.raises(orders.NotOpen):
            orders.confirm(order.pk, digest_of(order), by=order.seller, at=AT)


class TestTheDaysToConfirm:
    @pytest.mark.parametrize(
        ("placed", "last"),
        [
            (datetime(2026, 2, 13, 3, tzinfo=UTC), date(2026, 2, 25)),
            (datetime(2026, 2, 12, 17, tzinfo=UTC), date(2026, 2, 25)),
            (datetime(2026, 2, 12, 15, tzinfo=UTC), date(2026, 2, 24)),
            (datetime(2026, 11, 2, 4, tzinfo=UTC), date(2026, 11, 5)),
        ],
        ids=["before the Spring Festival", "Friday in China already", "still Thursday there", "an ordinary week"],
    )
    def test_are_working_days_in_china(self, placed, last):
        order = OrderFactory(status=Order.Status.PLACED, placed_at=placed)

        assert confirm_by(order).day == last

    def test_end_with_the_last_minute_of_the_day_in_shanghai_without_any_job(self):
        order = OrderFactory(status=Order.Status.PLACED, placed_at=datetime(2026, 11, 2, 4, tzinfo=UTC))

        assert not is_lapsed(order, datetime(2026, 11, 5, 15, 59, tzinfo=UTC))
        assert is_lapsed(order, datetime(2026, 11, 5, 16, 0, tzinfo=UTC))
        with pytest.raises(orders.Lapsed):
            orders.confirm(order.pk, digest_of(order), by=order.seller, at=datetime(2026, 11, 5, 16, 0, tzinfo=UTC))

    def test_count_from_the_approval_where_a_second_member_had_to_agree(self):
        order = waiting_order()
        second = BuyerMembershipFactory(buyer=order.buyer).user

        orders.approve(order.pk, by=second, at=datetime(2026, 11, 9, 2, tzinfo=UTC))

        order.refresh_from_db()
        assert confirm_by(order).day == date(2026, 11, 12)


class TestApproving:
    def test_by_a_second_member_shows_the_order_to_the_supplier(self, mailoutbox):
        order = waiting_order()
        second = BuyerMembershipFactory(buyer=order.buyer).user
        assert not Order.objects.of_members(order.seller).exists()
        assert [one.code for one in actions_of(order, second, at=AT)] == ["approve", "cancel"]

        orders.approve(order.pk, by=second, at=AT)

        assert Order.objects.of_members(order.seller).get() == order
        assert any("please confirm" in one.subject for one in mailoutbox if one.to == [order.seller.email])

    def test_by_who_placed_it_is_refused(self):
        order = waiting_order()

        with pytest.raises(orders.SamePerson):
            orders.approve(order.pk, by=order.placed_by, at=AT)
        assert [one.code for one in actions_of(order, order.placed_by, at=AT)] == ["cancel"]

    def test_by_a_viewer_is_refused(self):
        order = waiting_order()
        viewer = BuyerMembershipFactory(buyer=order.buyer, role="viewer").user

        with pytest.raises(parties.MayOnlyRead):
            orders.approve(order.pk, by=viewer, at=AT)
        assert actions_of(order, viewer, at=AT) == ()


def test_declining_says_why_to_the_buyer(mailoutbox):
    order = placed_order()

    orders.decline(order.pk, "Our line is full until March.", by=order.seller, at=AT)

    order.refresh_from_db()
    assert order.status == Order.Status.DECLINED
    assert [one.to for one in mailoutbox] == [[order.placed_by.email]]
    assert "Our line is full until March." in mailoutbox[0].body


def test_who_left_the_organisation_can_no_longer_act():
    order = waiting_order()
    leaver = BuyerMembershipFactory(buyer=order.buyer)
    leaver.delete()

    with pytest.raises(parties.NotAParty):
        orders.approve(order.pk, by=leaver.user, at=AT + timedelta(days=1))
