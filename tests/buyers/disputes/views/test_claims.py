"""Both sides read one page of a claim, with the same day on their own clocks; what is refused keeps what was typed."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from buyers.disputes.models import Claim
from buyers.disputes.services.claims.sections import section_of, steps_of
from buyers.trade.models import Order, Side
from buyers.trade.services.facts import order_facts
from buyers.trade.services.order_sections import Reader
from tests.buyers.disputes.claims import DAY, claim_about, paid_order
from tests.buyers.trade.watched_orders import happens, watched_order
from tests.factories import BuyerFactory, BuyerMembershipFactory
from tests.factories.disputes import ClaimFactory
from tests.factories.trade import HolderFactory

pytestmark = pytest.mark.usefixtures("countries")
SHORT = "Four cartons of the pallet are empty, see the photos of the carrier."


def client_of(user):
    client = Client()
    client.force_login(user)
    return client


def typed(**changes):
    usual = {
        "kind": "quantity",
        "lines": ["1"],
        "quantity": "1,100",
        "remedy": "part_refund",
        "amount": "92.40",
        "parts": ["2"],
        "text": SHORT,
    }
    return {**usual, **changes}


def test_a_claim_above_what_was_paid_is_refused_at_its_field_and_keeps_the_words():
    order = paid_order()
    url = reverse("disputes:claim-open", args=[order.pk])

    refused = client_of(order.buyer.user).post(url, typed(amount="4200.01", parts=["1", "2"]))

    assert refused.status_code == 422
    said = refused.text.replace("\u00a0", " ")
    assert "At most USD 4,200.00: that is what this order has been paid." in said
    assert SHORT in said and not Claim.objects.exists()
    wrong = client_of(order.seller).post(url, typed())
    assert wrong.status_code == 422 and not Claim.objects.exists()


def test_a_claim_is_opened_answered_offered_signed_and_carried_out_on_the_pages_of_both_sides():
    order = paid_order()
    buyer, seller = client_of(order.buyer.user), client_of(order.seller)
    opened = buyer.post(reverse("disputes:claim-open", args=[order.pk]), typed(), follow=True)
    claim = Claim.objects.get()
    assert opened.status_code == 200 and SHORT in opened.text

    def act(client, name, **data):
        return client.post(reverse("disputes:claim-act", args=[claim.pk, name]), data, follow=True)

    theirs, ours = seller.get(claim.get_absolute_url()), buyer.get(claim.get_absolute_url())
    assert "Next step: yours" in theirs.text and "Next step: yours" not in ours.text
    refused = act(seller, "answer", text="")
    again = seller.get(refused.request["PATH_INFO"])
    assert (refused.status_code, again.status_code) == (422, 200)
    assert 'id="answer" open' in again.text.replace('" open', '" open').replace(' open id="answer"', 'id="answer" open')
    act(seller, "answer", text="102 cartons were loaded, as the tally sheet shows.")
    act(seller, "propose", **{"buyer-2": "40.00", "supplier-2": "", "text": "As goodwill of ours."})
    page = buyer.get(claim.get_absolute_url())
    digest = claim.settlements.get().digest
    assert digest in page.text and "USD\u00a040.00 to the buyer" in page.text
    assert act(buyer, "sign", digest="0" * 64).status_code == 422
    done = act(buyer, "sign", digest=digest)

    assert Claim.objects.get().status == "carried_out"
    assert "Carried out" in done.text and "What you may do" not in done.text
    assert act(buyer, "write", text="One more thing.").status_code in (200, 422)
    assert claim.steps.filter(kind="message").count() == 0


def test_strangers_find_nothing_and_who_may_only_read_has_no_buttons():
    order = paid_order()
    claim = claim_about(order)
    viewer = BuyerMembershipFactory(buyer=order.buyer, role="viewer").user
    pages = [
        reverse("disputes:claims", args=[order.pk]),
        claim.get_absolute_url(),
        reverse("disputes:claim-open", args=[order.pk]),
    ]

    assert [client_of(BuyerFactory().user).get(page).status_code for page in pages] == [404, 404, 404]
    assert [client_of(viewer).get(page).status_code for page in pages] == [200, 200, 404]
    assert "What you may do" not in client_of(viewer).get(pages[1]).text


def test_after_the_release_the_page_says_that_nothing_is_held_and_the_desk_is_not_offered():
    order = paid_order()
    claim = claim_about(order, parts=(1,))

    said = client_of(order.buyer.user).get(claim.get_absolute_url()).text

    assert "No money is held for this any more" in said
    assert "Pass it to the desk" not in said
    without = ClaimFactory(order=watched_order(), is_goodwill=True)
    words = client_of(without.order.buyer.user).get(without.get_absolute_url()).text
    assert "No third party keeps money for this order" in words and "held" not in words


def test_a_lost_clearance_at_sea_fills_in_its_cause_and_the_page_of_the_order_leads_there():
    today = timezone.localdate()
    terms = {"latest_shipment": today + 5 * DAY, "expected_entry": today + 40 * DAY}
    order = watched_order(
        until=today - 2 * DAY, terms=terms, holder=HolderFactory(), placed_at=timezone.now() - 20 * DAY
    )
    happens(order, "transport_document", today - 3 * DAY)
    client = client_of(order.buyer.user)

    page = client.get(order.get_absolute_url()).text
    link = reverse("disputes:claim-open", args=[order.pk]) + "?kind=clearance&amp;line=1"
    assert link in page
    form = client.get(link.replace("&amp;", "&")).context["form"]

    assert form.initial["kind"] == "clearance" and form.initial["lines"] == [1]
    assert "Not cleared for Germany since" in form.initial["text"]


def test_what_others_know_fills_the_form_and_nonsense_in_the_address_does_not():
    order = paid_order()
    client, url = client_of(order.buyer.user), reverse("disputes:claim-open", args=[order.pk])

    filled = client.get(url, {"kind": "quantity", "line": "1", "quantity": "1100", "amount": "9240"}).context["form"]
    odd = client.get(url, {"kind": "not_paid", "line": "x", "amount": "-1"}).context["form"]

    assert (filled.initial["quantity"], filled.initial["amount"], filled.initial["parts"]) == (1100, "92.40", [2])
    assert odd.initial == {}


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_and_the_section_cost_the_same_for_one_claim_and_for_three(count, django_assert_num_queries):
    order = watched_order(holder=HolderFactory())
    for _number in range(count):
        ClaimFactory(order=order)
    client = client_of(order.buyer.user)
    client.get(reverse("disputes:claims", args=[order.pk]))

    with django_assert_num_queries(10):
        client.get(reverse("disputes:claims", args=[order.pk]))
    facts, reader = order_facts(order, at=timezone.now()), Reader(order.buyer.user, Side.BUYER, may_act=True)
    assert facts.holds == ()  # read for the page already
    with django_assert_num_queries(2):
        section = section_of(facts, reader)
    with django_assert_num_queries(0):  # read with the section
        steps = steps_of([facts], Side.SUPPLIER)
    assert len(section.context["rows"]) == len(steps[order.pk]) == count


def test_an_open_claim_puts_the_order_among_those_that_need_the_other_side():
    order = paid_order()
    claim_about(order, at=timezone.now())

    rows = client_of(order.seller).get(reverse("trade:supplier-orders", args=[order.supplier_id]))

    assert "Answer claim 1" in rows.text
    assert Order.objects.get().status == "confirmed"
