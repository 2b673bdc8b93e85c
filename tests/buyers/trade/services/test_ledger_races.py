"""Two people at the same moment: the money moves as if one had come after the other."""

import threading

import pytest
from django.db import transaction

from audits.desk import log
from buyers.trade.models import EvidenceAnswer, Movement, Side
from buyers.trade.services import accounts, bank_movements, ledger, movements
from buyers.trade.services.balances import balances_of
from buyers.trade.services.refusals import AlreadyMoved, LedgerRefusal, Overdrawn, PaymentEnded, StillFollowed
from tests.factories import NOON, UserFactory
from tests.factories.trade import BankAccountFactory, EvidenceAnswerFactory, EvidenceFactory, OrderFactory
from tests.threads import together

pytestmark = pytest.mark.usefixtures("committing")

PART = 126_000


@pytest.fixture
def account(committing):
    return BankAccountFactory()


@pytest.fixture
def order(account):
    return OrderFactory(holder=account.holder, lines=0)


@pytest.fixture
def received(account):
    return bank_movements.receive(account, PART, cause="entry:1", at=NOON)


@pytest.fixture
def held(received, account, order):
    movements.match(received, order, PART, account=account, cause="match:1", by=None, at=NOON)
    return movements.apply(order, 1, PART, at=NOON)


def kinds(results):
    """What came of each: the error's or the result's class, in an order that does not depend on who won."""
    return sorted(type(one).__name__ for one in results)


def test_a_part_is_released_once(held, order):
    def release():
        return movements.release(order, 1, evidence="evidence 1", by=None, at=NOON)

    results = together(release, release, release)

    assert kinds(results) == ["AlreadyMoved", "AlreadyMoved", "Movement"]
    assert balances_of(order).payable == PART
    assert log.verify().faults == ()


def test_one_cause_moves_money_once_whoever_brings_it(account):
    def receive():
        return bank_movements.receive(account, PART, cause="entry:1", at=NOON)

    assert kinds(together(receive, receive, receive)) == ["AlreadyMoved", "AlreadyMoved", "Movement"]
    assert ledger.balance(accounts.bank(account)) == PART


def test_money_is_not_matched_to_two_orders(received, account, order):
    """Although there is other money in the account, and each order has a lock of its own."""
    other = OrderFactory(holder=account.holder, lines=0)
    bank_movements.receive(account, PART, cause="entry:2", at=NOON)

    def match(one):
        facts = {"account": account, "cause": f"match:{one.pk}", "by": None, "at": NOON}
        return lambda: movements.match(received, one, PART, **facts)

    results = together(match(order), match(other))

    assert kinds(results) == ["Movement", "Overdrawn"]
    assert sorted(balances_of(one).unapplied for one in (order, other)) == [0, PART]


def test_two_demands_do_not_use_the_same_money(received, account, order):
    movements.match(received, order, PART, account=account, cause="match:1", by=None, at=NOON)

    together(
        lambda: movements.apply(order, 1, PART, at=NOON),
        lambda: movements.apply(order, 2, PART, at=NOON),
    )

    sums = balances_of(order)
    assert (sums.unapplied, sums.held_in_all) == (0, PART)


def test_money_is_released_or_divided_and_not_both(held, order):
    facts = {"to_buyer": PART, "to_supplier": 0, "cause": "decision:1", "by": None, "at": NOON}
    results = together(
        lambda: movements.release(order, 1, evidence="evidence 1", by=None, at=NOON),
        lambda: movements.resolve(order, 1, **facts),
    )

    sums = balances_of(order)
    assert sorted((sums.payable, sums.refundable)) == [0, PART]
    assert sum(isinstance(one, Movement) for one in results) == 1
    assert sum(isinstance(one, LedgerRefusal) for one in results) == 1


def test_a_payment_is_confirmed_or_rejected_and_not_both(held, account, order):
    movements.release(order, 1, evidence="evidence 1", by=None, at=NOON)
    sent = bank_movements.send(order, Side.SUPPLIER, PART, account=account, cause="instruction:1", by=None, at=NOON)

    results = together(
        lambda: bank_movements.confirm(sent, account=account, cause="entry:2", at=NOON),
        lambda: bank_movements.reject(sent, account=account, cause="refusal:1", by=None, at=NOON),
    )

    assert kinds(results) == ["Movement", "PaymentEnded"]
    assert isinstance(next(one for one in results if not isinstance(one, Movement)), PaymentEnded)


def test_what_is_corrected_is_not_matched_at_the_same_moment(received, account, order):
    by, second = UserFactory(), UserFactory()
    facts = {"account": account, "cause": "match:1", "by": by, "at": NOON}
    results = together(
        lambda: movements.correct(received, by=by, second=second, note="another account", at=NOON),
        lambda: movements.match(received, order, PART, **facts),
    )

    refusals = [one for one in results if not isinstance(one, Movement)]
    assert [type(one) in {StillFollowed, Overdrawn} for one in refusals] == [True]


def test_entries_of_many_statements_leave_one_whole_log(account):
    def receive(number):
        return lambda: bank_movements.receive(account, 100, cause=f"entry:{number}", at=NOON)

    together(*map(receive, range(6)))

    assert ledger.balance(accounts.bank(account)) == 600
    assert (log.verify().count, log.verify().faults) == (6, ())


class TestWhoeverDecidesLocksTheOrderFirst:
    """A stand-in for any fact that stops a release: who locks the order before looking is never late."""

    def release_unless_returned(self, order, evidence):
        with transaction.atomic():
            ledger.lock_order(order.pk)
            if EvidenceAnswer.objects.filter(evidence=evidence, verdict="returned").exists():
                return "stopped"
            return movements.release(order, 1, evidence=f"evidence {evidence.pk}", by=None, at=NOON)

    def test_what_was_said_before_the_lock_came_free_counts(self, held, order):
        evidence, is_locked, may_end = EvidenceFactory(order=order), threading.Event(), threading.Event()

        def objects():
            with transaction.atomic():
                ledger.lock_order(order.pk)
                is_locked.set()
                may_end.wait(2)
                EvidenceAnswerFactory(evidence=evidence, verdict="returned")

        def releases():
            is_locked.wait(30)
            threading.Timer(0.3, may_end.set).start()
            return self.release_unless_returned(order, evidence)

        results = together(objects, releases)

        assert results[1] == "stopped"
        assert balances_of(order).held == {1: PART}

    def test_what_is_said_after_a_release_comes_too_late(self, held, order):
        evidence = EvidenceFactory(order=order)
        assert isinstance(self.release_unless_returned(order, evidence), Movement)

        EvidenceAnswerFactory(evidence=evidence, verdict="returned")

        with pytest.raises(AlreadyMoved):
            movements.release(order, 1, evidence="evidence 2", by=None, at=NOON)
