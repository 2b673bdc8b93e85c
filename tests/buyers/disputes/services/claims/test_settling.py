"""Only one digest that both sides signed moves money, exactly as it says, and the rest of the part goes on."""

import pytest

from buyers.disputes.models import Settlement
from buyers.disputes.services.claims.refusals import NothingAgreed, NotNow, ProposalChanged, SharesWrong
from buyers.disputes.services.claims.settling import propose_settlement, sign_settlement
from buyers.terms.disputes.claim_rules import Share
from buyers.trade.models import Movement
from buyers.trade.services.balances import balances_of
from buyers.trade.services.verification import verify
from tests.buyers.disputes.claims import BALANCE, DAY, MONDAY, again, claim_about, paid_order

pytestmark = pytest.mark.usefixtures("countries")
LATER = MONDAY + DAY


def propose(claim, by, to_buyer, text="", at=LATER, to_supplier=0):
    shares = [Share(2, to_buyer, to_supplier)] if to_buyer or to_supplier else []
    return propose_settlement(claim.pk, shares, text, by=by, at=at)


def test_different_offers_move_nothing_and_the_one_that_both_signed_does():
    order = paid_order()
    claim = claim_about(order)
    ours = propose(claim, order.buyer.user, 9_240)
    theirs = propose(claim, order.seller, 4_000)
    assert not Movement.objects.filter(kind="resolved").exists()

    with pytest.raises(ProposalChanged):
        sign_settlement(claim.pk, theirs.digest, by=order.seller, at=LATER)
    sign_settlement(claim.pk, ours.digest, by=order.seller, at=LATER)

    sums = balances_of(order)
    assert (sums.refundable, sums.held) == (9_240, {2: BALANCE - 9_240})
    assert again(claim).status == "carried_out"
    assert verify().faults == ()


def test_the_same_offer_of_both_is_one_and_settles():
    order = paid_order()
    claim = claim_about(order)

    propose(claim, order.buyer.user, 5_000, "New cartons until 20 December.")
    propose(claim, order.seller, 5_000, " New cartons until 20 December. ")

    assert Settlement.objects.count() == 1
    assert again(claim).status == "carried_out"


def test_a_proposal_that_was_replaced_cannot_be_signed_and_an_ended_claim_not_at_all():
    order = paid_order()
    claim = claim_about(order)
    old = propose(claim, order.buyer.user, 9_240)
    new = propose(claim, order.buyer.user, 8_000)

    with pytest.raises(ProposalChanged):
        sign_settlement(claim.pk, old.digest, by=order.seller, at=LATER)
    sign_settlement(claim.pk, new.digest, by=order.seller, at=LATER)

    with pytest.raises(NotNow):
        sign_settlement(claim.pk, new.digest, by=order.seller, at=LATER)
    assert balances_of(order).refundable == 8_000


def test_more_than_is_held_and_an_offer_of_nothing_are_refused():
    order = paid_order()
    claim = claim_about(order)

    with pytest.raises(SharesWrong) as refused:
        propose(claim, order.buyer.user, BALANCE, to_supplier=1)
    with pytest.raises(NothingAgreed):
        propose(claim, order.buyer.user, 0)

    assert (refused.value.code, refused.value.part, refused.value.held) == ("more-than-held", 2, BALANCE)


def test_after_the_release_an_agreement_is_words_and_no_movement_is_possible():
    order = paid_order()
    claim = claim_about(order, parts=(1,))

    with pytest.raises(SharesWrong):
        propose_settlement(claim.pk, [Share(1, 1, 0)], "", by=order.buyer.user, at=LATER)
    ours = propose_settlement(claim.pk, [], "The next order is 2 % cheaper.", by=order.buyer.user, at=LATER)
    sign_settlement(claim.pk, ours.digest, by=order.seller, at=LATER)

    assert again(claim).status == "settled"
    assert not Movement.objects.filter(kind="resolved").exists()
