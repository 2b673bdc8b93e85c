"""A deal from the request to the supplier's money, with a document that lapses while the order runs. Days pass by a clock of the test."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from playwright.sync_api import expect

from audits.clearances import judging
from audits.law.current import load_rulebook, rulebook_of
from buyers.models import Thread
from suppliers.models import Certificate
from tests.audits import small_law
from tests.browser import order_steps as steps
from tests.browser.clock import MONDAY
from tests.buyers.trade.bank_days import approved_account, finance, money
from tests.buyers.trade.deals import accepted
from tests.buyers.trade.orderable import orderable
from tests.buyers.trade.statements.bank_files import Booking
from tests.factories import BuyerFactory
from tests.factories.quotes import QuoteFactory

pytestmark = pytest.mark.browser

LAPSES = "doc"
LAST_DAY = (MONDAY + timedelta(days=18)).date()
"""Christmas Day: the declaration of the chosen product ends on it."""
ENTRY = (MONDAY + timedelta(days=58)).date()
DEPOSIT, BALANCE = 126_000, 294_000


@pytest.fixture
def law(clock, monday_site, tmp_path):
    """The small law of two lands, in force since a month."""
    rulebook_of.cache_clear()
    yield load_rulebook(small_law.write(tmp_path / "law"), by=None, at=clock.now - timedelta(days=30))
    rulebook_of.cache_clear()


@pytest.fixture
def products(clock, law):
    """One of each of three suppliers, cleared for Germany; a document of the first ends before the goods would arrive."""
    made = [orderable() for _supplier in range(3)]
    Certificate.objects.filter(supplier=made[0].supplier, certificate_type=LAPSES).update(valid_until=LAST_DAY)
    judging.refresh_products(made[:1], at=clock.now)
    approved_account(made[0].supplier, at=clock.now)
    return made


def test_from_a_request_to_the_suppliers_money_with_a_document_that_lapses_on_the_way(clock, visitors, products):
    statements = steps.Statements()
    chosen = products[0]
    customer = BuyerFactory(organisation="Krankenhaus Nordhafen gGmbH")
    people = (customer.user, chosen.seller, finance(), finance())
    buyer, supplier, desk, colleague = map(visitors.arrive, people)

    steps.request_quotes(buyer, products, needed_by=ENTRY)
    steps.quote(supplier, chosen)
    for product in products[1:]:
        QuoteFactory(thread=Thread.objects.get(lines__product=product), sent_at=clock.now)
    order = steps.accept_and_place(buyer, chosen, entry=ENTRY)
    order.buyer, order.seller = customer, chosen.seller
    steps.confirm(supplier, order)

    clock.pass_days(1)
    steps.pay(buyer, desk, statements, order, 1, DEPOSIT)
    clock.pass_days(2)
    steps.report_the_start_of_production(supplier, order)
    steps.accept_evidence(buyer, order, "production_start_report")
    steps.expect_part(buyer, order, 1, "Released to the supplier")

    clock.pass_days(18)
    accepted(order, "inspection_report", at=clock.now)
    steps.expect_hold(buyer, supplier, order)
    clock.pass_days(1)
    steps.renew(chosen, order, LAPSES)
    steps.expect_no_hold(buyer, order)

    clock.pass_days(1)
    steps.pay(buyer, desk, statements, order, 2, BALANCE)
    clock.pass_days(14)
    for kind in ("transport_document", "document_pack"):
        accepted(order, kind, at=clock.now)
    steps.expect_part(supplier, order, 2, "Held")
    clock.pass_days(21)
    accepted(order, "delivery_proof", at=clock.now)
    steps.accept_the_goods(buyer, order)
    steps.expect_part(supplier, order, 2, "Released to the supplier")

    payout = steps.pay_out(desk, colleague, chosen.supplier.name_en)
    clock.pass_days(1)
    booked = Booking(
        money(payout.amount), side="DBIT", name=chosen.supplier.name_en, end_to_end_id=payout.end_to_end_id
    )
    steps.upload(desk, statements, statements.of(clock.now, booked, -payout.amount))
    steps.expect_part(supplier, order, 1, "Paid out to the supplier")
    steps.expect_part(supplier, order, 2, "Paid out to the supplier")
    expect(supplier.locator("main")).to_contain_text("Nothing is left to do: the order is complete")
    call_command("verify_ledger")
