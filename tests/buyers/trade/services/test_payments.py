"""The life of the parts of the price: demanded, partly paid, held, released, paid out, given back."""

from datetime import date, timedelta

import pytest

from buyers.terms.parts import Stage, Step
from buyers.trade.models import Movement, Order, Side
from buyers.trade.services import bank_movements, payments, release_stops
from buyers.trade.services.balances import balances_of
from buyers.trade.services.payments import carry_out
from tests.buyers.trade.deals import BALANCE, DEPOSIT, MONDAY, accepted, arrives, held_order, part_of, submitted
from tests.buyers.trade.watched_orders import PLACED, watched_order

pytestmark = pytest.mark.usefixtures("countries")


@pytest.fixture
def order(countries):
    return held_order()


def subjects(mailoutbox, person):
    return [letter.subject for letter in mailoutbox if letter.to == [person.email]]


def to_the_end(order):
    """Everything that the contract asks for before the balance is released, but the acceptance of the goods."""
    arrives(order, DEPOSIT)
    accepted(order, "production_start_report")
    accepted(order, "inspection_report")
    arrives(order, BALANCE)
    accepted(order, "transport_document")
    accepted(order, "document_pack")


def test_the_first_part_is_demanded_once_with_its_reference_and_the_last_day(order, mailoutbox):
    carry_out(order, at=PLACED)
    carry_out(order, at=PLACED)

    (letter,) = [one for one in mailoutbox if one.to == [order.buyer.user.email]]
    assert letter.subject.startswith("Pay USD 1,260.00 for KP-2026-")
    assert f"KP20 2600 {f'{order.pk:08d}'[2:6]}" in letter.body
    assert part_of(order, 1, at=PLACED).due == date(2026, 11, 9)


def test_reminders_are_written_before_on_and_after_the_last_day_each_once(order, mailoutbox):
    carry_out(order, at=PLACED)
    due = PLACED + timedelta(days=7)

    for step in (-3, -3, -2, 0, 0, 3, 4):
        carry_out(order, at=due + timedelta(days=step))

    assert len(subjects(mailoutbox, order.buyer.user)) == 4


def test_a_part_that_came_in_two_transfers_is_held_once_and_the_supplier_may_start_then(order, mailoutbox):
    arrives(order, 75_600)
    assert part_of(order, 1).stage is Stage.PARTLY_PAID
    assert part_of(order, 1).missing == 50_400
    assert subjects(mailoutbox, order.seller) == []

    arrives(order, 50_400)

    assert part_of(order, 1).stage is Stage.HELD
    assert [one for one in subjects(mailoutbox, order.seller) if "is held by Treuhandstelle Lindenau" in one]
    assert [one for one in subjects(mailoutbox, order.buyer.user) if "630.00" not in one and "504.00 is missing" in one]


@pytest.mark.parametrize(("short", "stage"), [(630, Stage.HELD), (631, Stage.PARTLY_PAID)])
def test_bank_charges_up_to_half_a_percent_count_as_paid_and_are_shown(order, short, stage):
    arrives(order, DEPOSIT - short)

    part = part_of(order, 1)
    assert part.stage is stage
    assert part.charges == (short if stage is Stage.HELD else 0)


def test_paid_twice_the_part_is_held_once_and_the_second_sum_waits_for_the_buyer(order, mailoutbox):
    arrives(order, DEPOSIT)
    arrives(order, DEPOSIT)

    sums = balances_of(order)
    assert (sums.held, sums.unapplied) == ({1: DEPOSIT}, DEPOSIT)
    assert [one for one in subjects(mailoutbox, order.buyer.user) if "serves no part that is demanded" in one]


def test_what_came_twice_is_sent_back_once_however_often_it_is_asked_for(order):
    arrives(order, DEPOSIT)
    arrives(order, DEPOSIT)

    payments.return_unapplied(order, by=order.buyer.user, at=MONDAY)
    with pytest.raises(payments.NothingToReturn):
        payments.return_unapplied(order, by=order.buyer.user, at=MONDAY)

    assert (balances_of(order).refundable, balances_of(order).unapplied) == (DEPOSIT, 0)


def test_the_same_sum_that_came_a_third_time_can_be_sent_back_too(order):
    arrives(order, DEPOSIT)
    for _again in range(2):
        arrives(order, DEPOSIT)
        payments.return_unapplied(order, by=order.buyer.user, at=MONDAY)

    assert balances_of(order).refundable == 2 * DEPOSIT


def test_money_that_came_before_its_part_is_demanded_is_held_for_it_when_it_is(order):
    arrives(order, DEPOSIT + BALANCE)
    assert balances_of(order).unapplied == BALANCE

    accepted(order, "inspection_report")

    assert balances_of(order).held == {1: DEPOSIT, 2: BALANCE}


def test_a_part_is_released_with_the_answer_that_proves_what_it_waits_for(order, mailoutbox):
    arrives(order, DEPOSIT)

    evidence = accepted(order, "production_start_report")

    movement = Movement.objects.get(kind="released")
    assert movement.note == f"event production_started; evidence {evidence.pk}"
    assert movement.by == order.buyer.user
    assert balances_of(order).payable == DEPOSIT
    assert [one for one in subjects(mailoutbox, order.seller) if "is released" in one]


def test_silence_releases_after_the_working_days_and_not_a_day_earlier(order):
    arrives(order, DEPOSIT)
    submitted(order, "production_start_report")

    carry_out(order, at=MONDAY + timedelta(days=3))
    assert not balances_of(order).released
    carry_out(order, at=MONDAY + timedelta(days=4))
    carry_out(order, at=MONDAY + timedelta(days=5))

    assert balances_of(order).released == {1: DEPOSIT}
    assert Movement.objects.get(kind="released").by is None


@pytest.mark.parametrize("facts", [{"result": "failed"}, {"counted": 48_000}, {"result": "void"}])
def test_no_time_that_passes_releases_on_a_report_that_is_not_good(order, facts):
    arrives(order, DEPOSIT + BALANCE)
    submitted(order, "inspection_report", **facts)

    carry_out(order, at=MONDAY + timedelta(days=300))

    assert part_of(order, 2, at=MONDAY + timedelta(days=300)).stage is Stage.PLANNED
    assert not balances_of(order).released


def test_goods_that_arrived_whole_are_accepted_by_silence_and_close_the_order(order):
    to_the_end(order)
    accepted(order, "delivery_proof")

    carry_out(order, at=MONDAY + timedelta(days=10))
    assert part_of(order, 2).stage is Stage.HELD
    later = MONDAY + timedelta(days=11)
    carry_out(order, at=later)

    assert balances_of(order).released == {1: DEPOSIT, 2: BALANCE}
    assert Order.objects.get(pk=order.pk).status == Order.Status.COMPLETED
    carry_out(order, at=later + timedelta(days=1))


def test_what_is_over_when_the_order_closes_goes_back_to_the_cent(order):
    arrives(order, DEPOSIT + 1)
    to_the_end_without_deposit(order)

    sums = balances_of(order)
    assert (sums.refundable, sums.unapplied) == (1, 0)


def to_the_end_without_deposit(order):
    accepted(order, "production_start_report")
    accepted(order, "inspection_report")
    arrives(order, BALANCE)
    accepted(order, "transport_document")
    accepted(order, "document_pack")
    accepted(order, "delivery_proof")
    submitted(order, "arrival_or_silence", side=Side.BUYER)


def test_a_short_delivery_is_never_accepted_by_silence(order):
    to_the_end(order)
    submitted(order, "delivery_proof", side=Side.BUYER, condition="short", missing=1_100, line=1)

    carry_out(order, at=MONDAY + timedelta(days=300))

    assert part_of(order, 2).stage is Stage.HELD


def test_an_open_claim_keeps_the_part_that_it_is_about(order):
    def claim(orders):
        return {one.pk: {1: "claim"} for one in orders}

    arrives(order, DEPOSIT)
    release_stops.subscribe(claim)
    try:
        accepted(order, "production_start_report")
        assert part_of(order, 1).step is Step.END_HOLD
        assert not balances_of(order).released
    finally:
        release_stops.unsubscribe(claim)
    carry_out(order, at=MONDAY)

    assert balances_of(order).released == {1: DEPOSIT}


def test_a_cancelled_order_divides_what_is_held_and_gives_back_the_rest(order):
    arrives(order, DEPOSIT)
    arrives(order, 5)

    payments.settle_cancellation(order, fee_bp=1_000, by=order.buyer.user, at=MONDAY, cause="cancel:1")
    payments.settle_cancellation(order, fee_bp=1_000, by=order.buyer.user, at=MONDAY, cause="cancel:1")

    sums = balances_of(order)
    assert (sums.payable, sums.refundable, sums.held_in_all) == (12_600, 113_405, 0)


def test_a_fee_in_minor_units_is_taken_to_the_cent_from_the_first_part_on(order):
    arrives(order, DEPOSIT + BALANCE)
    accepted(order, "inspection_report")

    payments.settle_cancellation(order, fee_bp=0, fee=126_001, by=order.buyer.user, at=MONDAY, cause="cancel:1")

    sums = balances_of(order)
    assert (sums.payable, sums.refundable) == (126_001, DEPOSIT + BALANCE - 126_001)


def test_what_comes_in_after_the_end_of_an_order_goes_back(order):
    carry_out(order, at=MONDAY)
    Order.objects.filter(pk=order.pk).update(status=Order.Status.CANCELLED)

    arrives(order, DEPOSIT)

    assert (balances_of(order).refundable, balances_of(order).held) == (DEPOSIT, {})


def test_a_transfer_that_the_bank_recalls_makes_the_part_demanded_again(order):
    received = arrives(order, DEPOSIT)

    bank_movements.reverse(received, account=order.account, cause="entry:recall", at=MONDAY)

    assert part_of(order, 1).stage is Stage.DEMANDED


def test_without_a_holder_nothing_is_held_and_the_suppliers_word_says_that_it_arrived(mailoutbox):
    order = watched_order(holder=None)
    submitted(order, "payment_receipt", part=1, amount=DEPOSIT)

    assert part_of(order, 1).stage is Stage.PAID
    words = " ".join(f"{letter.subject} {letter.body}" for letter in mailoutbox)
    assert "held" not in words
    assert "assured" not in words.replace("not assured", "")
