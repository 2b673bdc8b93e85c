"""From a failed inspection to a refund and the recall list: what happens to goods after the deposit is paid."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from playwright.sync_api import expect

from tests.browser import delivery_steps as delivery
from tests.browser import order_steps as steps
from tests.buyers.trade.bank_days import finance, money
from tests.buyers.trade.deals import accepted
from tests.buyers.trade.statements.bank_files import Booking
from tests.buyers.trade.watched_orders import watched_order
from tests.factories import BuyerFactory

pytestmark = pytest.mark.browser

DEPOSIT, BALANCE, SHORT = 126_000, 294_000, 9_240
LOT = "26120931"


def test_from_a_failed_inspection_to_a_refund_and_the_recall_list(clock, monday_site, visitors, mailoutbox):
    statements = steps.Statements()
    customer = BuyerFactory(organisation="Krankenhaus Nordhafen gGmbH")
    entry = clock.now + timedelta(days=65)
    dates = {"latest_shipment": (clock.now + timedelta(days=30)).date(), "expected_entry": entry.date()}
    order = watched_order(
        buyer=customer, holder=statements.account.holder, terms=dates, placed_at=clock.now - timedelta(days=2)
    )
    people = (customer.user, order.seller, None, finance(), finance())
    buyer, supplier, inspector, desk, colleague = (visitors.arrive(person) for person in people)
    steps.pay(buyer, desk, statements, order, 1, DEPOSIT)
    accepted(order, "production_start_report", at=clock.now)

    first = delivery.book_an_inspection(buyer, supplier, order, day=clock.now + timedelta(days=3))
    clock.pass_days(3)
    delivery.report_the_inspection(inspector, mailoutbox, major=31, own="failed", result="Failed")
    again = delivery.book_an_inspection(buyer, supplier, order, repeats=first, day=clock.now + timedelta(days=5))
    assert again.is_tightened
    clock.pass_days(5)
    delivery.report_the_inspection(inspector, mailoutbox, major=9, own="passed", result="Passed")
    steps.accept_evidence(buyer, order, "inspection_report")
    steps.pay(buyer, desk, statements, order, 2, BALANCE)

    shipment = delivery.open_a_shipment(supplier, order, lot=LOT, quantity=50_000, expires_on="2029-11-30")
    delivery.report(supplier, shipment, "booked", "CNSHA", clock.now - timedelta(hours=3))
    clock.pass_days(4)
    delivery.report(
        supplier,
        shipment,
        "loaded",
        "CNSHA",
        clock.now - timedelta(hours=20),
        kind="bill_of_lading",
        number="COSU6182004450",
        carrier="COSCO",
    )
    delivery.report(supplier, shipment, "arrived", "DEHAM", entry + timedelta(days=6), is_expected=True)
    buyer.goto(shipment.get_absolute_url())
    expect(buyer.locator("main")).to_contain_text("That is 6 days later than agreed.")

    clock.pass_days(62)
    delivery.report(
        buyer,
        shipment,
        "delivered",
        "DEHAM",
        clock.now - timedelta(hours=5),
        condition="short",
    )
    delivery.check_the_goods(buyer, order, LOT, accepted=48_900, short=1_100)
    claim = delivery.open_a_claim(buyer)
    delivery.settle(supplier, buyer, claim, part=2, to_buyer="92.40")

    payment = steps.pay_out(desk, colleague, customer.organisation)
    assert payment.amount == SHORT
    clock.pass_days(1)
    booked = Booking(money(SHORT), side="DBIT", name="KRANKENHAUS NORDHAFEN GGMBH", end_to_end_id=payment.end_to_end_id)
    steps.upload(desk, statements, statements.of(clock.now, booked, -SHORT))
    buyer.goto(order.get_absolute_url())
    expect(buyer.get_by_role("row").filter(has_text="Paid back to the buyer")).to_contain_text("USD 92.40")
    accepted(order, "document_pack", at=clock.now)
    steps.expect_part(supplier, order, 2, "Divided between both sides")
    delivery.expect_in_recall_list(supplier, order.supplier_id, LOT, "50,000", customer.organisation)
    call_command("verify_ledger")
