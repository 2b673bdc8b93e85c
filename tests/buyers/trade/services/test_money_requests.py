"""What one person of finance asks for and another approves: corrections, and money that the site pays in."""

import pytest
from django.db import IntegrityError, transaction

from buyers.trade.models import Match, MoneyRequest, Movement, StatementEntry
from buyers.trade.services import accounts
from buyers.trade.services.balances import balances_of
from buyers.trade.services.desk import NotInOffice, OwnOrder
from buyers.trade.services.ledger import balance
from buyers.trade.services.matching import match_open_entries
from buyers.trade.services.money_desk import NotThisEntry, accept_as_charge
from buyers.trade.services.money_requests import (
    NotCorrectable,
    OwnRequest,
    PaymentPrepared,
    approve_request,
    ask_correction,
    ask_cover,
    refuse_request,
)
from buyers.trade.services.movements import give_back, release
from buyers.trade.services.payouts import TakenAlready, prepare_payout
from buyers.trade.services.refusals import Overdrawn
from buyers.trade.services.verification import verify
from kpmarket.foundation.transitions import IllegalTransition
from tests.buyers.trade.bank_days import Bank, approved_account, finance, paid
from tests.buyers.trade.statements.bank_files import Booking
from tests.factories import MembershipFactory, UserFactory
from tests.threads import together

WHY = "Bank advice 4471 of 20 Nov: this was the Rotterdam shipment, not ours"


@pytest.fixture
def bank(db):
    return Bank()


@pytest.fixture
def second(bank):
    return finance()


def released(bank):
    """USD 1,260.00 of an order were released without evidence."""
    order = bank.order()
    bank.day(paid(order, "1260.00"))
    return release(order, 1, evidence="evidence 1", by=None, at=bank.now)


def charged(bank, amount="18.50"):
    """The bank took it, and a person called it a charge."""
    (entry,) = bank.day(Booking(amount, side="DBIT", name="HANSE SPEDITION"))
    accept_as_charge(entry, reason="Kontoführung", by=bank.by, at=bank.now)
    return entry, Movement.objects.get(kind="bank_charge")


def ask(bank, movement, by=None):
    return ask_correction(movement, reason=WHY, by=by or bank.by, at=bank.now)


class TestCorrections:
    def test_a_release_is_undone_when_a_second_person_agrees(self, bank, second):
        movement = released(bank)
        asked = ask(bank, movement)
        assert balances_of(movement.order).payable == 126_000 and asked.amount == 126_000

        done = approve_request(asked, by=second, at=bank.now)

        assert balances_of(movement.order).held == {1: 126_000}
        assert (done.kind, done.follows, done.by, done.second, done.note) == (
            "correction",
            movement,
            bank.by,
            second,
            WHY,
        )
        asked.refresh_from_db()
        assert (asked.status, asked.result) == ("done", done)
        assert verify().faults == ()

    def test_who_asks_does_not_allow_it_nor_does_the_database_let_them(self, bank):
        asked = ask(bank, released(bank))

        with pytest.raises(OwnRequest):
            approve_request(asked, by=bank.by, at=bank.now)
        rows = MoneyRequest.objects.filter(pk=asked.pk)
        facts = {"status": "done", "result": asked.movement, "decided_at": bank.now}
        for one in ({**facts, "decided_by": bank.by}, {**facts, "decided_by": None}, {"reason": "other"}):
            with pytest.raises(IntegrityError), transaction.atomic():
                rows.update(**one)

    def test_what_was_paid_on_meanwhile_is_not_corrected(self, bank, second):
        movement = released(bank)
        asked = ask(bank, movement)
        approved_account(movement.order.supplier, at=bank.now)
        prepare_payout(movement.order, bank.account, by=bank.by, at=bank.now)

        with pytest.raises(PaymentPrepared):
            approve_request(asked, by=second, at=bank.now)
        assert balances_of(movement.order).payable == 126_000

    def test_refused_it_moves_nothing_and_may_be_asked_again(self, bank, second):
        movement = released(bank)
        asked = ask(bank, movement)

        refuse_request(asked, reason="The advice names our shipment.", by=second, at=bank.now)

        assert balances_of(movement.order).payable == 126_000
        assert asked.history.last().note == "The advice names our shipment."
        with pytest.raises(IllegalTransition):
            approve_request(asked, by=second, at=bank.now)
        assert not Movement.objects.filter(kind="correction").exists()
        assert ask(bank, movement).status == "asked"

    def test_one_booking_waits_once(self, bank, second):
        movement = released(bank)
        ask(bank, movement)

        with pytest.raises(IntegrityError), transaction.atomic():
            ask(bank, movement, by=second)

    def test_finance_alone_asks_and_never_for_a_side_of_their_own(self, bank, second):
        movement = released(bank)
        with pytest.raises(NotInOffice):
            ask(bank, movement, by=UserFactory(is_staff=True))
        asked = ask(bank, movement)
        MembershipFactory(supplier=movement.order.supplier, user=second)

        for act in (approve_request, lambda *args, **facts: refuse_request(*args, reason="x", **facts)):
            with pytest.raises(OwnOrder):
                act(asked, by=second, at=bank.now)

    def test_while_a_payment_of_it_is_prepared_it_waits(self, bank):
        movement = released(bank)
        approved_account(movement.order.supplier, at=bank.now)
        prepare_payout(movement.order, bank.account, by=bank.by, at=bank.now)

        with pytest.raises(PaymentPrepared):
            ask(bank, movement)

    def test_what_other_pages_undo_is_not_undone_here(self, bank):
        released(bank)

        for movement in Movement.objects.filter(kind__in=("received", "matched", "applied")):
            with pytest.raises(NotCorrectable):
                ask(bank, movement)

    def test_money_that_was_to_go_back_serves_the_part_again(self, bank, second):
        order = bank.order()
        bank.day(paid(order, "1300.00"))
        returned = give_back(order, 4_000, cause="asked:1", by=None, at=bank.now)

        approve_request(ask(bank, returned), by=second, at=bank.now)

        assert balances_of(order).refundable == 0 and balances_of(order).unapplied == 4_000

    def test_a_debit_that_was_no_charge_is_open_again_and_stays_so(self, bank, second):
        entry, charge = charged(bank)

        approve_request(ask(bank, charge), by=second, at=bank.now)
        match_open_entries(bank.account, at=bank.now)

        assert balance(accounts.charges("USD")) == 0
        assert StatementEntry.objects.open().get() == entry
        assert Match.objects.get().ended_by == second
        with pytest.raises(NotCorrectable):
            ask(bank, charge)


class TestCover:
    def own_money(self, bank, amount="18.50"):
        (entry,) = bank.day(Booking(amount, name="KANTONAL TREUHAND AG", text="Einlage Spesen Q4"))
        return entry

    def test_the_site_pays_in_what_it_owes(self, bank, second):
        charged(bank)
        entry = self.own_money(bank)
        asked = ask_cover(entry, reason="Own funds, advice 88", by=bank.by, at=bank.now)
        assert not StatementEntry.objects.open().exists()

        approve_request(asked, by=second, at=bank.now)

        assert balance(accounts.charges("USD")) == balance(accounts.unmatched(bank.account)) == 0
        assert not StatementEntry.objects.open().exists() and verify().faults == ()

    def test_more_than_is_owed_is_not_covered_and_the_entry_is_free_when_refused(self, bank, second):
        charged(bank)
        entry = self.own_money(bank, "20.00")
        asked = ask_cover(entry, reason="Own funds", by=bank.by, at=bank.now)

        with pytest.raises(Overdrawn):
            approve_request(asked, by=second, at=bank.now)
        with pytest.raises(TakenAlready):
            ask_cover(entry, reason="Own funds", by=second, at=bank.now)
        refuse_request(asked, reason="Only 18.50 is owed.", by=second, at=bank.now)

        assert StatementEntry.objects.open().get() == entry

    def test_a_debit_covers_nothing(self, bank):
        entry, _charge = charged(bank)

        with pytest.raises(NotThisEntry):
            ask_cover(entry, reason="x", by=bank.by, at=bank.now)

    def test_money_that_was_a_buyers_after_all_is_open_again(self, bank, second):
        charged(bank)
        entry = self.own_money(bank)
        asked = ask_cover(entry, reason="Own funds", by=bank.by, at=bank.now)
        covered = approve_request(asked, by=second, at=bank.now)

        approve_request(ask(bank, covered), by=second, at=bank.now)

        asked.refresh_from_db()
        assert asked.status == "undone" and StatementEntry.objects.open().get() == entry
        assert balance(accounts.charges("USD")) == balance(accounts.unmatched(bank.account)) == 1_850


class TestRaces:
    @pytest.fixture
    def bank(self, committing):
        return Bank()

    def test_of_two_who_approve_one_books(self, bank, second):
        asked, third = ask(bank, released(bank)), finance()

        results = together(
            *(
                lambda by=by: approve_request(MoneyRequest.objects.get(pk=asked.pk), by=by, at=bank.now)
                for by in (second, third)
            )
        )

        assert sum(isinstance(one, Movement) for one in results) == 1
        assert sum(isinstance(one, NotCorrectable | IllegalTransition) for one in results) == 1
        assert Movement.objects.filter(kind="correction").count() == 1

    def test_approved_and_refused_at_once_only_one_holds(self, bank, second):
        asked, third = ask(bank, released(bank)), finance()
        rows = [MoneyRequest.objects.get(pk=asked.pk) for _ in range(2)]

        results = together(
            lambda: approve_request(rows[0], by=second, at=bank.now),
            lambda: refuse_request(rows[1], reason="No.", by=third, at=bank.now),
        )

        asked.refresh_from_db()
        assert sum(isinstance(one, IllegalTransition) for one in results) == 1
        assert Movement.objects.filter(kind="correction").exists() == (asked.status == "done")
