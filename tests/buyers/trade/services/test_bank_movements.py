"""What banks do and are asked to do."""

import pytest

from buyers.trade.models import Movement, Side
from buyers.trade.services import accounts, bank_movements, movements
from buyers.trade.services.balances import Balances, balances_of
from buyers.trade.services.ledger import balance
from buyers.trade.services.refusals import (
    AlreadyMoved,
    OtherAccount,
    OtherHolder,
    Overdrawn,
    PaymentEnded,
    StillFollowed,
    TwoPeopleNeeded,
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
def held(received, account, order, clerk):
    movements.match(received, order, PART, account=account, cause="match:1", by=clerk, at=NOON)
    return movements.apply(order, 1, PART, at=NOON)


@pytest.fixture
def released(held, order):
    return movements.release(order, 1, evidence="evidence 12", by=None, at=NOON)


@pytest.fixture
def sent(released, account, order, clerk):
    return send(order, PART, account, clerk)


def send(order, amount, account, clerk, side=Side.SUPPLIER, number=1):
    cause = f"instruction:{number}"
    return bank_movements.send(order, side, amount, account=account, cause=cause, by=clerk, at=NOON)


def confirm(sent, account, number=2):
    return bank_movements.confirm(sent, account=account, cause=f"entry:{number}", at=NOON)


class TestPayingOut:
    def test_what_was_handed_over_is_on_its_way(self, sent, account, order):
        assert balances_of(order) == Balances(received=PART, released={1: PART}, sent_to_supplier=PART)
        assert balance(accounts.transit(account)) == PART
        assert balance(accounts.bank(account)) == PART

    def test_the_statement_confirms_it(self, sent, account, order):
        confirmed = confirm(sent, account)

        assert balances_of(order).paid_to_supplier == PART
        assert (balance(accounts.transit(account)), balance(accounts.bank(account))) == (0, 0)
        assert (confirmed.follows, confirmed.order) == (sent, order)

    def test_a_buyer_is_paid_back_in_the_same_way(self, held, account, order, clerk):
        facts = {"to_buyer": 26_000, "to_supplier": 0, "cause": "decision:1", "by": clerk, "at": NOON}
        movements.resolve(order, 1, **facts)

        confirm(send(order, 26_000, account, clerk, side=Side.BUYER), account)

        sums = balances_of(order)
        assert (sums.sent_to_buyer, sums.paid_to_buyer, sums.paid_to_supplier) == (26_000, 26_000, 0)
        assert (sums.refundable, sums.held) == (0, {1: 100_000})

    def test_no_more_is_sent_than_was_decided(self, released, account, order, clerk):
        with pytest.raises(Overdrawn):
            send(order, PART + 1, account, clerk)
        with pytest.raises(Overdrawn):
            send(order, 1, account, clerk, side=Side.BUYER)

    def test_an_instruction_is_handed_over_once(self, released, account, order, clerk):
        send(order, 1, account, clerk)

        with pytest.raises(AlreadyMoved):
            send(order, 1, account, clerk)

    def test_another_holders_account_pays_nothing_out(self, released, order, clerk):
        with pytest.raises(OtherHolder):
            send(order, 1, BankAccountFactory(holder=HolderFactory(name="Another holder")), clerk)

    def test_a_payment_is_confirmed_once(self, sent, account, order, clerk):
        confirm(sent, account)

        with pytest.raises(PaymentEnded):
            confirm(sent, account, number=3)

    def test_a_payment_is_confirmed_by_the_statement_of_its_own_account(self, sent):
        with pytest.raises(OtherAccount):
            confirm(sent, BankAccountFactory())


class TestPaymentsThatComeBack:
    def test_a_confirmation_is_not_undone_while_the_return_stands_on_it(self, sent, account, order, clerk):
        facts = {"by": clerk, "second": UserFactory(), "note": "entered on the wrong day", "at": NOON}
        confirmed, bounced = confirm(sent, account), self.bounce(sent, account)

        with pytest.raises(StillFollowed):
            movements.correct(confirmed, **facts)
        movements.correct(bounced, **facts)
        movements.correct(confirmed, **facts)

        assert balances_of(order) == Balances(received=PART, released={1: PART}, sent_to_supplier=PART)

    def bounce(self, sent, account, amount=PART, number=3):
        cause = f"entry:{number}"
        return bank_movements.bounce(sent, amount, account=account, cause=cause, at=NOON, note="AC04 closed account")

    def test_the_receiver_is_owed_all_of_it_again(self, sent, account, order):
        confirm(sent, account)

        bounced = self.bounce(sent, account)

        assert balances_of(order) == Balances(received=PART, payable=PART, released={1: PART})
        assert balance(accounts.bank(account)) == PART
        assert (bounced.note, bounced.order) == ("AC04 closed account", order)

    def test_what_banks_kept_is_borne_by_this_site(self, sent, account, order):
        confirm(sent, account)

        self.bounce(sent, account, amount=PART - 2_500)

        assert balances_of(order) == Balances(received=PART, payable=PART, released={1: PART})
        assert balance(accounts.charges("USD")) == 2_500
        assert balance(accounts.bank(account)) == PART - 2_500

    def test_more_than_was_sent_does_not_come_back(self, sent, account):
        confirm(sent, account)

        with pytest.raises(ValueError, match="came back of"):
            self.bounce(sent, account, amount=PART + 1)

    def test_only_what_a_statement_debited_comes_back_and_once(self, sent, account):
        with pytest.raises(PaymentEnded):
            self.bounce(sent, account)
        confirm(sent, account)
        self.bounce(sent, account)

        with pytest.raises(PaymentEnded):
            self.bounce(sent, account, number=4)

    def test_a_rejected_payment_never_left_the_bank(self, sent, account, order, clerk):
        facts = {"account": account, "by": clerk, "at": NOON, "note": "AC01 wrong number"}
        rejected = bank_movements.reject(sent, cause="refusal:1", **facts)

        assert balances_of(order) == Balances(received=PART, payable=PART, released={1: PART})
        assert (rejected.note, rejected.order) == ("AC01 wrong number", order)
        with pytest.raises(PaymentEnded):
            confirm(sent, account)
        with pytest.raises(PaymentEnded):
            bank_movements.reject(sent, cause="refusal:2", **facts)

    def test_what_was_confirmed_by_mistake_can_be_confirmed_again(self, sent, account, order, clerk):
        wrong = confirm(sent, account)
        movements.correct(wrong, by=clerk, second=UserFactory(), note="entered on the wrong day", at=NOON)

        confirm(sent, account, number=3)

        assert balances_of(order).paid_to_supplier == PART

    def test_it_can_be_sent_again(self, sent, account, order, clerk):
        confirm(sent, account)
        self.bounce(sent, account)

        confirm(send(order, PART, account, clerk, number=2), account, number=5)

        assert balances_of(order).paid_to_supplier == PART


class TestUnknownMoney:
    def test_it_is_sent_back_to_who_sent_it(self, received, account, clerk):
        facts = {"account": account, "by": clerk, "at": NOON}
        sent = bank_movements.send_back(received, PART, cause="instruction:1", **facts)
        confirm(sent, account)

        assert (balance(accounts.unmatched(account)), balance(accounts.bank(account))) == (0, 0)

    def test_no_more_is_sent_back_than_is_left_of_it(self, held, received, account, clerk):
        bank_movements.receive(account, 5, cause="entry:9", at=NOON)

        with pytest.raises(Overdrawn):
            bank_movements.send_back(received, 1, account=account, cause="instruction:1", by=clerk, at=NOON)

    def test_what_comes_back_is_unknown_money_again(self, received, account, clerk):
        sent = bank_movements.send_back(received, PART, account=account, cause="instruction:1", by=clerk, at=NOON)
        confirm(sent, account)
        bank_movements.bounce(sent, PART, account=account, cause="entry:3", at=NOON)

        assert left_of(received, accounts.unmatched(account).name) == PART

    def test_a_bank_exchanges_it_and_then_it_pays_the_order(self, order, account, clerk):
        euros = BankAccountFactory(currency="EUR")
        received = bank_movements.receive(euros, 100_000, cause="entry:1", at=NOON)
        facts = {"by": clerk, "at": NOON}
        exchanged = bank_movements.exchange_out(received, 100_000, account=euros, cause="entry:2", **facts)
        assert exchanged.follows == received
        given = bank_movements.receive(account, 115_870, cause="entry:3", at=NOON)
        movements.match(given, order, 115_870, account=account, cause="match:1", **facts)

        assert balances_of(order).unapplied == 115_870
        assert [balance(accounts.bank(one)) for one in (euros, account)] == [0, 115_870]
        assert [balance(accounts.exchange(one)) for one in ("EUR", "USD")] == [0, 0]

    def test_no_more_is_exchanged_than_is_left_of_it(self, held, received, account, clerk):
        bank_movements.receive(account, 5, cause="entry:9", at=NOON)

        with pytest.raises(Overdrawn):
            bank_movements.exchange_out(received, 1, account=account, cause="entry:2", by=clerk, at=NOON)


class TestRecalls:
    def recall(self, received, account, number=7):
        return bank_movements.reverse(received, account=account, cause=f"entry:{number}", at=NOON)

    def test_unknown_money_goes_back(self, received, account):
        (movement,) = self.recall(received, account)

        assert (balance(accounts.unmatched(account)), balance(accounts.bank(account))) == (0, 0)
        assert (movement.kind, movement.cause, movement.follows) == ("reversed", "entry:7", received)

    def test_held_money_goes_back(self, held, received, account, order):
        (movement,) = self.recall(received, account)

        assert balances_of(order) == Balances()
        assert balance(accounts.bank(account)) == 0
        assert balance(accounts.recalled("USD")) == 0
        assert (movement.cause, movement.order, movement.follows) == (f"entry:7:order:{order.pk}", order, received)

    def test_what_was_released_is_a_debt_of_this_site(self, released, received, account, order):
        self.recall(received, account)

        assert balance(accounts.recalled("USD")) == PART
        assert balances_of(order) == Balances(received=PART, payable=PART, released={1: PART})

    def test_what_is_there_goes_back_and_what_is_missing_is_a_debt(self, received, account, order, clerk):
        movements.match(received, order, PART, account=account, cause="match:1", by=clerk, at=NOON)
        movements.apply(order, 1, 100_000, at=NOON)
        movements.release(order, 1, evidence="evidence 12", by=None, at=NOON)

        self.recall(received, account)

        assert balance(accounts.recalled("USD")) == 100_000
        assert balances_of(order) == Balances(received=100_000, payable=100_000, released={1: 100_000})
        assert (balance(accounts.bank(account)), balance(accounts.unmatched(account))) == (0, 0)

    def test_unapplied_money_goes_first_then_the_last_part_then_what_was_to_be_paid_back(
        self, received, account, order, clerk
    ):
        movements.match(received, order, PART, account=account, cause="match:1", by=clerk, at=NOON)
        other = bank_movements.receive(account, 100_000, cause="entry:2", at=NOON)
        movements.match(other, order, 100_000, account=account, cause="match:2", by=clerk, at=NOON)
        movements.apply(order, 1, 90_000, at=NOON)
        movements.apply(order, 2, 80_000, at=NOON)
        movements.give_back(order, 50_000, cause="return:1", by=clerk, at=NOON)

        self.recall(received, account)
        assert balances_of(order) == Balances(received=100_000, refundable=50_000, returned=50_000, held={1: 50_000})

        self.recall(other, account, number=8)
        assert balances_of(order) == Balances()

    def test_every_order_that_it_served_gives_its_share(self, received, account, order, clerk):
        other, _unpaid = (OrderFactory(holder=account.holder, lines=0) for _number in range(2))
        for number, (one, amount) in enumerate(((other, 26_000), (order, 60_000))):
            movements.match(received, one, amount, account=account, cause=f"match:{number}", by=clerk, at=NOON)

        recalls = self.recall(received, account)

        assert [one.order for one in recalls] == [order, other, None]
        assert [one.transfers.last().amount for one in recalls] == [60_000, 26_000, 40_000]
        assert balance(accounts.bank(account)) == 0

    def test_an_account_that_paid_out_already_is_below_zero_as_the_bank_says(self, sent, received, account):
        confirm(sent, account)

        self.recall(received, account)

        assert balance(accounts.bank(account)) == -PART
        assert balance(accounts.recalled("USD")) == PART

    def test_a_payment_that_the_bank_carried_out_after_a_recall_is_recorded_below_zero_too(
        self, sent, received, account, order
    ):
        self.recall(received, account)

        confirm(sent, account)

        assert balance(accounts.bank(account)) == -PART
        assert balances_of(order).paid_to_supplier == PART

    def test_money_that_the_bank_exchanged_meanwhile_is_recorded_below_zero_too(self, sent, received, account, clerk):
        confirm(sent, account)
        self.recall(received, account)
        other = bank_movements.receive(account, 100_000, cause="entry:8", at=NOON)

        bank_movements.exchange_out(other, 50_000, account=account, cause="entry:9", by=clerk, at=NOON)

        assert balance(accounts.bank(account)) == -PART + 50_000

    def test_money_that_was_sent_back_before_is_a_debt_too(self, received, account, clerk):
        bank_movements.send_back(received, 26_000, account=account, cause="instruction:1", by=clerk, at=NOON)

        self.recall(received, account)

        assert balance(accounts.recalled("USD")) == 26_000
        assert balance(accounts.unmatched(account)) == 0

    def test_money_is_recalled_once(self, received, account):
        first = self.recall(received, account)

        with pytest.raises(AlreadyMoved) as refusal:
            self.recall(received, account, number=8)
        assert [refusal.value.movement] == first

    def test_a_recall_that_was_none_is_corrected_and_a_later_one_counts(self, received, account, clerk):
        (first,) = self.recall(received, account)
        movements.correct(first, by=clerk, second=UserFactory(), note="of another payment", at=NOON)

        self.recall(received, account, number=8)

        assert (balance(accounts.unmatched(account)), balance(accounts.bank(account))) == (0, 0)

    def test_what_was_corrected_is_not_recalled(self, received, account, clerk):
        movements.correct(received, by=clerk, second=UserFactory(), note="another bank", at=NOON)

        with pytest.raises(AlreadyMoved):
            self.recall(received, account)

    def test_this_site_pays_in_what_it_owes_and_no_more(self, released, received, account, clerk):
        self.recall(received, account)
        bank_movements.charge(account, 1_500, cause="entry:3", at=NOON)
        own = bank_movements.receive(account, PART + 2_000, cause="entry:8", at=NOON)
        facts = {"account": account, "by": clerk, "at": NOON, "note": "own funds"}

        with pytest.raises(Overdrawn):
            bank_movements.cover(own, PART + 1_501, cause="request:1", second=UserFactory(), **facts)
        with pytest.raises(TwoPeopleNeeded):
            bank_movements.cover(own, PART, cause="request:1", second=clerk, **facts)
        bank_movements.cover(own, PART + 1_500, cause="request:1", second=UserFactory(), **facts)

        assert balance(accounts.recalled("USD")) == balance(accounts.charges("USD")) == 0
        assert balance(accounts.unmatched(account)) == 500
        assert balance(accounts.bank(account)) == PART + 500


class TestCover:
    def cover(self, own, amount, account, clerk, **facts):
        usual = {"cause": "request:1", "by": clerk, "second": UserFactory(), "note": "own funds", "at": NOON}
        return bank_movements.cover(own, amount, account=account, **{**usual, **facts})

    def test_charges_alone_are_covered_and_the_movement_says_by_whom_of_what_and_why(self, account, clerk):
        bank_movements.charge(account, 1_500, cause="entry:3", at=NOON)
        own, second = bank_movements.receive(account, 1_500, cause="entry:8", at=NOON), UserFactory()

        covered = self.cover(own, 1_500, account, clerk, second=second)

        assert (covered.by, covered.second, covered.follows, covered.note) == (clerk, second, own, "own funds")
        assert [one.amount for one in covered.transfers.all()] == [1_500]

    @pytest.mark.parametrize("note", ["", "  "])
    def test_it_needs_a_reason(self, account, clerk, note):
        bank_movements.charge(account, 1_500, cause="entry:3", at=NOON)

        with pytest.raises(TwoPeopleNeeded):
            self.cover(
                bank_movements.receive(account, 1_500, cause="entry:8", at=NOON), 1_500, account, clerk, note=note
            )

    def test_no_money_of_others_covers_what_the_site_owes(self, received, account, clerk):
        bank_movements.charge(account, 1_500, cause="entry:3", at=NOON)
        own = bank_movements.receive(account, 1_000, cause="entry:8", at=NOON)

        with pytest.raises(Overdrawn):
            self.cover(own, 1_500, account, clerk)


def test_a_charge_of_the_bank_is_borne_by_this_site(received, account):
    charge = bank_movements.charge(account, 1_500, cause="entry:2", at=NOON)

    assert balance(accounts.charges("USD")) == 1_500
    assert balance(accounts.bank(account)) == PART - 1_500
    assert charge.kind == Movement.Kind.BANK_CHARGE
