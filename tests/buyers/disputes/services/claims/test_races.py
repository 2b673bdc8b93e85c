"""Two at the same moment: a claim against release by silence, two signatures, a claim opened twice."""

from datetime import timedelta

import pytest

from buyers.disputes.models import Claim
from buyers.disputes.services.claims.refusals import ClaimedAlready
from buyers.disputes.services.claims.settling import propose_settlement, sign_settlement
from buyers.disputes.services.claims.sweeping import sweep_claims
from buyers.terms.disputes.claim_rules import Share
from buyers.trade.models import Movement
from buyers.trade.services.balances import balances_of
from buyers.trade.services.payments import carry_out
from tests.buyers.disputes.claims import (
    BALANCE,
    DEPOSIT,
    MONDAY,
    arrives,
    claim_about,
    held_order,
    paid_order,
    submitted,
)
from tests.factories import CountryFactory
from tests.threads import together

pytestmark = pytest.mark.usefixtures("committing")
LATER = MONDAY + timedelta(days=4)


def test_a_claim_and_the_release_by_silence_have_one_order_of_events(committing):
    CountryFactory(code="DE")
    order = held_order()
    arrives(order, DEPOSIT)
    submitted(order, "production_start_report")

    def claim():
        return claim_about(order, parts=(1,), kind="late", remedy="refund", at=LATER)

    opened, _released = together(claim, lambda: carry_out(order, at=LATER))

    is_released = Movement.objects.filter(kind="released").exists()
    assert isinstance(opened, Claim)
    assert opened.is_goodwill is is_released
    carry_out(order, at=LATER)
    assert balances_of(order).held == ({} if is_released else {1: DEPOSIT})


def test_of_two_offers_at_once_none_moves_money_and_two_signatures_move_it_once(committing):
    CountryFactory(code="DE")
    order = paid_order()
    claim = claim_about(order)

    def propose(by, to_buyer):
        return propose_settlement(claim.pk, [Share(2, to_buyer, 0)], "", by=by, at=LATER)

    ours, _theirs = together(lambda: propose(order.buyer.user, 9_240), lambda: propose(order.seller, 1_000))
    assert not Movement.objects.filter(kind="resolved").exists()

    def sign():
        return sign_settlement(claim.pk, ours.digest, by=order.seller, at=LATER)

    together(sign, sign, lambda: sweep_claims(at=LATER))

    assert Movement.objects.filter(kind="resolved").count() == 1
    assert balances_of(order).held == {2: BALANCE - 9_240}


def test_of_two_claims_about_a_part_one_is_opened(committing):
    CountryFactory(code="DE")
    order = paid_order()

    results = together(lambda: claim_about(order), lambda: claim_about(order, kind="quality"))

    assert sorted(type(one).__name__ for one in results) == ["Claim", ClaimedAlready.__name__]
