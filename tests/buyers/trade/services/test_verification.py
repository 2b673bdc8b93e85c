"""The ledger is computed again: whoever changed it past the code is found out, in a sentence."""

import json
from datetime import date

import pytest

from buyers.trade.models import Account, Movement, Side, StatementEntry, StatementFile, Transfer
from buyers.trade.services import accounts, bank_movements, movements
from buyers.trade.services.debts import debts
from buyers.trade.services.ledger import content_of
from buyers.trade.services.verification import verify
from tests.buyers.trade.tampering import tamper
from tests.factories import NOON, UserFactory
from tests.factories.trade import BankAccountFactory, OrderFactory

pytestmark = pytest.mark.django_db

PART = 126_000
"""Part 1 of the factory's order: 30 % of USD 4,200.00."""


@pytest.fixture
def account():
    return BankAccountFactory()


@pytest.fixture
def order(account):
    return OrderFactory(holder=account.holder)


@pytest.fixture
def held(account, order):
    """The first part of the order's price, as ``entry:1`` brought it."""
    received = bank_movements.receive(account, PART, cause="entry:1", at=NOON)
    movements.match(received, order, PART, account=account, cause="match:1", by=UserFactory(), at=NOON)
    return movements.apply(order, 1, PART, at=NOON)


def only_fault():
    (fault,) = verify().faults
    return fault


def test_an_empty_ledger_is_right():
    assert verify() == type(verify())(0, 0, ())


def test_a_ledger_that_nobody_touched_is_right(held, account, order):
    movements.release(order, 1, evidence="evidence 1", by=None, at=NOON)
    sent = bank_movements.send(order, Side.SUPPLIER, PART, account=account, cause="instruction:1", by=None, at=NOON)
    movements.correct(sent, by=UserFactory(), second=UserFactory(), note="wrong account", at=NOON)

    assert verify() == type(verify())(6, 6, ())


def test_an_amount_that_was_changed_is_found(held):
    transfer = held.transfers.get()
    tamper("trade_transfer", "UPDATE trade_transfer SET amount = 125000 WHERE id = %s", transfer.pk)

    assert f"movement:{held.pk} is not what was written: entry 3 of the decision log says otherwise." in verify().faults


@pytest.mark.parametrize(
    ("column", "value"),
    [("cause", "order:9"), ("kind", "released"), ("note", "as agreed"), ("at", "2026-11-01 00:00:00+00:00")],
)
def test_a_movement_that_was_changed_is_found(held, column, value):
    tamper("trade_movement", f"UPDATE trade_movement SET {column} = %s WHERE id = %s", value, held.pk)  # noqa: S608

    assert only_fault() == f"movement:{held.pk} is not what was written: entry 3 of the decision log says otherwise."


def test_a_movement_that_was_deleted_is_found(held):
    tamper("trade_transfer", "DELETE FROM trade_transfer WHERE movement_id = %s", held.pk)
    tamper("trade_movement", "DELETE FROM trade_movement WHERE id = %s", held.pk)

    assert only_fault() == f"Entry 3 of the decision log speaks of movement:{held.pk}, which is missing."


def test_a_movement_that_was_written_past_the_code_is_found(held, order):
    movement = Movement.objects.create(kind="released", cause="order:1:held:1:1", order=order, at=NOON)
    source, target = Account.objects.get(name=accounts.held_for(order, 1).name), Account.objects.first()
    Transfer.objects.create(movement=movement, debit=source, credit=target, amount=1, currency="USD")

    assert f"movement:{movement.pk} has no entry in the decision log." in verify().faults


def test_an_entry_of_the_log_that_was_written_twice_is_found(held):
    columns = "at, by_id, act, subject, content, previous"
    tamper(
        "audits_logentry",
        f"INSERT INTO audits_logentry (sequence, digest, {columns}) SELECT 4, 'x', {columns} "  # noqa: S608
        "FROM audits_logentry WHERE sequence = 3",
    )

    assert only_fault() == f"Entry 4 of the decision log speaks of movement:{held.pk} a second time."


def test_an_entry_of_the_log_that_was_changed_with_its_movement_is_found(held):
    """Its digest does not fit any more."""
    tamper("trade_movement", "UPDATE trade_movement SET note = 'x' WHERE id = %s", held.pk)
    held.note = "x"
    one = held.transfers.get()
    content = content_of(held, [(one.debit.name, one.credit.name, one.amount, one.currency)])
    tamper("audits_logentry", "UPDATE audits_logentry SET content = %s WHERE sequence = 3", json.dumps(content))

    assert only_fault() == f"movement:{held.pk} is not what was written: entry 3 of the decision log says otherwise."


def test_a_correction_by_one_person_is_found(held):
    by, second = UserFactory(), UserFactory()
    correction = movements.correct(held, by=by, second=second, note="wrong part", at=NOON)
    tamper("trade_movement", "UPDATE trade_movement SET second_id = by_id WHERE id = %s", correction.pk)

    assert f"movement:{correction.pk} is a correction without two people." in verify().faults


def test_an_account_below_zero_is_named(held, account):
    bank_movements.charge(account, PART + 2_550, cause="entry:2", at=NOON)

    assert only_fault() == f"The account bank:{account.pk} is below zero: USD -25.50."


def test_a_transfer_between_currencies_is_found(held, order):
    euros = (
        bank_movements.receive(BankAccountFactory(currency="EUR"), 5, cause="entry:2", at=NOON).transfers.get().debit
    )
    transfer = held.transfers.get()
    tamper("trade_transfer", "UPDATE trade_transfer SET credit_id = %s WHERE id = %s", euros.pk, transfer.pk)

    faults = verify().faults
    assert f"A transfer of movement:{held.pk} is none: {PART} of USD and EUR." in faults
    assert "The accounts in EUR do not sum to nothing: -1260.00 too much." in faults


def test_more_than_a_part_costs_is_found(account, order):
    received = bank_movements.receive(account, PART + 1, cause="entry:1", at=NOON)
    movements.match(received, order, PART + 1, account=account, cause="match:1", by=None, at=NOON)
    movements.apply(order, 1, PART + 1, at=NOON)

    assert only_fault() == f"{order}: USD 1260.01 is held for part 1, more than it costs."


def test_what_is_held_without_a_contract_is_found(account):
    order = OrderFactory(holder=account.holder, is_signed=False)
    received = bank_movements.receive(account, 5, cause="entry:1", at=NOON)
    movements.match(received, order, 5, account=account, cause="match:1", by=None, at=NOON)
    movements.apply(order, 1, 5, at=NOON)

    assert only_fault() == f"{order}: USD 0.05 is held for part 1, more than it costs."


def test_money_of_an_order_that_vanished_is_found(held, order):
    tamper("trade_movement", "UPDATE trade_movement SET order_id = NULL WHERE id = %s", held.pk)
    first = Movement.objects.get(kind="matched")
    tamper("trade_transfer", "UPDATE trade_transfer SET debit_id = %s WHERE movement_id = %s", bank_of(held), first.pk)

    assert f"{order}: what came in is not what is held, released, paid back and waiting." in verify().faults


def bank_of(held):
    return Account.objects.get(name__startswith="bank:").pk


class TestAgainstStatements:
    """Entries are numbered by their own primary keys: the movement that one made is caused by ``entry:PK``."""

    def statement(self, account, day, opening, *amounts, closing=None):
        file = StatementFile.objects.create(
            account=account,
            kind="camt.053",
            name=f"{day}.xml",
            sha256=f"{day}",
            from_on=day,
            until_on=day,
            opening=opening,
            closing=opening + sum(amounts) if closing is None else closing,
            imported_by=UserFactory(),
            imported_at=NOON,
        )
        return [
            StatementEntry.objects.create(
                file=file,
                account=account,
                position=number,
                fingerprint=f"{day}-{number}",
                booked_on=day,
                valued_on=day,
                amount=amount,
                currency=account.currency,
            )
            for number, amount in enumerate(amounts)
        ]

    def receive(self, entry, amount=None):
        return bank_movements.receive(entry.account, amount or entry.amount, cause=f"entry:{entry.pk}", at=NOON)

    def test_a_ledger_that_says_what_the_statements_say_is_right(self, account):
        first, second = self.statement(account, date(2026, 11, 20), 5_000, PART, 700)
        (charge,) = self.statement(account, date(2026, 11, 23), PART + 5_700, -1_500)
        self.receive(first)
        bank_movements.charge(account, 1_500, cause=f"entry:{charge.pk}", at=NOON)
        movements.correct(self.receive(second), by=UserFactory(), second=UserFactory(), note="x", at=NOON)

        assert verify().faults == ()

    def test_entries_that_wait_to_be_booked_are_no_fault(self, account):
        first, _second = self.statement(account, date(2026, 11, 20), 0, PART, 700)
        self.receive(first)

        assert verify().faults == ()

    def test_an_entry_that_was_booked_with_another_amount_is_named(self, account):
        (entry,) = self.statement(account, date(2026, 11, 20), 0, PART)
        self.receive(entry, PART - 100)

        assert verify().faults == (
            f"{account}: entry {entry.pk} of the statements says USD 1260.00, the ledger moved USD 1259.00.",
            f"{account}: the statements add USD 1260.00 since the first one opened, the ledger USD 1259.00.",
        )

    def test_a_recall_that_took_from_several_orders_is_one_entry(self, account, order):
        credit, debit = self.statement(account, date(2026, 11, 20), 0, PART, -PART)
        received = self.receive(credit)
        movements.match(received, order, 26_000, account=account, cause="match:1", by=None, at=NOON)
        bank_movements.reverse(received, account=account, cause=f"entry:{debit.pk}", at=NOON)

        assert verify().faults == ()

    def test_money_that_no_entry_moved_is_named(self, account):
        self.statement(account, date(2026, 11, 20), 0)
        bank_movements.receive(account, 500, cause="somebody said so", at=NOON)

        assert f"{account}: USD 5.00 moved in the ledger without an entry of a statement." in verify().faults

    def test_an_account_without_statements_has_nothing_to_be_compared_with(self, account):
        bank_movements.receive(account, 500, cause="somebody said so", at=NOON)

        assert verify().faults == ()

    def test_a_gap_between_statements_is_named(self, account):
        self.statement(account, date(2026, 11, 20), 0)
        self.statement(account, date(2026, 11, 23), 100)

        assert verify().faults[0].endswith("opens with USD 1.00, the one before closed with USD 0.00.")

    def test_a_statement_that_does_not_add_up_is_named(self, account):
        self.statement(account, date(2026, 11, 20), 0, 100, closing=200)

        assert verify().faults[0].endswith("does not close with what its entries add to its opening.")


class TestWhatThisSiteOwes:
    def test_nothing_at_first(self, held):
        assert debts() == []

    def test_charges_and_recalls_until_they_are_paid_in(self, held, account, order):
        movements.release(order, 1, evidence="evidence 1", by=None, at=NOON)
        bank_movements.charge(account, 1_500, cause="entry:2", at=NOON)
        bank_movements.reverse(Movement.objects.get(kind="received"), account=account, cause="entry:3", at=NOON)
        assert debts() == ["USD 1275.00"]

        own, people = (
            bank_movements.receive(account, PART + 1_500, cause="entry:4", at=NOON),
            {"by": UserFactory(), "second": UserFactory()},
        )
        bank_movements.cover(own, PART + 1_500, account=account, cause="request:1", at=NOON, note="own funds", **people)

        assert debts() == []
