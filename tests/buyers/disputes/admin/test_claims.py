"""The desk's pages of claims: by due day, taken without an interest, decided on what is ticked, signed second."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from buyers.disputes.models import Claim, Decision
from tests.buyers.disputes.claims import BALANCE, DAY, case_handler, claim_about, paid_order
from tests.factories import BuyerMembershipFactory
from tests.factories.disputes import ClaimFactory

pytestmark = pytest.mark.usefixtures("countries")
QUEUE = "admin:disputes_claim_changelist"


@pytest.fixture
def desk(settings):
    settings.EASE_SECOND_FACTOR = True

    def sign_in(user):
        client = Client()
        client.force_login(user)
        return client

    return sign_in


def act(client, claim, name, **data):
    return client.post(reverse("admin:disputes_claim_act", args=[claim.pk, name]), data, follow=True)


def test_a_claim_is_taken_decided_and_signed_second(desk):
    order = paid_order()
    claim = claim_about(order, at=timezone.now() - 25 * DAY)
    handler, colleague = desk(case_handler()), desk(case_handler())
    assert "Decide about claim 1" in handler.get(reverse(QUEUE)).text

    act(handler, claim, "declare", has_interest="no")
    refused = act(handler, claim, "decide", **{"buyer-2": "2940.00", "reasons": "Empty cartons."})
    assert refused.status_code == 422 and "Tick at least one thing" in refused.text
    key = f"evidence:{order.evidence.first().pk}"
    act(handler, claim, "decide", **{"buyer-2": "2940.00", "reasons": "Empty cartons.", "citations": [key]})
    page = colleague.get(reverse("admin:disputes_claim_change", args=[claim.pk]))
    assert "Waits for a second signature" in page.text
    digest = Decision.objects.get().digest
    act(colleague, claim, "countersign", digest=digest, has_none="on")

    assert Claim.objects.get().status == "decided"
    sides = Client()
    sides.force_login(order.seller)
    said = sides.get(claim.get_absolute_url()).text
    assert "Empty cartons." in said and "It gives back all that is held for these parts." in said
    assert Decision.objects.get().shares == [[2, BALANCE, 0]]


def test_who_belongs_to_a_side_does_not_find_the_claim(desk):
    claim = ClaimFactory()
    member = case_handler()
    BuyerMembershipFactory(buyer=claim.order.buyer, user=member)

    client = desk(member)

    assert str(claim) not in client.get(reverse(QUEUE)).text
    assert client.get(reverse("admin:disputes_claim_change", args=[claim.pk])).status_code == 404
    assert act(client, claim, "declare", has_interest="no").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_queue_costs_the_same_for_one_claim_and_for_three(desk, count, django_assert_num_queries):
    for _number in range(count):
        ClaimFactory()
    client = desk(case_handler())
    client.get(reverse(QUEUE))

    with django_assert_num_queries(9):
        client.get(reverse(QUEUE))
