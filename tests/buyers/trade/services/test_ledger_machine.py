"""Whatever banks, people and machines do to the ledger, in whichever order: what must always hold about money holds.

A small model next to the ledger counts the money as a person with a pencil would.
"""

from collections import Counter, namedtuple

import pytest
from django.db import transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from audits.models import LogEntry
from buyers.trade.models import Account, Movement, Side, Transfer
from buyers.trade.services import accounts, bank_movements, ledger, movements
from buyers.trade.services.balances import balances_of, balances_of_orders
from buyers.trade.services.refusals import LedgerRefusal
from tests import hypothesis_profiles
from tests.factories import NOON, UserFactory
from tests.factories.trade import BankAccountFactory, OrderFactory

pytestmark = pytest.mark.django_db

AMOUNTS = st.one_of(st.integers(1, 130_000), st.sampled_from([1, 100, 126_000, 294_000, 420_000]))
PARTS = {1: 126_000, 2: 294_000}
PART = st.sampled_from(sorted(PARTS))
ORDER = st.integers(0, 2)
WHICH = st.integers(0, 30)
SHARE = st.sampled_from([100, 100, 100, 40, 101])
AGAIN = st.one_of(st.none(), st.none(), st.none(), st.integers(0, 99))
"""None for a new cause, else which of those before."""
KIND = Movement.Kind
GROW_BY_DEBIT = {"asset", "expense", "clearing"}
COLUMNS = {
    "movement": "movement",
    "follows": "movement__follows",
    "kind": "movement__kind",
    "debit": "debit__name",
    "debit_kind": "debit__kind",
    "debit_currency": "debit__currency",
    "credit": "credit__name",
    "credit_kind": "credit__kind",
    "credit_currency": "credit__currency",
    "amount": "amount",
    "currency": "currency",
}
Row = namedtuple("Row", COLUMNS)


def after(*kinds):
    """The rule applies where such a movement was made before."""
    return precondition(lambda machine: machine.kinds.intersection(kinds))


class Ledger(RuleBasedStateMachine):
    """Three orders, two of them in dollars at one bank account, one in euros at another."""

    def __init__(self):
        super().__init__()
        self.point = transaction.atomic()
        self.point.__enter__()
        dollars, euros = BankAccountFactory(), BankAccountFactory(currency="EUR")
        self.accounts = [dollars, euros]
        self.orders = [
            OrderFactory(holder=dollars.holder, currency=one.currency, lines=0) for one in (dollars, dollars, euros)
        ]
        self.people = [UserFactory(), UserFactory()]
        self.statement = Counter()
        """What the bank says is in each account: what came in less what went out."""
        self.count = 0
        self.kinds = set()

    def teardown(self):
        transaction.set_rollback(True)
        self.point.__exit__(None, None, None)

    def attempt(self, change, *args, **facts):
        """The movement, or None where the ledger refuses it; then nothing at all was written."""
        before = Movement.objects.count(), Transfer.objects.count()
        try:
            with transaction.atomic():
                done = change(*args, **facts)
        except LedgerRefusal as refusal:
            assert refusal.sentence()
            assert (Movement.objects.count(), Transfer.objects.count()) == before
            return None
        if done:
            self.kinds.add((done[0] if isinstance(done, list) else done).kind)
        return done

    def pick(self, which, **facts):
        """One of the movements of that kind, if there is any."""
        found = list(Movement.objects.filter(**facts).order_by("pk"))
        return found[which % len(found)] if found else None

    def account_of(self, movement):
        names = [one.name for one in Account.objects.filter(debits__movement=movement)]
        names += [one.name for one in Account.objects.filter(credits__movement=movement)]
        number = next(
            int(name.split(":")[1]) for name in names if name.split(":")[0] in {"bank", "transit", "unmatched"}
        )
        return next(one for one in self.accounts if one.pk == number)

    def cause(self, kind, again):
        """A new cause of that kind, or one of before: pressed, imported or run twice."""
        if again is None:
            self.count += 1
        return f"{kind}:{self.count if again is None else again % (self.count + 1)}"

    @initialize(short=st.lists(st.sampled_from([0, 0, -500]), min_size=3, max_size=3))
    def first_parts_are_paid(self, short):
        for order, more in enumerate(short):
            self.a_part_is_paid(order, part=1, more=more)

    def receive(self, bank, again, amount):
        received = self.attempt(bank_movements.receive, bank, amount, cause=self.cause("entry", again), at=NOON)
        if received:
            self.statement[bank.pk] += amount
        return received

    @rule(account=st.integers(0, 1), again=AGAIN, amount=AMOUNTS)
    def a_statement_is_imported(self, account, again, amount):
        self.receive(self.accounts[account], again, amount)

    @after(KIND.RECEIVED)
    @rule(which=WHICH, order=ORDER, again=AGAIN, share=SHARE)
    def money_is_matched(self, which, order, again, share):
        if received := self.pick(which, kind__in=(KIND.RECEIVED, KIND.EXCHANGED)):
            account = self.account_of(received)
            amount = received.transfers.first().amount * share // 100 or 1
            facts = {"account": account, "cause": self.cause("match", again), "by": self.people[0], "at": NOON}
            self.attempt(movements.match, received, self.orders[order], amount, **facts)

    @rule(order=ORDER, part=PART, more=st.sampled_from([-500, -1, 0, 0, 0, 1, 250_000]))
    def a_part_is_paid(self, order, part, more):
        order = self.orders[order]
        account = next(one for one in self.accounts if one.currency == order.currency)
        amount = PARTS[part] + more
        received = self.receive(account, None, amount)
        facts = {"account": account, "cause": self.cause("match", None), "by": None, "at": NOON}
        self.attempt(movements.match, received, order, amount, **facts)
        self.attempt(movements.apply, order, part, PARTS[part], at=NOON)

    @rule(order=ORDER, part=PART, decided=st.booleans(), steps=st.integers(1, 4), charge=st.sampled_from([0, 25]))
    def a_part_runs_its_course(self, order, part, decided, steps, charge):
        self.a_part_is_paid(order, part=part, more=0)
        if decided:
            self.a_claim_is_decided(order, part=part, again=None, share=40, beyond=False)
        else:
            self.a_part_is_released(order, part=part)
        course = (
            lambda: self.a_payment_is_handed_over(again=None, which=-1, amount=None),
            lambda: self.a_payment_is_confirmed(which=-1, again=None, other=False),
            lambda: self.a_payment_comes_back(which=-1, again=None, charge=charge),
        )
        for step in course[: steps - 1]:
            step()

    @after(KIND.MATCHED)
    @rule(which=WHICH)
    def a_match_is_taken_back(self, which):
        if matched := self.pick(which, kind=KIND.MATCHED):
            self.attempt(movements.unmatch, matched, by=self.people[0], at=NOON)

    @after(KIND.MATCHED)
    @rule(order=ORDER, part=PART)
    def a_part_is_demanded(self, order, part):
        self.attempt(movements.apply, self.orders[order], part, PARTS[part], at=NOON)

    @after(KIND.APPLIED)
    @rule(order=ORDER, part=PART, again=AGAIN)
    def a_demand_ends(self, order, part, again):
        cause = self.cause("cancelled", again)
        self.attempt(movements.unapply, self.orders[order], part, cause=cause, by=None, at=NOON)

    @after(KIND.APPLIED)
    @rule(order=ORDER, part=PART)
    def a_part_is_released(self, order, part):
        self.attempt(movements.release, self.orders[order], part, evidence="evidence 1", by=None, at=NOON)

    @after(KIND.APPLIED)
    @rule(order=ORDER, part=PART, again=AGAIN, share=SHARE, beyond=st.booleans())
    def a_claim_is_decided(self, order, part, again, share, beyond):
        held = ledger.balance(accounts.held_for(self.orders[order], part))
        to_buyer = min(held, held * share // 100)
        if held:
            facts = {"cause": self.cause("decision", again), "by": self.people[0], "at": NOON}
            shares = {"to_buyer": to_buyer, "to_supplier": held - to_buyer + beyond}
            self.attempt(movements.resolve, self.orders[order], part, **shares, **facts)

    @after(KIND.MATCHED)
    @rule(order=ORDER, share=SHARE, again=AGAIN)
    def the_rest_is_given_back(self, order, share, again):
        amount = balances_of(self.orders[order]).unapplied * share // 100 or 1
        facts = {"cause": self.cause("return", again), "by": self.people[0], "at": NOON}
        self.attempt(movements.give_back, self.orders[order], amount, **facts)

    @after(KIND.RELEASED, KIND.RESOLVED)
    @rule(order=ORDER, part=PART, amount=st.integers(1, 500))
    def a_fee_is_taken(self, order, part, amount):
        self.attempt(movements.charge_fee, self.orders[order], part, amount, by=None, at=NOON)

    @after(KIND.RELEASED, KIND.RESOLVED, KIND.RETURNED)
    @rule(again=AGAIN, which=WHICH, amount=st.sampled_from([None, None, 1]))
    def a_payment_is_handed_over(self, again, which, amount):
        decided = [
            (order, side, much)
            for order in self.orders
            for sums in [balances_of(order)]
            for side, much in ((Side.SUPPLIER, sums.payable), (Side.BUYER, sums.refundable))
            if much
        ]
        if decided:
            order, side, much = decided[which % len(decided)]
            account = next(one for one in self.accounts if one.currency == order.currency)
            facts = {"account": account, "cause": self.cause("instruction", again), "by": self.people[0], "at": NOON}
            self.attempt(bank_movements.send, order, side, amount or much, **facts)

    @after(KIND.RECEIVED)
    @rule(which=WHICH, share=SHARE, again=AGAIN)
    def unknown_money_is_sent_back(self, which, share, again):
        if received := self.pick(which, kind=KIND.RECEIVED):
            account = self.account_of(received)
            amount = movements.left_of(received, f"unmatched:{account.pk}") * share // 100 or 1
            facts = {"account": account, "cause": self.cause("instruction", again), "by": self.people[0], "at": NOON}
            self.attempt(bank_movements.send_back, received, amount, **facts)

    @after(KIND.SENT)
    @rule(which=WHICH, again=AGAIN, other=st.sampled_from([False, False, False, True]))
    def a_payment_is_confirmed(self, which, again, other):
        if sent := self.pick(which, kind=KIND.SENT):
            account = next(one for one in self.accounts if (one == self.account_of(sent)) != other)
            if self.attempt(bank_movements.confirm, sent, account=account, cause=self.cause("entry", again), at=NOON):
                self.statement[account.pk] -= sent.transfers.get().amount

    @after(KIND.CONFIRMED)
    @rule(which=WHICH, again=AGAIN, charge=st.sampled_from([0, 0, 25]))
    def a_payment_comes_back(self, which, again, charge):
        if sent := self.pick(which, kind=KIND.SENT):
            account, amount = self.account_of(sent), max(1, sent.transfers.get().amount - charge)
            facts = {"account": account, "cause": self.cause("entry", again), "at": NOON}
            if self.attempt(bank_movements.bounce, sent, amount, **facts):
                self.statement[account.pk] += amount

    @after(KIND.SENT)
    @rule(which=WHICH, again=AGAIN)
    def a_payment_is_rejected(self, which, again):
        if sent := self.pick(which, kind=KIND.SENT):
            facts = {"account": self.account_of(sent), "cause": self.cause("refusal", again), "by": None, "at": NOON}
            self.attempt(bank_movements.reject, sent, **facts)

    @after(KIND.RECEIVED)
    @rule(which=WHICH, again=AGAIN)
    def money_is_recalled(self, which, again):
        if received := self.pick(which, kind=KIND.RECEIVED):
            account = self.account_of(received)
            facts = {"account": account, "cause": self.cause("entry", again), "at": NOON}
            if self.attempt(bank_movements.reverse, received, **facts):
                self.statement[account.pk] -= received.transfers.get().amount

    @rule(account=st.integers(0, 1), again=AGAIN, amount=st.integers(1, 60))
    def the_bank_takes_a_charge(self, account, again, amount):
        bank = self.accounts[account]
        if self.attempt(bank_movements.charge, bank, amount, cause=self.cause("entry", again), at=NOON):
            self.statement[bank.pk] -= amount

    @after(KIND.BANK_CHARGE, KIND.REVERSED)
    @rule(account=st.integers(0, 1), again=AGAIN, share=SHARE, more=st.sampled_from([0, 0, 7]), alone=st.booleans())
    def this_site_pays_in(self, account, again, share, more, alone):
        bank = self.accounts[account]
        owed = ledger.balance(accounts.recalled(bank.currency)) + ledger.balance(accounts.charges(bank.currency))
        if (amount := owed * share // 100 + more) and (received := self.receive(bank, None, amount)):
            by, second = self.people[0], self.people[0 if alone else 1]
            facts = {"account": bank, "cause": self.cause("cover", again), "by": by, "second": second, "at": NOON}
            self.attempt(bank_movements.cover, received, amount, note="paid in for what is owed", **facts)

    @after(KIND.RECEIVED)
    @rule(which=WHICH, again=AGAIN, share=SHARE, given=AMOUNTS)
    def a_bank_exchanges_money(self, which, again, share, given):
        if received := self.pick(which, kind=KIND.RECEIVED):
            account = self.account_of(received)
            other = next(one for one in self.accounts if one != account)
            amount = movements.left_of(received, f"unmatched:{account.pk}") * share // 100 or 1
            facts = {"by": self.people[0], "at": NOON}
            cause = self.cause("entry", again)
            taken = self.attempt(bank_movements.exchange_out, received, amount, account=account, cause=cause, **facts)
            if taken:
                self.statement[account.pk] -= amount
                self.receive(other, None, given)

    @rule(which=st.one_of(st.just(-1), WHICH))
    def a_movement_is_corrected(self, which):
        if movement := self.pick(which):
            by, second = self.people
            correction = self.attempt(movements.correct, movement, by=by, second=second, note="typed wrongly", at=NOON)
            for transfer in correction.transfers.select_related("debit", "credit") if correction else ():
                for account, much in ((transfer.debit, transfer.amount), (transfer.credit, -transfer.amount)):
                    if account.name.startswith("bank:"):
                        self.statement[int(account.name.split(":")[1])] += much

    @invariant()
    def all_that_must_hold_holds(self):
        rows = [Row(*row) for row in Transfer.objects.order_by("pk").values_list(*COLUMNS.values())]
        net = Counter()
        for row in rows:
            assert row.debit_currency == row.credit_currency == row.currency
            net[row.debit, row.debit_kind, row.currency] += row.amount
            net[row.credit, row.credit_kind, row.currency] -= row.amount
        self.no_account_is_overdrawn(net, took=any(row.kind in {KIND.REVERSED, KIND.BANK_CHARGE} for row in rows))
        own = {name: much if kind in GROW_BY_DEBIT else -much for (name, kind, _), much in net.items()}
        for bank in self.accounts:
            assert own.get(f"bank:{bank.pk}", 0) == self.statement[bank.pk]
        self.an_orders_money_is_in_one_place(own)
        self.what_came_in_is_shared_out_once(rows)
        assert LogEntry.objects.filter(subject__startswith="movement:").count() == Movement.objects.count()

    def no_account_is_overdrawn(self, net, took):
        for currency in ("USD", "EUR"):
            assert sum(much for (_name, _kind, of), much in net.items() if of == currency) == 0
        for (name, kind, _currency), much in net.items():
            if kind != "clearing" and not (name.startswith("bank:") and took):
                assert (much if kind in GROW_BY_DEBIT else -much) >= 0, name

    def an_orders_money_is_in_one_place(self, own):
        found = balances_of_orders([one.pk for one in self.orders])
        for order in self.orders:
            sums, name = found[order.pk], f"order:{order.pk}"
            released, refunded = sum(sums.released.values()), sum(sums.refunded.values())
            assert sums.received == sums.unapplied + sums.held_in_all + released + refunded + sums.returned
            assert released == sums.payable + sums.sent_to_supplier + sums.fee
            assert refunded + sums.returned == sums.refundable + sums.sent_to_buyer
            assert 0 <= sums.paid_to_supplier <= sums.sent_to_supplier
            assert 0 <= sums.paid_to_buyer <= sums.sent_to_buyer
            assert all(held <= PARTS[part] for part, held in sums.held.items())
            for use in ("unapplied", "payable", "refundable"):
                assert getattr(sums, use) == own.get(f"{name}:{use}", 0)
            for part in PARTS:
                assert sums.held.get(part, 0) == own.get(f"{name}:held:{part}", 0)

    def what_came_in_is_shared_out_once(self, rows):
        root, whole, left = {}, {}, Counter()
        for row in rows:
            root[row.movement] = root[row.follows] if row.follows else row.movement
            if row.kind == KIND.RECEIVED:
                whole[row.movement] = row.amount
            for name, much in ((row.credit, row.amount), (row.debit, -row.amount)):
                left[root[row.movement], name.split(":")[0], row.currency] += much
        for (movement, use, _currency), much in left.items():
            if use == "unmatched" and movement in whole:
                assert much >= 0
        for movement, amount in whole.items():
            account = next(row for row in rows if row.movement == movement)
            assert left[movement, "unmatched", account.currency] <= amount


def run(examples, steps):
    chosen = settings(hypothesis_profiles.examples(examples), stateful_step_count=steps, deadline=None)
    run_state_machine_as_test(Ledger, settings=chosen)


def test_what_must_always_hold_about_money_holds():
    run(examples=4, steps=30)


@pytest.mark.slow
def test_what_must_always_hold_about_money_holds_for_long():
    run(examples=15, steps=50)
