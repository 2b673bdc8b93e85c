"""Handlers without an interest decide on what is cited; big decisions need two; an objection goes to another, once."""

from datetime import timedelta

import pytest

from buyers.disputes.services.claims.carrying_out import carry_out_claim
from buyers.disputes.services.claims.deciding import Written, countersign, write_decision
from buyers.disputes.services.claims.handling import declare, handler_of, is_handler_of, order_report, receive_report
from buyers.disputes.services.claims.refusals import (
    DecisionChanged,
    HasInterest,
    NotHandler,
    NothingCited,
    NotNow,
    OtherHandlerNeeded,
    SecondPersonNeeded,
)
from buyers.disputes.services.claims.sweeping import sweep_claims
from buyers.disputes.services.claims.talking import act_in_claim
from buyers.terms.disputes.claim_facts import Act
from buyers.trade.models import DeskOffice, OrderLetter
from buyers.trade.services.balances import balances_of
from buyers.trade.services.desk import NotInOffice
from buyers.trade.services.verification import verify
from tests.buyers.disputes.claims import (
    BALANCE,
    DAY,
    MONDAY,
    again,
    case_handler,
    claim_about,
    decide,
    deciding_claim,
    paid_order,
)
from tests.factories import BuyerMembershipFactory, UserFactory

pytestmark = pytest.mark.usefixtures("countries")
FINAL = timedelta(days=12)
"""After a decision, both sides' days to object are over."""


def test_a_small_decision_stands_by_one_signature_and_is_carried_out_when_nobody_objects():
    order = paid_order()
    claim, handler, at = deciding_claim(order)
    decide(claim, handler, at)

    with pytest.raises(NotNow):
        carry_out_claim(claim.pk, at=at + DAY)
    sweep_claims(at=at + FINAL)
    sweep_claims(at=at + FINAL)

    assert again(claim).status == "carried_out"
    assert (balances_of(order).refundable, balances_of(order).held) == (9_240, {2: BALANCE - 9_240})
    assert verify().faults == ()
    assert OrderLetter.objects.filter(kind="decision").count() == 2


def test_a_full_refund_waits_for_a_second_person_and_an_edit_voids_the_first_signature():
    order = paid_order()
    claim, handler, at = deciding_claim(order)
    first = decide(claim, handler, at, to_buyer=BALANCE)
    assert first.needs_second == ["full_refund"] and again(claim).status == "escalated"

    edited = decide(claim, handler, at, to_buyer=BALANCE, to_supplier=0, part=2)
    assert edited.digest != first.digest
    colleague = case_handler()
    with pytest.raises(DecisionChanged):
        countersign(claim.pk, first.digest, by=colleague, at=at)
    with pytest.raises(SecondPersonNeeded):
        countersign(claim.pk, edited.digest, by=handler, at=at)
    countersign(claim.pk, edited.digest, by=colleague, at=at)

    assert again(claim).status == "decided"
    assert is_handler_of(order, colleague) and handler_of(claim) == handler


def test_who_belongs_to_a_side_or_has_an_interest_or_no_office_decides_nothing():
    order = paid_order()
    claim, handler, at = deciding_claim(order)
    member = case_handler()
    BuyerMembershipFactory(buyer=order.buyer, user=member)
    interested = case_handler()

    with pytest.raises(HasInterest):
        declare(claim.pk, has_interest=False, by=member, at=at)
    declare(claim.pk, has_interest=True, note="My sister works for the forwarder.", by=interested, at=at)
    with pytest.raises(HasInterest):
        declare(claim.pk, has_interest=False, by=interested, at=at)
    with pytest.raises(NotInOffice):
        declare(claim.pk, has_interest=False, by=UserFactory(is_staff=True), at=at)
    with pytest.raises(NotHandler):
        decide(claim, case_handler(), at)
    DeskOffice.objects.filter(user=handler).update(until=at)
    with pytest.raises(NotInOffice):
        decide(claim, handler, at)

    assert handler_of(claim) == handler


def test_a_decision_rests_on_rows_of_this_order_and_is_not_made_before_the_days_for_evidence_are_over():
    order, foreign = paid_order(), paid_order()
    claim, handler, at = deciding_claim(order)
    of_other = foreign.evidence.first()

    for keys in ((), (f"evidence:{of_other.pk}",), ("evidence:999999",)):
        with pytest.raises(NothingCited):
            write_decision(claim.pk, Written((), "Nothing shows a shortage.", keys), by=handler, at=at)
    with pytest.raises(NotNow):
        decide(claim, handler, at - 3 * DAY)


def test_an_objection_goes_to_another_handler_whose_decision_is_carried_out_at_once():
    order = paid_order()
    claim, handler, at = deciding_claim(order)
    decide(claim, handler, at)
    act_in_claim(claim.pk, Act.OBJECT, by=order.seller, at=at + DAY, text="The weighbridge ticket shows 102 cartons.")
    with pytest.raises(NotNow):
        act_in_claim(claim.pk, Act.OBJECT, by=order.buyer.user, at=at + DAY, text="We object too.")
    with pytest.raises(OtherHandlerNeeded):
        decide(claim, handler, at + 2 * DAY)

    other = case_handler("head")
    declare(claim.pk, has_interest=False, by=other, at=at + 2 * DAY)
    decide(claim, other, at + 2 * DAY, to_buyer=4_000)

    assert again(claim).status == "carried_out"
    assert balances_of(order).refundable == 4_000


def test_a_decision_against_a_passed_inspection_needs_a_second_person():
    claim, handler, at = deciding_claim(paid_order(), kind="quality")

    assert decide(claim, handler, at).needs_second == ["against_report"]
    assert decide(claim, handler, at, to_buyer=0).needs_second == []


def test_while_a_report_is_awaited_nothing_is_decided():
    order = paid_order()
    claim, handler, at = deciding_claim(order)
    order_report(claim.pk, "Count of cartons at the warehouse, by the port's weigher.", by=handler, at=at - 4 * DAY)

    with pytest.raises(NotNow):
        decide(claim, handler, at)
    receive_report(claim.pk, "98 cartons counted.", by=handler, at=at)
    decide(claim, handler, at + 5 * DAY)

    assert again(claim).status == "decided"


def test_money_waits_for_an_award_and_two_people_carry_it_over():
    order = paid_order()
    claim = claim_about(order)
    act_in_claim(claim.pk, Act.FILE, by=order.seller, at=MONDAY + DAY, text="HKIAC, filed 24 November 2026.")
    sweep_claims(at=MONDAY + 40 * DAY)
    assert balances_of(order).held == {2: BALANCE}
    handler, colleague = case_handler(), case_handler()
    declare(claim.pk, has_interest=False, by=handler, at=MONDAY + 50 * DAY)

    written = decide(claim, handler, MONDAY + 50 * DAY, to_buyer=2_000, to_supplier=1_000)
    assert written.needs_second == ["arbitration"]
    countersign(claim.pk, written.digest, by=colleague, at=MONDAY + 51 * DAY)

    assert (balances_of(order).refundable, balances_of(order).payable) == (2_000, 1_000 + 126_000)
    assert again(claim).status == "carried_out"
