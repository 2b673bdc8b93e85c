"""What may become of an order's money, and what may not."""

import pytest

from audits.models import LogEntry
from buyers.trade.models import Movement, Side
from buyers.trade.services import accounts, bank_movements, movements
from buyers.trade.services.balances import Balances, balances_of, balances_of_orders
from buyers.trade.services.ledger import balance
from buyers.trade.services.refusals import (
    AlreadyMoved,
    NothingHeld,
    OtherHolder,
    Overdrawn,
    PartClosed,
    StillFollowed,
    TwoPeopleNeeded,
    WrongCurrency,
)
from buyers.trade.services.trails import left_of
from tests.factories import NOON, UserFactory
from tests.factories.trade import BankAccountFactory, HolderFactory, OrderFactory

pytestmark = pytest.mark.django_db

PART = 126_000


@pytest.fixture
def account():
    return BankAccountFactory()


@pytest.fixture
def order(account):
    return OrderFactory(holder=account.holder, lines=0)


@pytest.fixture
def clerk():
    return UserFactory()


@pytest.fixture
def received(account):
    return bank_movements.receive(account, PART, cause="entry:1", at=NOON)


@pytest.fixture
def matched(received, account, order, clerk):
    return movements.match(received, order, PART, account=account, cause="match:1", by=clerk, at=NOON)


@pytest.fixture
def held(matched, order):
    return movements.apply(order, 1, PART, at=NOON)


def release(order, part=1):
    return movements.release(order, part, evidence="evidence 12, 15", by=None, at=NOON)


class TestMatching:
    def test_matched_money_waits_for_a_part_that_is_demanded(self, matched, order, clerk):
        assert balances_of(order) == Balances(received=PART, unapplied=PART)
        assert (matched.by, matched.order) == (clerk, order)

    def test_one_entry_may_pay_several_orders(self, received, account, order, clerk):
        other = OrderFactory(holder=account.holder, lines=0)
        for number, (one, amount) in enumerate(((order, 26_000), (other, 100_000))):
            movements.match(received, one, amount, account=account, cause=f"match:{number}", by=clerk, at=NOON)

        found = balances_of_orders([order.pk, other.pk])
        assert (found[order.pk].unapplied, found[other.pk].unapplied) == (26_000, 100_000)

    def test_no_more_of_an_entry_is_matched_than_came_in_although_there_is_other_money(
        self, matched, received, account, order, clerk
    ):
        bank_movements.receive(account, PART, cause="entry:2", at=NOON)

        with pytest.raises(Overdrawn) as refusal:
            movements.match(received, order, 1, account=account, cause="match:2", by=clerk, at=NOON)

        assert refusal.value.missing == 1

    def test_what_is_missing_of_an_entry_is_said(self, received, account, order, clerk):
        bank_movements.receive(account, PART, cause="entry:2", at=NOON)

        with pytest.raises(Overdrawn) as refusal:
            movements.match(received, order, PART + 7, account=account, cause="match:1", by=clerk, at=NOON)

        assert refusal.value.missing == 7

    def test_money_at_another_holder_is_not_the_orders(self, received, account, clerk):
        for holder in (None, HolderFactory(name="Another holder")):
            with pytest.raises(OtherHolder):
                movements.match(
                    received, OrderFactory(holder=holder), 1, account=account, cause="match:1", by=clerk, at=NOON
                )

    def test_euros_pay_no_order_in_dollars(self, order, clerk):
        euros = BankAccountFactory(currency="EUR")
        received = bank_movements.receive(euros, PART, cause="entry:1", at=NOON)

        with pytest.raises(WrongCurrency):
            movements.match(received, order, PART, account=euros, cause="match:1", by=clerk, at=NOON)

    def test_a_wrong_match_is_taken_back_and_its_money_is_free_again(self, matched, received, account, order, clerk):
        undone = movements.unmatch(matched, by=clerk, at=NOON, note="Of another buyer")

        assert (undone.cause, undone.note) == (f"movement:{matched.pk}", "Of another buyer")
        assert balances_of(order) == Balances()
        assert left_of(received, accounts.unmatched(account).name) == PART

    def test_a_match_is_taken_back_once(self, matched, clerk):
        movements.unmatch(matched, by=clerk, at=NOON)

        with pytest.raises(AlreadyMoved):
            movements.unmatch(matched, by=clerk, at=NOON)

    def test_money_that_serves_a_part_is_not_taken_back(self, held, matched, clerk):
        with pytest.raises(Overdrawn):
            movements.unmatch(matched, by=clerk, at=NOON)


class TestApplying:
    def test_what_the_part_costs_is_held_and_the_rest_waits(self, matched, order):
        movements.apply(order, 1, 100_000, at=NOON)

        assert balances_of(order) == Balances(received=PART, unapplied=26_000, held={1: 100_000})

    def test_less_than_it_costs_is_held_too(self, matched, order):
        movements.apply(order, 1, 420_000, at=NOON)

        assert balances_of(order).held == {1: PART}

    def test_pressed_twice_the_second_moves_nothing(self, matched, order):
        movements.apply(order, 1, 60_000, at=NOON)

        assert movements.apply(order, 1, 60_000, at=NOON) is None
        assert balances_of(order).held == {1: 60_000}

    def test_what_was_missing_is_added_when_it_comes(self, held, account, order, clerk):
        second = bank_movements.receive(account, 500, cause="entry:2", at=NOON)
        movements.match(second, order, 500, account=account, cause="match:2", by=clerk, at=NOON)

        movements.apply(order, 1, PART + 300, at=NOON)

        assert balances_of(order) == Balances(received=PART + 500, unapplied=200, held={1: PART + 300})

    def test_parts_are_listed_in_their_order(self, matched, order):
        for part in (2, 1):
            movements.apply(order, part, 60_000, at=NOON)

        assert list(balances_of(order).held) == [1, 2]

    def test_without_money_nothing_moves(self, order):
        assert movements.apply(order, 1, PART, at=NOON) is None

    def test_a_part_that_is_not_demanded_any_more_is_free_and_may_be_demanded_again(self, held, order, clerk):
        movements.unapply(order, 1, cause="cancelled:1", by=clerk, at=NOON)
        assert balances_of(order) == Balances(received=PART, unapplied=PART)

        movements.apply(order, 1, PART, at=NOON)
        assert balances_of(order) == Balances(received=PART, held={1: PART})

    def test_each_time_that_a_part_gets_money_has_a_cause_of_its_own(self, held, order, clerk):
        other = movements.apply(OrderFactory(holder=order.holder, lines=0), 1, PART, at=NOON)
        movements.unapply(order, 1, cause="cancelled:1", by=clerk, at=NOON)
        second, third = (movements.apply(order, part, PART // 2, at=NOON) for part in (1, 2))

        name = f"order:{order.pk}:held"
        assert other is None
        assert [one.cause for one in (held, second, third)] == [f"{name}:1:1", f"{name}:1:2", f"{name}:2:1"]

    def test_one_cent_is_held_too(self, matched, order):
        assert movements.apply(order, 1, 1, at=NOON).transfers.get().amount == 1

    def test_a_part_without_money_cannot_be_freed(self, matched, order, clerk):
        with pytest.raises(NothingHeld):
            movements.unapply(order, 1, cause="cancelled:1", by=clerk, at=NOON)

    def test_what_serves_no_part_is_given_back(self, matched, order, clerk):
        movements.give_back(order, 26_000, cause="return:1", by=clerk, at=NOON)

        assert balances_of(order) == Balances(received=PART, unapplied=100_000, refundable=26_000, returned=26_000)

    def test_no_more_is_given_back_than_waits(self, held, order, clerk):
        with pytest.raises(Overdrawn):
            movements.give_back(order, 1, cause="return:1", by=clerk, at=NOON)


class TestReleasing:
    def test_all_that_is_held_is_the_suppliers(self, held, order):
        movement = release(order)

        assert balances_of(order) == Balances(received=PART, payable=PART, released={1: PART})
        assert movement.note == "evidence 12, 15"
        assert LogEntry.objects.get(subject=f"movement:{movement.pk}").content["note"] == "evidence 12, 15"

    def test_a_part_is_released_once(self, held, order):
        first = release(order)

        with pytest.raises(AlreadyMoved) as refusal:
            release(order)

        assert refusal.value.movement == first

    def test_nothing_is_released_where_nothing_is_held(self, matched, order):
        with pytest.raises(NothingHeld):
            release(order)

    def test_nothing_more_is_held_for_a_part_that_was_released(self, held, account, order, clerk):
        release(order)
        second = bank_movements.receive(account, 500, cause="entry:2", at=NOON)
        movements.match(second, order, 500, account=account, cause="match:2", by=clerk, at=NOON)

        with pytest.raises(PartClosed):
            movements.apply(order, 1, PART + 500, at=NOON)

    def test_another_part_is_released_by_itself(self, matched, order):
        movements.apply(order, 1, 100_000, at=NOON)
        movements.apply(order, 2, 26_000, at=NOON)

        assert release(order, 2).cause == f"order:{order.pk}:held:2:1"

        assert balances_of(order) == Balances(received=PART, payable=26_000, held={1: 100_000}, released={2: 26_000})

    def test_a_release_that_two_people_undid_can_be_made_again(self, held, order, clerk):
        movements.correct(release(order), by=clerk, second=UserFactory(), note="the wrong order", at=NOON)
        assert balances_of(order) == Balances(received=PART, held={1: PART})

        again = release(order)

        assert balances_of(order).released == {1: PART}
        assert again.cause == f"order:{order.pk}:held:1:2"

    def test_every_movement_keeps_why_it_was_made_and_who_agreed(self, received, account, order, clerk):
        facts, second = {"by": clerk, "at": NOON}, UserFactory()
        matched = movements.match(
            received, order, PART, account=account, cause="match:1", note="Named in the remittance", **facts
        )
        movements.apply(order, 1, 100_000, at=NOON)
        freed = movements.unapply(order, 1, cause="cancelled:1", note="Cancelled by both", **facts)
        movements.apply(order, 1, PART, at=NOON)
        shares = {"to_buyer": 1, "to_supplier": PART - 1}
        resolved = movements.resolve(
            order, 1, cause="decision:1", second=second, note="Award of 3 May", **shares, **facts
        )

        later = bank_movements.receive(account, 5, cause="entry:2", at=NOON)
        movements.match(later, order, 5, account=account, cause="match:2", **facts)
        returned = movements.give_back(order, 5, cause="return:1", note="Paid twice", **facts)

        made = [(one.note, one.second) for one in (matched, freed, resolved, returned)]
        assert made == [
            ("Named in the remittance", None),
            ("Cancelled by both", None),
            ("Award of 3 May", second),
            ("Paid twice", None),
        ]

    def test_a_fee_is_taken_out_of_what_was_released(self, held, order):
        release(order)

        movements.charge_fee(order, 1, 1_260, by=None, at=NOON)

        assert balances_of(order) == Balances(received=PART, payable=124_740, fee=1_260, released={1: PART})
        assert balance(accounts.fees("USD")) == 1_260

    def test_a_fee_is_taken_once_for_each_part(self, held, order):
        release(order)
        movements.charge_fee(order, 1, 1_260, by=None, at=NOON)

        with pytest.raises(AlreadyMoved):
            movements.charge_fee(order, 1, 1_260, by=None, at=NOON)


class TestResolving:
    def resolve(self, order, to_buyer, to_supplier, cause="decision:1"):
        facts = {"cause": cause, "by": None, "at": NOON, "note": "38,000 pieces short"}
        return movements.resolve(order, 1, to_buyer=to_buyer, to_supplier=to_supplier, **facts)

    def test_a_decision_divides_what_is_held_to_the_cent(self, held, order):
        self.resolve(order, 42_001, 83_999)

        assert balances_of(order) == Balances(
            received=PART, payable=83_999, refundable=42_001, released={1: 83_999}, refunded={1: 42_001}
        )

    @pytest.mark.parametrize(("to_buyer", "to_supplier"), [(PART, 0), (0, PART)])
    def test_one_side_may_get_all_of_it(self, held, order, to_buyer, to_supplier):
        self.resolve(order, to_buyer, to_supplier)

        assert (balances_of(order).refundable, balances_of(order).payable) == (to_buyer, to_supplier)

    def test_no_more_is_divided_than_is_held(self, held, order):
        with pytest.raises(Overdrawn):
            self.resolve(order, PART, 1)

    def test_a_decision_is_carried_out_once(self, held, order):
        self.resolve(order, 1, 1)

        with pytest.raises(AlreadyMoved):
            self.resolve(order, 1, 1)

    def test_nothing_more_is_held_for_a_part_that_was_paid_back(self, held, order):
        self.resolve(order, PART, 0)

        with pytest.raises(PartClosed):
            movements.apply(order, 1, PART, at=NOON)


class TestCorrecting:
    def correct(self, movement, by, second=None, note="typed wrongly"):
        return movements.correct(movement, by=by, second=second or UserFactory(), note=note, at=NOON)

    def test_a_movement_is_undone_by_its_inverse(self, held, order, clerk):
        correction = self.correct(held, clerk)

        assert balances_of(order) == Balances(received=PART, unapplied=PART)
        assert (correction.kind, correction.follows, correction.by, correction.order) == (
            "correction",
            held,
            clerk,
            order,
        )

    def test_one_person_undoes_nothing(self, held, clerk):
        with pytest.raises(TwoPeopleNeeded):
            self.correct(held, clerk, second=clerk)

    @pytest.mark.parametrize("note", ["", "  "])
    def test_nothing_is_undone_without_a_reason(self, held, clerk, note):
        with pytest.raises(TwoPeopleNeeded):
            self.correct(held, clerk, note=note)

    def test_a_movement_is_undone_once(self, held, clerk):
        first = self.correct(held, clerk)

        with pytest.raises(AlreadyMoved) as refusal:
            self.correct(held, clerk)
        assert refusal.value.movement == first

    def test_it_keeps_why_by_whom_and_what_it_undoes(self, held, order, clerk):
        second = UserFactory()
        undone = movements.correct(held, by=clerk, second=second, note="the wrong part", at=NOON)

        kept = (undone.cause, undone.follows, undone.by, undone.second, undone.note, undone.order)
        assert kept == (f"movement:{held.pk}", held, clerk, second, "the wrong part", order)

    def test_what_others_stand_on_is_not_undone(self, matched, received, account, clerk):
        bank_movements.receive(account, PART, cause="entry:2", at=NOON)

        with pytest.raises(StillFollowed):
            self.correct(received, clerk)

    def test_what_stood_on_it_can_be_undone_before(self, matched, received, account, clerk):
        self.correct(matched, clerk)

        self.correct(received, clerk)

        assert balance(accounts.bank(account)) == 0

    def test_a_correction_can_itself_be_undone(self, held, order, clerk):
        self.correct(self.correct(held, clerk), clerk)

        assert balances_of(order) == Balances(received=PART, held={1: PART})

    def test_money_that_has_moved_on_is_not_called_back(self, held, account, order, clerk):
        released = release(order)
        facts = {"account": account, "cause": "instruction:1", "by": clerk, "at": NOON}
        bank_movements.send(order, Side.SUPPLIER, PART, **facts)

        with pytest.raises(Overdrawn):
            self.correct(released, clerk)

    def test_a_part_never_gets_more_than_it_costs_by_a_correction(self, held, account, order, clerk):
        freed = movements.unapply(order, 1, cause="cancelled:1", by=clerk, at=NOON)
        more = bank_movements.receive(account, PART, cause="entry:2", at=NOON)
        movements.match(more, order, PART, account=account, cause="match:2", by=clerk, at=NOON)
        again = movements.apply(order, 1, PART, at=NOON)

        with pytest.raises(StillFollowed):
            self.correct(freed, clerk)

        undone = self.correct(again, clerk)
        self.correct(freed, clerk)
        assert balances_of(order).held == {1: PART}
        with pytest.raises(StillFollowed):
            self.correct(undone, clerk)

    def test_each_movement_of_these_names_its_order(self, held, order):
        release(order)

        assert set(Movement.objects.exclude(kind="received").values_list("order", flat=True)) == {order.pk}
