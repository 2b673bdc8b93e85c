"""Goods are accepted and rejected by quantity; evidence, money and letters follow exactly."""

from datetime import timedelta

import pytest

from buyers.delivery.models import CheckedQuantity, DeliveryCheck
from buyers.delivery.services.acceptance import checking, sweeping
from buyers.delivery.services.acceptance.sections import acceptance_section, acceptance_steps
from buyers.delivery.services.acceptance.states import lines_of
from buyers.terms.delivery.checks import Checked, Outcome
from buyers.terms.errors import TermsError
from buyers.terms.events import Withheld
from buyers.trade.models import Evidence, Order, Side
from buyers.trade.services import evidence as proofs
from buyers.trade.services import withheld_goods
from buyers.trade.services.facts import order_facts
from buyers.trade.services.order_sections import Reader
from buyers.trade.services.payments import carry_out
from tests.buyers.trade.deals import BALANCE, DEPOSIT, MONDAY, accepted, arrives, held_order, part_of, submitted
from tests.factories.delivery import ShipmentLotFactory

pytestmark = pytest.mark.usefixtures("countries")


@pytest.fixture
def order(countries):
    """Both parts paid, everything proven but the goods."""
    order = held_order(terms={"tolerance_bp": 200})
    arrives(order, DEPOSIT)
    accepted(order, "production_start_report")
    accepted(order, "inspection_report")
    arrives(order, BALANCE)
    for kind in ("transport_document", "document_pack"):
        accepted(order, kind)
    return order


def check(order, *rows, at=MONDAY, **facts):
    goods = checking.Goods([Checked(1, *row) for row in rows], at.date(), **facts)
    return checking.submit_check(order, goods, by=order.buyer.user, at=at)


def line_of(order, at=MONDAY):
    return lines_of(order_facts(Order.objects.get(pk=order.pk), at=at))[0]


def test_whole_and_sound_goods_are_accepted_and_the_last_part_is_released_at_once(order):
    check(order, (Outcome.ACCEPTED, 50_000))

    assert part_of(order, 2).money.released == BALANCE
    kinds = Evidence.objects.filter(submitted_by=order.buyer.user).order_by("pk").values_list("kind", "quantity")
    assert list(kinds) == [("delivery_proof", 50_000), ("arrival_or_silence", 50_000)]
    named = CheckedQuantity.objects.get()
    assert named.evidence.kind == "arrival_or_silence"


def test_a_short_delivery_beyond_the_tolerance_holds_the_money_and_the_supplier_reads_why(order, mailoutbox):
    submitted(order, "delivery_proof", line=1, quantity=50_000)
    check(order, (Outcome.ACCEPTED, 48_900), (Outcome.SHORT, 1_100))

    found = line_of(order)
    assert (found.delivered, found.accepted, found.missing, found.still_open) == (48_900, 48_900, 1_100, 0)
    assert part_of(order, 2).money.held == BALANCE
    month = MONDAY + timedelta(days=40)
    carry_out(order, at=month)
    assert part_of(order, 2, at=month).money.held == BALANCE, "silence never accepts what was rejected"
    (letter,) = [one for one in mailoutbox if "did not accept everything" in one.subject]
    assert letter.to == [order.seller.email]
    assert "1,100 · Missing" in letter.body


def test_within_the_tolerance_the_order_is_whole_without_the_missing_units(order):
    check(order, (Outcome.ACCEPTED, 49_100), (Outcome.SHORT, 900))

    assert part_of(order, 2).money.released == BALANCE


def test_silence_accepts_the_rest_of_which_nothing_was_said(order):
    submitted(order, "delivery_proof", side=Side.BUYER)
    check(order, (Outcome.DAMAGED, 800))

    at = MONDAY + timedelta(days=11)
    assert line_of(order, at=MONDAY + timedelta(days=10)).accepted == 0
    found = line_of(order, at=at)
    assert (found.accepted, found.rejected, found.still_open) == (49_200, 800, 0)
    carry_out(order, at=at)
    assert part_of(order, 2, at=at).money.released == BALANCE


def test_silence_accepts_nothing_while_something_is_open_about_the_goods(order):
    def withholding(orders):
        return {one.pk: {1: Withheld(held=frozenset({"excursion"}))} for one in orders}

    submitted(order, "delivery_proof", side=Side.BUYER)
    withheld_goods.subscribe(withholding)
    try:
        late = MONDAY + timedelta(days=40)
        carry_out(order, at=late)
        assert part_of(order, 2, at=late).money.held == BALANCE
        assert line_of(order, at=late).until is None
        check(order, (Outcome.ACCEPTED, 50_000), at=late)
        assert part_of(order, 2, at=late).money.released == BALANCE, "the buyer's own word is enough"
    finally:
        withheld_goods.unsubscribe(withholding)


def test_the_suppliers_proof_that_waits_is_answered_by_what_the_buyer_found(order):
    whole = submitted(order, "delivery_proof", line=1, quantity=20_000)
    check(order, (Outcome.ACCEPTED, 18_000), (Outcome.WRONG, 2_000))
    short = submitted(order, "delivery_proof", line=1, quantity=30_000, condition="damaged")
    check(order, (Outcome.ACCEPTED, 29_000), (Outcome.SHORT, 1_000), at=MONDAY + timedelta(hours=1))

    whole.refresh_from_db(), short.refresh_from_db()
    assert whole.answer.verdict == "accepted", "as much came; what is wrong with it, the check says"
    assert (short.answer.verdict, short.answer.reasons) == ("returned", ["quantity"])
    found = line_of(order)
    assert (found.delivered, found.accepted, found.rejected, found.missing) == (49_000, 47_000, 2_000, 1_000)


def test_rejected_goods_can_be_accepted_after_all_and_no_more_of_them(order):
    check(order, (Outcome.ACCEPTED, 47_000), (Outcome.LABEL, 3_000))
    with pytest.raises(TermsError):
        check(order, (Outcome.AFTER_ALL, 3_001))

    check(order, (Outcome.AFTER_ALL, 3_000), at=MONDAY + timedelta(hours=1))

    found = line_of(order)
    assert (found.accepted, found.rejected, found.delivered) == (50_000, 0, 50_000)
    assert part_of(order, 2).money.released == BALANCE


def test_pressed_twice_it_counts_once(order):
    check(order, (Outcome.ACCEPTED, 10_000))
    with pytest.raises(proofs.SubmittedAlready):
        check(order, (Outcome.ACCEPTED, 10_000), at=MONDAY + timedelta(seconds=5))

    assert line_of(order).accepted == 10_000


def test_a_lot_takes_what_it_holds_and_belongs_to_its_line(order):
    lot = ShipmentLotFactory(shipment__order=order, quantity=5_000)
    foreign = ShipmentLotFactory()

    with pytest.raises(checking.MoreThanLot):
        check(order, (Outcome.ACCEPTED, 5_001, lot.pk))
    with pytest.raises(checking.UnknownLot):
        check(order, (Outcome.ACCEPTED, 1, foreign.pk))
    made = check(order, (Outcome.ACCEPTED, 4_000, lot.pk), (Outcome.DAMAGED, 1_000, lot.pk))
    assert made.quantities.filter(lot=lot).count() == 2
    assert DeliveryCheck.objects.count() == 1


def test_the_days_to_look_are_said_before_they_end_and_each_letter_once(order, mailoutbox):
    submitted(order, "delivery_proof", side=Side.BUYER)
    soon = MONDAY + timedelta(days=8)

    assert sweeping.notify_of_arrivals(at=MONDAY) == 1
    assert sweeping.notify_of_arrivals(at=MONDAY) == 0
    assert sweeping.notify_of_arrivals(at=soon) == 1
    assert sweeping.notify_of_arrivals(at=soon) == 0

    first, last = [one for one in mailoutbox if "/goods/check/" in one.body]
    assert "3 December 2026" in first.body
    assert "the days to check the goods end on 3 December 2026" in last.subject


def test_part_of_an_order_that_arrived_is_a_step_and_the_section_says_what_is_open(order):
    submitted(order, "delivery_proof", side=Side.BUYER, line=1, quantity=12_000)
    facts = order_facts(Order.objects.get(pk=order.pk), at=MONDAY)
    (step,) = acceptance_steps([facts], Side.BUYER)[order.pk]
    section = acceptance_section(facts, Reader(order.buyer.user, Side.BUYER, may_act=True))

    assert step.is_mine and "12,000" in step.sentence
    (line,) = section.context["goods"].lines
    assert "3 December 2026" in line.still_open
    assert [one.is_main for one in section.actions] == [True]
