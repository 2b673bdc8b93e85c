"""A claim is at most what was paid for its parts, stops those parts alone, and after the release nothing is held for it."""

import pytest

from buyers.disputes.models import Claim
from buyers.disputes.services.claims.refusals import ClaimedAlready, NotYourKind, TooLate, TooMuch, UnknownPlace
from buyers.trade.models import Movement, OrderLetter
from buyers.trade.services.balances import balances_of
from buyers.trade.services.facts import order_facts
from buyers.trade.services.parties import NotAParty
from buyers.trade.services.payments import carry_out
from tests.buyers.disputes.claims import (
    BALANCE,
    DAY,
    DEPOSIT,
    MONDAY,
    accepted,
    arrives,
    claim_about,
    held_order,
    paid_order,
)
from tests.factories import BuyerFactory

pytestmark = pytest.mark.usefixtures("countries")


def test_a_claim_is_at_most_what_was_paid_for_the_parts_it_is_about():
    order = paid_order()

    with pytest.raises(TooMuch) as of_part:
        claim_about(order, amount=BALANCE + 1)
    with pytest.raises(TooMuch) as of_order:
        claim_about(order, amount=DEPOSIT + BALANCE + 1, parts=(1, 2))

    assert (of_part.value.most, of_part.value.is_of_order) == (BALANCE, False)
    assert (of_order.value.most, of_order.value.is_of_order) == (DEPOSIT + BALANCE, True)
    assert claim_about(order, amount=DEPOSIT + BALANCE, parts=(1, 2)).amount == DEPOSIT + BALANCE


def test_only_the_parts_concerned_wait_and_go_on_when_it_is_withdrawn():
    order = held_order()
    arrives(order, DEPOSIT)
    claim_about(order, parts=(1,), kind="late", remedy="part_refund")

    accepted(order, "production_start_report")

    assert balances_of(order).held == {1: DEPOSIT}
    assert [one.stopped_by for one in order_facts(order, at=MONDAY).parts] == [("claim",), ()]


def test_after_the_release_nothing_is_held_for_a_claim_and_nothing_of_it_stops():
    order = paid_order()

    claim = claim_about(order, parts=(1,))

    assert claim.is_goodwill
    assert order_facts(order, at=MONDAY).claims == {}
    with pytest.raises(TooLate):
        claim_about(paid_order(), parts=(1,), at=MONDAY + 31 * DAY)


def test_one_open_claim_is_about_a_part_and_who_may_not_act_opens_none():
    order = paid_order()
    claim = claim_about(order)

    with pytest.raises(ClaimedAlready) as refused:
        claim_about(order, kind="quality")
    with pytest.raises(NotYourKind):
        claim_about(order, parts=(1,), kind="not_paid", remedy="release")
    with pytest.raises(UnknownPlace):
        claim_about(order, parts=(1,), lines=(9,))
    with pytest.raises(NotAParty):
        claim_about(order, by=BuyerFactory().user)

    assert refused.value.claim == claim
    assert Claim.objects.count() == 1


def test_the_other_side_is_written_to_with_its_last_day_and_what_follows(mailoutbox):
    order = paid_order()
    mailoutbox.clear()

    claim_about(order)

    (letter,) = [one for one in mailoutbox if "claim" in one.subject.lower()]
    assert letter.to == [order.seller.email]
    assert "USD\u00a092.40" in letter.body
    assert "30 November 2026" in letter.body and "Silence admits nothing" in letter.body
    assert OrderLetter.objects.filter(kind="claim_opened").count() == 1


def test_a_second_sweep_releases_nothing_while_the_claim_is_open():
    order = held_order()
    arrives(order, DEPOSIT)
    claim_about(order, parts=(1,), kind="late", remedy="refund")
    accepted(order, "production_start_report")

    carry_out(order, at=MONDAY + 30 * DAY)

    assert not Movement.objects.filter(kind="released").exists()
