"""Two at the same moment: money is released once, evidence answered once, and a claim that was first keeps the part."""

from datetime import timedelta

import pytest

from buyers.trade.models import Evidence, Movement, Side
from buyers.trade.services import release_stops
from buyers.trade.services.balances import balances_of
from buyers.trade.services.evidence import AnsweredAlready, Stopped, answer_evidence
from buyers.trade.services.payments import NothingToReturn, carry_out, return_unapplied
from tests.buyers.trade.deals import DEPOSIT, MONDAY, arrives, held_order, submitted
from tests.buyers.trade.watched_orders import supersede
from tests.factories import CountryFactory
from tests.threads import together

pytestmark = pytest.mark.usefixtures("committing")
LATER = MONDAY + timedelta(days=4)
"""Silence has accepted by then what was submitted on Monday."""


@pytest.fixture
def order(committing):
    CountryFactory(code="DE")
    order = held_order()
    arrives(order, DEPOSIT)
    return order


def test_two_sweeps_and_an_answer_release_a_part_once(order):
    evidence = submitted(order, "production_start_report")

    def accept():
        return answer_evidence(evidence, "accepted", side=Side.BUYER, by=order.buyer.user, at=MONDAY)

    together(lambda: carry_out(order, at=LATER), lambda: carry_out(order, at=LATER), accept)

    assert Movement.objects.filter(kind="released").count() == 1
    assert balances_of(order).released == {1: DEPOSIT}


def test_of_two_tabs_one_answers_and_the_other_reads_that_it_was_answered(order):
    evidence = submitted(order, "production_start_report")

    def answer(verdict):
        return answer_evidence(
            evidence, verdict, side=Side.BUYER, by=order.buyer.user, at=MONDAY, reasons=["unreadable"]
        )

    results = together(lambda: answer("accepted"), lambda: answer("returned"))

    assert sorted(type(one).__name__ for one in results) == ["AnsweredAlready", "EvidenceAnswer"]
    refused = next(one for one in results if isinstance(one, AnsweredAlready))
    assert refused.answer == next(one for one in results if one is not refused)


def test_a_claim_that_was_committed_first_keeps_the_part_from_the_sweep(order):
    claimed = {order.pk: {1: "claim"}}

    def claims(_orders):
        return claimed

    release_stops.subscribe(claims)
    try:
        submitted(order, "production_start_report")
        together(lambda: carry_out(order, at=LATER), lambda: carry_out(order, at=LATER))
    finally:
        release_stops.unsubscribe(claims)

    assert balances_of(order).released == {}


def test_money_that_serves_no_part_is_sent_back_once(order):
    arrives(order, 500)

    def send_back():
        return return_unapplied(order, by=order.buyer.user, at=MONDAY)

    results = together(send_back, send_back)

    assert [isinstance(one, NothingToReturn) for one in results].count(True) == 1
    assert balances_of(order).refundable == 500


def test_goods_are_handed_over_or_refused_and_never_both(order):
    together_with = together(
        lambda: supersede(order.watched[0].row, MONDAY.date()),
        lambda: submitted(order, "transport_document", happened_on=MONDAY.date()),
    )

    refused = isinstance(together_with[1], Stopped)
    assert Evidence.objects.filter(kind="transport_document").exists() is not refused
