"""Goods are handed over while a document is revoked, in two windows that were open before: who commits first wins, the other reads why."""

from datetime import timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from audits.law.current import load_rulebook, rulebook_of
from audits.models import Clearance
from buyers.trade.models import Evidence, OrderLine
from suppliers.models import Certificate
from tests.audits import small_law
from tests.browser import order_steps as steps
from tests.buyers.trade.orderable import orderable
from tests.buyers.trade.watched_orders import happens, sign
from tests.factories import AuditorFactory
from tests.factories.trade import OrderFactory

pytestmark = pytest.mark.browser
CARRIER = "Orient Overseas Container Line"


@pytest.fixture
def law(clock, monday_site, tmp_path):
    rulebook_of.cache_clear()
    yield load_rulebook(small_law.write(tmp_path / "law"), by=None, at=clock.now - timedelta(days=30))
    rulebook_of.cache_clear()


def in_production(product, clock):
    order = OrderFactory(lines=0, supplier=product.supplier, placed_at=clock.now - timedelta(days=2))
    row = Clearance.objects.holding(clock.now.date()).get(product=product, market="EU")
    OrderLine.objects.create(order=order, number=1, product=product, clearance=row, known_at=clock.now)
    dates = {
        "latest_shipment": (clock.now + timedelta(days=30)).date(),
        "expected_entry": (clock.now + timedelta(days=65)).date(),
    }
    sign(order, **dates)
    happens(order, "production_started", clock.now.date())
    return order


def fill_hand_over(page, order, number):
    page.goto(reverse("trade:evidence-submit", args=[order.pk, "transport_document"]))
    page.locator("[name=kind]").select_option("bill_of_lading")
    page.locator("[name=number]").fill(number)
    page.locator("[name=carrier]").fill(CARRIER)
    page.locator("[name=files]").set_input_files([steps.photo()])


def submit(page):
    page.get_by_role("button", name="Submit", exact=True).click()


def test_goods_that_left_before_a_revocation_are_on_the_way_and_others_stay(clock, visitors, law):
    product = orderable()
    first, second = in_production(product, clock), in_production(product, clock)
    first.seller = second.seller = product.seller
    document = Certificate.objects.get(supplier=product.supplier, certificate_type="doc")
    early, late, desk = map(visitors.arrive, (product.seller, product.seller, AuditorFactory(level="senior").user))
    fill_hand_over(early, first, "OOLU2739104460")
    fill_hand_over(late, second, "OOLU2739104471")
    desk.goto(reverse("admin:audits_certificatecase_change", args=[document.pk]) + "#act-revoke")
    sheet = desk.locator("#act-revoke")
    sheet.locator("[name=revoke-effective_on]").fill(clock.now.date().isoformat())
    sheet.locator("[name=revoke-reasons]").first.check()

    submit(early)
    expect(early.get_by_text("Submitted. The other side reads it now.")).to_be_visible()
    sheet.get_by_role("button", name="Revoke the approval").click()
    expect(desk.get_by_text("Revoked and logged")).to_be_visible()
    submit(late)

    expect(late.locator("main")).to_contain_text("The clearance did not stand on that day: goods may not be handed")
    expect(late.locator("[name=carrier]")).to_have_value(CARRIER)
    went = Evidence.objects.filter(event="transport_document").values_list("order", flat=True)
    assert list(went) == [first.pk]
    for page, order in ((early, first), (late, second)):
        page.goto(order.get_absolute_url())
        expect(page.locator("#line-1")).to_contain_text("Not cleared for Germany since")
