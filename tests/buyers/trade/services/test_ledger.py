"""What holds for every movement of money, whatever it is made of."""

import hashlib
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from audits.desk import log
from audits.models import LogEntry
from buyers.trade.models import Account, Movement, Transfer
from buyers.trade.services import accounts, ledger
from buyers.trade.services.accounts import AccountName
from buyers.trade.services.ledger import Leg, balance, post
from buyers.trade.services.refusals import AlreadyMoved, Overdrawn, WrongCurrency
from tests.factories import NOON
from tests.factories.trade import BankAccountFactory, OrderFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def account():
    return BankAccountFactory()


@pytest.fixture
def order(account):
    return OrderFactory(holder=account.holder)


def receive(account, amount, cause="entry:1"):
    leg = Leg(accounts.bank(account), accounts.unmatched(account), amount)
    return post(Movement.Kind.RECEIVED, cause, [leg], by=None, at=NOON)


def match(account, order, amount, cause="match:1", **facts):
    leg = Leg(accounts.unmatched(account), accounts.unapplied(order), amount)
    return post(Movement.Kind.MATCHED, cause, [leg], by=order.placed_by, at=NOON, order=order, **facts)


def test_money_that_came_in_is_at_the_bank_and_owed_to_who_sent_it(account):
    receive(account, 126_000)

    assert balance(accounts.bank(account)) == 126_000
    assert balance(accounts.unmatched(account)) == 126_000


def test_an_account_that_no_money_ever_reached_is_empty(account):
    assert balance(accounts.bank(account)) == 0
    assert not Account.objects.exists()


def test_a_cause_moves_money_once(account):
    first = receive(account, 126_000)

    with pytest.raises(AlreadyMoved) as refusal:
        receive(account, 126_000)

    assert refusal.value.movement == first
    assert balance(accounts.bank(account)) == 126_000


def test_the_same_cause_may_move_money_in_another_way(account, order):
    receive(account, 126_000, cause="entry:1")

    match(account, order, 126_000, cause="entry:1")

    assert balance(accounts.unapplied(order)) == 126_000


def test_no_more_is_taken_than_is_there(account, order):
    receive(account, 126_000)

    with pytest.raises(Overdrawn) as refusal:
        match(account, order, 126_001)

    assert (refusal.value.account, refusal.value.missing) == (f"unmatched:{account.pk}", 1)
    assert (Movement.objects.count(), LogEntry.objects.count()) == (1, 1)


def test_all_that_is_there_may_be_taken(account, order):
    receive(account, 126_000)

    match(account, order, 126_000)

    assert balance(accounts.unmatched(account)) == 0


@pytest.mark.parametrize("amount", [0, -1, 10**15 + 1])
def test_an_amount_is_positive_and_one_that_can_be(account, amount):
    with pytest.raises(ValueError, match="No amount"):
        receive(account, amount)


def test_the_largest_amount_is_an_amount(account):
    receive(account, 10**15)

    assert balance(accounts.bank(account)) == 10**15


def test_a_movement_without_transfers_is_none(account):
    with pytest.raises(ValueError, match="moves something"):
        post(Movement.Kind.RECEIVED, "entry:1", [], by=None, at=NOON)


def test_dollars_do_not_become_euros(account):
    euros = BankAccountFactory(currency="EUR")

    with pytest.raises(WrongCurrency, match="in EUR"):
        post(
            Movement.Kind.EXCHANGED,
            "entry:1",
            [Leg(accounts.bank(account), accounts.unmatched(euros), 100)],
            by=None,
            at=NOON,
        )


def test_a_name_keeps_its_currency(account):
    receive(account, 100)
    leg = Leg(
        AccountName(f"bank:{account.pk}", "asset", "EUR"), AccountName(f"unmatched:{account.pk}", "liability", "EUR"), 1
    )

    with pytest.raises(WrongCurrency, match="is in USD, not EUR"):
        post(Movement.Kind.RECEIVED, "entry:2", [leg], by=None, at=NOON)


def test_money_of_an_order_moves_under_its_own_lock_alone(account, order):
    receive(account, 100)
    leg = Leg(accounts.unmatched(account), accounts.unapplied(order), 100)

    for other in (None, OrderFactory(holder=account.holder)):
        with pytest.raises(ValueError, match="another order"):
            post(Movement.Kind.MATCHED, "match:1", [leg], by=None, at=NOON, order=other)


def test_what_the_bank_took_is_recorded_below_zero_and_what_comes_in_then_is_too(account):
    receive(account, 100)
    for kind, cause in ((Movement.Kind.BANK_CHARGE, "entry:2"), (Movement.Kind.REVERSED, "entry:3")):
        post(kind, cause, [Leg(accounts.charges("USD"), accounts.bank(account), 90)], by=None, at=NOON)

    receive(account, 30, cause="entry:4")

    assert balance(accounts.bank(account)) == -50
    assert balance(accounts.charges("USD")) == 180


def test_what_people_book_takes_no_account_of_the_bank_below_zero(account):
    receive(account, 100)
    leg = Leg(accounts.charges("USD"), accounts.bank(account), 101)

    with pytest.raises(Overdrawn):
        post(Movement.Kind.CORRECTION, "movement:1", [leg], by=None, at=NOON)


def test_a_bank_takes_back_from_its_own_account_alone(account):
    """What it recalls is never more than what is owed to the payer: the rest is a debt of this site."""
    receive(account, 100)

    with pytest.raises(Overdrawn):
        post(
            Movement.Kind.REVERSED,
            "entry:2",
            [Leg(accounts.unmatched(account), accounts.bank(account), 101)],
            by=None,
            at=NOON,
        )


def test_money_that_a_bank_exchanges_passes_through_an_account_that_may_be_overdrawn(account):
    receive(account, 100)

    leg = Leg(accounts.unmatched(account), accounts.exchange("USD"), 100)
    post(Movement.Kind.EXCHANGED, "entry:2", [leg], by=None, at=NOON)

    assert balance(accounts.exchange("USD")) == -100


def test_each_movement_has_its_entry_in_the_decision_log(account, order):
    received = receive(account, 100)
    movement = match(account, order, 100, follows=received, note="Named in the bank's remittance")

    entry = LogEntry.objects.get(subject=f"movement:{movement.pk}")
    line = (f"unmatched:{account.pk}", f"order:{order.pk}:unapplied", 100, "USD")
    assert (entry.act, entry.by, entry.at) == ("money_matched", order.placed_by, NOON)
    assert (
        entry.content
        == ledger.content_of(movement, [line])
        == {
            "kind": "matched",
            "cause": "match:1",
            "order": order.pk,
            "follows": received.pk,
            "second": None,
            "note": "Named in the bank's remittance",
            "transfers": entry.content["transfers"],
        }
    )
    assert Account.objects.get(name=f"order:{order.pk}:unapplied").order == order
    assert log.verify().faults == ()


@pytest.mark.parametrize("column", [0, 1, 2, 3])
def test_the_entry_fits_these_transfers_and_no_others(account, column):
    movement = receive(account, 100)
    line = (f"bank:{account.pk}", f"unmatched:{account.pk}", 100, "USD")
    other = [*line]
    other[column] = 101 if column == 2 else "EUR"

    assert ledger.content_of(movement, [line]) != ledger.content_of(movement, [tuple(other)])
    assert ledger.content_of(movement, [line, line]) != ledger.content_of(movement, [line])


def test_the_digest_of_transfers_is_that_of_their_text_for_ever(account):
    text = b'[["bank:7","unmatched:7",100,"USD"],["bank:7","charges:USD",5,"USD"]]'
    lines = [("bank:7", "unmatched:7", 100, "USD"), ("bank:7", "charges:USD", 5, "USD")]

    assert ledger.content_of(receive(account, 100), lines)["transfers"] == hashlib.sha256(text).hexdigest()


def test_money_moves_with_its_transaction_or_not_at_all(account):
    with pytest.raises(RuntimeError), transaction.atomic():
        receive(account, 100)
        raise RuntimeError

    assert (Movement.objects.count(), Transfer.objects.count(), LogEntry.objects.count()) == (0, 0, 0)


class TestTheDatabaseItself:
    """What it refuses to whoever writes past the code."""

    @pytest.fixture
    def movement(self, account):
        return receive(account, 100)

    def insert(self, movement, debit, credit, amount, currency):
        columns = "movement_id, debit_id, credit_id, amount, currency"
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO trade_transfer ({columns}) VALUES (%s, %s, %s, %s, %s)",  # noqa: S608
                [movement.pk, debit.pk, credit.pk, amount, currency],
            )

    def test_takes_a_transfer_in_one_currency(self, movement, account):
        self.insert(movement, *Account.objects.order_by("name"), 1, "USD")

        assert balance(accounts.bank(account)) == 101

    @pytest.mark.parametrize(("side", "currency"), [(0, "USD"), (1, "USD"), (0, "EUR"), (1, "EUR")])
    def test_refuses_a_transfer_between_currencies(self, movement, side, currency):
        euros = receive(BankAccountFactory(currency="EUR"), 5, cause="entry:9")
        pair = list(Account.objects.filter(currency="USD").order_by("name"))
        pair[side] = euros.transfers.get().debit

        with pytest.raises(IntegrityError):
            self.insert(movement, *pair, 1, currency)

    @pytest.mark.parametrize("amount", [0, -5])
    def test_refuses_an_amount_that_is_none(self, movement, amount):
        with pytest.raises(IntegrityError):
            self.insert(movement, *Account.objects.order_by("name"), amount, "USD")

    def test_refuses_a_transfer_of_an_account_to_itself(self, movement):
        one = Account.objects.first()

        with pytest.raises(IntegrityError):
            self.insert(movement, one, one, 1, "USD")

    def test_refuses_the_same_cause_twice(self, movement):
        with pytest.raises(IntegrityError), transaction.atomic():
            Movement.objects.create(kind=movement.kind, cause=movement.cause, at=NOON + timedelta(days=1))

    @pytest.mark.parametrize("table", ["trade_transfer", "trade_movement", "trade_account"])
    def test_refuses_to_change_to_delete_and_to_replace(self, movement, table):
        past_the_rows = (
            f"TRUNCATE {table} CASCADE"
            if connection.vendor == "postgresql"
            else f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}"  # noqa: S608
        )
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER {table}_no_truncate")
        for statement in (f"UPDATE {table} SET id = id + 50", f"DELETE FROM {table}", past_the_rows):  # noqa: S608
            with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
                connection.cursor().execute(statement)

        assert (Account.objects.count(), Movement.objects.count(), Transfer.objects.count()) == (2, 1, 1)
