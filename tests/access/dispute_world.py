"""Claims of the access world: one between ``buyer`` and the shop, one that is the rival's."""

from datetime import date

from django.utils import timezone

from buyers.disputes.models import SanctionsList, Screening, ScreeningHit
from tests.buyers.trade.watched_orders import watched_order
from tests.factories.disputes import ClaimFactory, page_of
from tests.factories.trade import HolderFactory

CLAIM_WORDS = "Pallet 7 smells of diesel, ticket 90210"
"""What a claim says: both sides of its order and the desk read it."""


def dispute_arguments(buyer, shop):
    """What the URLs of claims are asked with, and the claim itself."""
    order = watched_order(buyer=buyer, supplier=shop, holder=HolderFactory())
    claim = ClaimFactory(order=order, text=CLAIM_WORDS)
    token = page_of(claim.opening).token
    of_order, of_claim = {"pk": order.pk}, {"pk": claim.pk}
    arguments = {
        "disputes:claims": of_order,
        "disputes:claim-open": of_order,
        "disputes:claim": of_claim,
        "disputes:claim-act": {**of_claim, "act": "write"},
        "disputes:claim-page": {"token": token},
        "admin:disputes_claim_act": {**of_claim, "name": "declare"},
        "admin:disputes_claim_page": {"token": token},
    }
    hit = _asked_about(order)
    arguments["admin:disputes_screeninghit_answer"] = {"pk": hit.pk}
    return arguments, {"claim": claim.pk, "screeninghit": hit.pk}


def _asked_about(order):
    """A question of a screening: a listed name is like the buyer's."""
    source = SanctionsList.objects.create(
        list_id="us_sdn", published_on=date(2026, 11, 26), sha256="5" * 64, count=1, loaded_at=timezone.now()
    )
    screening = Screening.objects.create(
        order=order, role=Screening.Role.BUYER, name=order.buyer.organisation, source=source, at=timezone.now()
    )
    return ScreeningHit.objects.create(
        screening=screening, number="9021", kind="entity", name="HAFENKLINIK LINDENAU OOO", score=91, why="inside"
    )


def claim_of_rival(order, key):
    """The rival's own claim, with a file, all under one key."""
    claim = ClaimFactory(id=key, order=order)
    page_of(claim.opening, id=key)
