"""Scenario 15: a bill of lading twelve days late is true and late; only a claim within its days keeps money back for it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from buyers.disputes.services.claims.sweeping import sweep_claims
from buyers.trade.models import Order, Side
from buyers.trade.services.facts import order_facts
from tests.buyers.disputes.claims import DAY, MONDAY, accepted, claim_about, paid_order, submitted
from tests.buyers.trade.deals import part_of

pytestmark = pytest.mark.usefixtures("countries")
LATEST = (MONDAY - timedelta(days=13)).date()


def shipped_late():
    """On board yesterday, twelve days after the latest day of the contract; the buyer accepts the bill."""
    order = paid_order(terms={"latest_shipment": LATEST})
    accepted(order, "transport_document")
    return order


def taken(order):
    """The documents are complete, and the buyer takes the goods."""
    accepted(order, "document_pack")
    submitted(order, "delivery_proof", side=Side.BUYER)
    submitted(order, "arrival_or_silence", side=Side.BUYER)


def test_it_counts_as_true_and_is_marked_late_on_the_pages_of_both_sides():
    order = shipped_late()

    bill = order_facts(Order.objects.get(pk=order.pk), at=MONDAY).evidence[-1]
    assert bill.is_accepted and bill.is_late
    for person in (order.buyer.user, order.seller):
        client = Client()
        client.force_login(person)
        assert "Late" in client.get(reverse("trade:evidence", args=[order.pk])).text


def test_lateness_alone_releases_as_agreed():
    order = shipped_late()
    taken(order)

    assert part_of(order, 2).money.released


def test_a_claim_about_it_within_the_days_keeps_the_part_and_its_sweep_writes_once(mailoutbox):
    order = shipped_late()
    claim_about(order, kind="late", quantity=None, amount=25_200, text="On board twelve days after the latest day.")
    taken(order)
    assert not part_of(order, 2).money.released

    near = MONDAY + 6 * DAY
    sweep_claims(at=near)
    written = [(letter.to[0], letter.subject) for letter in mailoutbox]
    sweep_claims(at=near)

    assert [(letter.to[0], letter.subject) for letter in mailoutbox] == written
    assert any(to == order.seller.email for to, _subject in written)
