"""Two people have one page of a deal open: whoever presses later reads what the other did, and nothing happens twice."""

from datetime import timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from buyers.trade.models import EvidenceAnswer, OrderMessage
from tests.factories import BuyerMembershipFactory, EnquiryFactory, MembershipFactory, ThreadFactory
from tests.factories.quotes import QuoteFactory
from tests.factories.trade import EvidenceFactory, HolderFactory, OrderFactory

pytestmark = pytest.mark.browser


@pytest.fixture
def order(clock, monday_site):
    return OrderFactory(holder=HolderFactory(), placed_at=clock.now - timedelta(days=9))


def answer(page, verdict, note):
    page.locator(f"[name=verdict][value={verdict}]").check()
    page.locator("[name=note]").fill(note)
    page.get_by_role("button", name="Send the answer").click()


def test_who_is_later_in_another_window_reads_what_happened(clock, visitors, order):
    colleague = BuyerMembershipFactory(buyer=order.buyer, role="purchaser").user
    thread = ThreadFactory(enquiry=EnquiryFactory(buyer=order.buyer))
    quote = QuoteFactory(
        thread=thread, sent_at=clock.now, terms={"valid_until": (clock.now + timedelta(days=9)).date()}
    )
    editor = MembershipFactory(supplier=thread.supplier).user
    early, late, seller = map(visitors.arrive, (order.buyer.user, colleague, editor))
    began = EvidenceFactory(order=order, submitted_at=clock.now - timedelta(minutes=5), happened_on=clock.now.date())

    for page in (early, late):
        page.goto(reverse("trade:evidence-answer", args=[began.pk]))
    answer(early, "accepted", "")
    expect(early.get_by_text("Your answer is noted.")).to_be_visible()
    answer(late, "returned", "The date on the photo cannot be read.")
    expect(late.get_by_text("Answered before, on")).to_be_visible()
    assert EvidenceAnswer.objects.get().verdict == "accepted"

    late.goto(quote.get_absolute_url())
    seller.goto(reverse("buyers:inbox-thread", args=[thread.supplier_id, thread.pk]))
    seller.locator("summary", has_text="Withdraw the quote").click()
    seller.get_by_role("button", name="Withdraw it").click()
    seller.wait_for_load_state()
    late.locator("summary", has_text="Decline the quote").click()
    late.locator("[name=refusal]").select_option(index=1)
    late.get_by_role("button", name="Decline it").click()
    expect(late.get_by_text("The supplier withdrew this quote in the meantime.")).to_be_visible()
    quote.refresh_from_db()
    assert quote.status == "withdrawn"

    again = early.context.new_page()
    for page in (early, again):
        page.goto(order.get_absolute_url())
        page.locator("[name=text]").fill("The vessel leaves on Thursday, cut-off is Tuesday noon.")
    for page in (early, again):
        page.locator("form", has=page.locator("[name=text]")).get_by_role("button").last.click()
        page.wait_for_load_state()
    expect(again.get_by_text("Nothing was sent a second time.")).to_be_visible()
    assert OrderMessage.objects.count() == 1
