"""The desk's pages for orders: what needs somebody, what the watch found, and one order to read."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from buyers.trade.models import DeskOffice, Side
from tests.buyers.trade.watched_orders import happens, watched_order
from tests.factories import BuyerMembershipFactory, MembershipFactory, UserFactory
from tests.factories.trade import EvidenceFactory

pytestmark = pytest.mark.usefixtures("countries")

ENDED = timezone.localdate() - timedelta(days=2)
"""Over everywhere: no day is longer than two of the site's."""
QUEUE, WATCHES = "admin:trade_order_changelist", "admin:trade_watchnotice_changelist"


@pytest.fixture
def handler():
    user = UserFactory(is_staff=True)
    DeskOffice.objects.create(user=user, office="handler", since=datetime(2026, 1, 1, tzinfo=UTC))
    return user


@pytest.fixture
def desk(handler, settings):
    settings.EASE_SECOND_FACTOR = True
    client = Client()
    client.force_login(handler)
    return client


def soon():
    """Days of a contract that are not late yet."""
    today = timezone.localdate()
    return {"latest_shipment": today + timedelta(days=30), "expected_entry": today + timedelta(days=60)}


def calm_order(**facts):
    return watched_order(
        until=timezone.localdate() + timedelta(days=400), terms=soon(), placed_at=timezone.now(), **facts
    )


def stopped_order(**facts):
    return watched_order(until=ENDED, terms=soon(), placed_at=timezone.now(), **facts)


def shown(desk, name=QUEUE):
    return desk.get(reverse(name))


def test_an_order_with_nothing_to_look_at_is_not_in_the_queue(desk):
    order = calm_order()
    assert order.number not in shown(desk).text
    assert "No order needs somebody" in shown(desk).text


def test_a_stopped_order_is_in_the_queue_and_among_the_watches_with_its_day(desk):
    order = stopped_order()
    assert "Not cleared for Germany since" in shown(desk).text
    assert order.number in shown(desk, WATCHES).text
    assert "stopped since" in shown(desk, WATCHES).text


def test_an_order_whose_clearance_ends_before_the_goods_are_expected_is_among_the_watches_alone(desk):
    order = watched_order(until=timezone.localdate() + timedelta(days=40), terms=soon(), placed_at=timezone.now())
    assert order.number not in shown(desk).text
    assert "20 days too short" in shown(desk, WATCHES).text


def test_evidence_that_nobody_answered_and_silence_does_not_accept_needs_somebody(desk):
    order = calm_order()
    EvidenceFactory(
        order=order,
        event="inspection_passed",
        kind="inspection_report",
        facts={"result": "failed"},
        submitted_at=timezone.now() - timedelta(days=30),
    )
    assert "Not answered by" in shown(desk).text


def test_more_shipped_than_was_made_is_a_contradiction(desk):
    order = calm_order()
    happens(order, "transport_document", ENDED, line=1, quantity=60_000)
    assert "60000 reported" in shown(desk).text.replace(",", "")


def test_the_page_of_an_order_shows_why_it_is_there_and_what_was_known(desk):
    order = stopped_order()
    page = desk.get(reverse("admin:trade_order_change", args=[order.pk]))
    assert "Why it is here" in page.text
    assert "as known at placing" in page.text
    assert "No third party keeps money" in page.text
    assert page.text.count("<form") == shown(desk).text.count("<form")


@pytest.mark.parametrize("side", list(Side))
def test_nobody_works_on_an_order_of_their_own(desk, handler, side):
    order = stopped_order()
    if side == Side.BUYER:
        BuyerMembershipFactory(buyer=order.buyer, user=handler)
    else:
        MembershipFactory(supplier=order.supplier, user=handler)
    assert order.number not in shown(desk).text
    assert order.number not in shown(desk, WATCHES).text
    assert desk.get(reverse("admin:trade_order_change", args=[order.pk])).status_code == 404


def test_who_has_no_office_any_more_sees_nothing(desk, handler):
    DeskOffice.objects.update(until=datetime(2026, 2, 1, tzinfo=UTC))
    assert shown(desk).status_code == shown(desk, WATCHES).status_code == 403


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("name", "queries"), [(QUEUE, 15), (WATCHES, 13)])
def test_the_lists_cost_the_same_for_one_and_for_three(desk, name, queries, count, django_assert_num_queries):
    for _ in range(count):
        stopped_order(lines=count)
    shown(desk, name)
    with django_assert_num_queries(queries):
        assert shown(desk, name).text.count("<tr>") == 1 + count * (count if name == WATCHES else 1)
