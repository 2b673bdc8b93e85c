"""Buyer and supplier see one page of their order, each with own buttons; nobody else sees it."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from buyers.services.organisations import remove_member
from buyers.trade.models import OrderMessage
from tests.buyers.trade.deals import DEPOSIT, arrives
from tests.buyers.trade.filled_order import filled_order
from tests.buyers.trade.watched_orders import watched_order
from tests.factories import BuyerFactory, BuyerMembershipFactory, MembershipFactory, UserFactory
from tests.factories.trade import (
    BankAccountFactory,
    EvidenceAnswerFactory,
    EvidenceFactory,
    HolderFactory,
    OrderFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def order():
    return OrderFactory(holder=HolderFactory())


def page(client, order, person):
    client.force_login(person)
    return client.get(order.get_absolute_url())


def test_both_sides_read_the_same_order_and_strangers_find_nothing(client, order):
    buyer, seller = order.buyer.user, order.seller

    assert order.number in page(client, order, buyer).content.decode()
    assert order.number in page(client, order, seller).content.decode()
    assert page(client, order, UserFactory()).status_code == 404
    assert page(client, order, BuyerFactory().user).status_code == 404


def test_the_next_step_names_who_does_what_until_when_and_what_follows(client, order):
    mine = page(client, order, order.buyer.user).context["step"]
    theirs = page(client, order, order.seller).context["step"]

    assert mine.is_mine and not theirs.is_mine
    assert "USD\u00a01,260.00" in mine.sentence
    assert order.buyer.organisation in theirs.sentence
    assert mine.ends == theirs.ends != ""
    assert theirs.here, "the supplier reads on its own clock when that day ends"
    assert "seven days" in mine.then


def test_signatures_have_the_same_clock_as_the_rest_of_the_page(client):
    order = watched_order(placed_at=datetime(2026, 11, 2, 17, 30, tzinfo=UTC))

    said = page(client, order, order.placed_by).text

    assert said.count("3 November 2026, 01:30") >= 4
    assert "as known on 3 November 2026" in said
    assert "17:30" not in said


def test_who_left_the_buyer_finds_nothing_at_the_next_click_and_colleagues_still_do(client, order):
    leaver = BuyerMembershipFactory(buyer=order.buyer, role="purchaser")
    colleague = BuyerMembershipFactory(buyer=order.buyer, role="viewer").user
    assert page(client, order, leaver.user).status_code == 200

    remove_member(leaver)

    assert client.get(order.get_absolute_url()).status_code == 404
    assert client.post(reverse("trade:order-write", args=[order.pk]), {"text": "One more thing."}).status_code == 404
    assert page(client, order, colleague).status_code == 200


def test_a_viewer_reads_and_has_no_buttons(client, order):
    viewer = BuyerMembershipFactory(buyer=order.buyer, role="viewer").user

    shown = page(client, order, viewer)

    assert shown.status_code == 200
    assert shown.context["actions"] == []
    assert 'name="text"' not in shown.content.decode()


def test_who_belongs_to_both_sides_only_reads(client, order):
    MembershipFactory(supplier=order.supplier, user=order.buyer.user)

    assert page(client, order, order.buyer.user).context["may_write"] is False


def test_progress_counts_what_was_proven(client, order):
    handed_over = EvidenceFactory(
        order=order,
        event="transport_document",
        kind="transport_document",
        line=1,
        quantity=12_000,
        facts={"kind": "bill_of_lading", "number": "HLCUSHA2611", "carrier": "Line"},
    )
    EvidenceAnswerFactory(evidence=handed_over)

    shown = page(client, order, order.buyer.user)

    assert "12,000 of 50,000" in " ".join(one.text for one in shown.context["lines"][0].progress)


def test_without_a_holder_the_page_says_that_the_supplier_is_paid_directly(client):
    order = OrderFactory(holder=None)

    shown = page(client, order, order.buyer.user)

    assert shown.context["money"].rows == ()
    assert "holds" not in shown.context["promises"][0].text


@pytest.mark.parametrize("count", [1, 3])
def test_the_pages_query_count(client, count, django_assert_num_queries):
    order = watched_order(holder=HolderFactory(), lines=count)
    order.account = BankAccountFactory(holder=order.holder)
    arrives(order, DEPOSIT * count)
    for _number in range(count):
        EvidenceFactory(order=order)

    for side in (order.seller, order.placed_by):
        page(client, order, side)
        with django_assert_num_queries(10):
            client.get(order.get_absolute_url())


@pytest.mark.parametrize("count", [1, 3])
def test_everything_on_record_costs_the_same_for_one_row_of_each_and_for_three(
    client, count, django_assert_num_queries
):
    order = filled_order(count)

    for side in (order.seller, order.placed_by):
        page(client, order, side)
        with django_assert_num_queries(10):
            client.get(order.get_absolute_url())


def test_a_message_reaches_the_other_side_once_and_is_shown_to_both(client, order, mailoutbox):
    client.force_login(order.seller)
    url = reverse("trade:order-write", args=[order.pk])

    client.post(url, {"text": "The first pallet is wrapped."})
    client.post(url, {"text": "The first pallet is wrapped."})

    assert OrderMessage.objects.count() == 1
    assert [letter.to for letter in mailoutbox] == [[order.buyer.user.email]]
    assert "The first pallet is wrapped." in page(client, order, order.buyer.user).content.decode()


def test_an_empty_message_is_refused_at_the_field_and_a_strangers_is_not_there(client, order):
    client.force_login(order.seller)
    url = reverse("trade:order-write", args=[order.pk])

    assert client.post(url, {"text": " "}).status_code == 422
    client.force_login(UserFactory())
    assert client.post(url, {"text": "Hello"}).status_code == 404
