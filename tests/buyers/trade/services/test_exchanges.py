"""Money in another currency is exchanged by the bank where the buyer asks for it, and two people say so."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from buyers.trade.models import MoneyRequest, Side, StatementEntry
from buyers.trade.services import accounts
from buyers.trade.services.balances import balances_of
from buyers.trade.services.exchanges import NotAgreed, exchangeable
from buyers.trade.services.ledger import balance
from buyers.trade.services.money_desk import NotThisEntry
from buyers.trade.services.money_requests import OwnRequest, approve_request, ask_exchange, refuse_request
from buyers.trade.services.payouts import TakenAlready, prepare_return
from buyers.trade.services.verification import verify
from tests.buyers.trade.bank_days import Bank, finance, paid
from tests.buyers.trade.statements.bank_files import Booking
from tests.factories.trade import OrderMessageFactory

ADVICE = "Abrechnung Devisen 88213 vom 21.11., Kurs 1,1660"


class Deal:
    """An order in dollars that was paid with euros, which the bank of its holder exchanged two days later."""

    def __init__(self, dollars=None):
        self.dollars = dollars or Bank()
        self.euros = Bank("EUR", self.dollars.by, holder=self.dollars.account.holder)
        self.order = self.dollars.order()
        (self.entry,) = self.euros.day(paid(self.order, "1080.62"))
        (self.taken,) = self.euros.day(Booking("1080.62", side="DBIT", name="", text="DEVISENVERKAUF EUR/USD"))
        self.dollars.day()
        (self.given,) = self.dollars.day(Booking("1260.00", name="ZUERCHER BANK", text="DEVISENKAUF USD/EUR"))
        self.by, self.at = self.dollars.by, self.dollars.now

    def agree(self, side=Side.BUYER, **facts):
        words = "Please have your bank exchange it, at its rate."
        usual = {"text": words, "sent_at": self.at - timedelta(days=1), "author": self.order.placed_by}
        return OrderMessageFactory(order=self.order, side=side, **{**usual, **facts})

    def ask(self, agreement=None, **rows):
        facts = {"entry": self.entry, "taken": self.taken, "given": self.given, **rows}
        return ask_exchange(**facts, agreement=agreement or self.agree(), reason=ADVICE, by=self.by, at=self.at)


@pytest.fixture
def deal(countries):
    return Deal()


def test_the_buyer_agrees_one_asks_another_allows_and_the_order_is_paid(deal):
    assert exchangeable(deal.entry).order == deal.order
    asked = deal.ask()
    assert balances_of(deal.order).received == 0
    with pytest.raises(OwnRequest):
        approve_request(asked, by=deal.by, at=deal.at)

    done = approve_request(asked, by=finance(), at=deal.at)

    assert balances_of(deal.order).held == {1: 126_000}
    assert [balance(accounts.bank(one.account)) for one in (deal.euros, deal.dollars)] == [0, 126_000]
    assert [balance(accounts.unmatched(one.account)) for one in (deal.euros, deal.dollars)] == [0, 0]
    assert balance(accounts.exchange("EUR")) == 0
    assert (done.kind, done.cause) == ("exchanged", f"entry:{deal.taken.pk}")
    assert not StatementEntry.objects.open().exists()
    assert verify().faults == ()


def test_while_it_is_asked_nobody_takes_its_entries_and_refused_they_are_open_again(deal):
    asked = deal.ask()
    assert not StatementEntry.objects.open().exists()
    with pytest.raises(TakenAlready):
        prepare_return(deal.entry, reason="Zurück an den Absender", by=finance(), at=deal.at)

    refuse_request(asked, reason="Der Kurs steht nicht im Avis.", by=finance(), at=deal.at)

    assert StatementEntry.objects.open().count() == 3
    assert verify().faults == ()


@pytest.mark.parametrize("facts", [{"side": Side.SUPPLIER}, {"sent_at": None}])
def test_the_suppliers_word_and_what_was_written_before_the_money_came_are_no_agreement(deal, facts):
    if "sent_at" in facts:
        facts["sent_at"] = deal.at - timedelta(days=90)

    with pytest.raises(NotAgreed):
        deal.ask(deal.agree(**facts))


def test_a_debit_of_another_sum_or_a_credit_that_pays_something_is_no_exchange(deal):
    (charge,) = deal.euros.day(Booking("12.00", side="DBIT", name="", text="Entgelt"))
    (other,) = deal.dollars.day(paid(deal.order, "5.00"))

    for rows in ({"taken": charge}, {"given": other}, {"entry": deal.given}):
        with pytest.raises(NotThisEntry):
            deal.ask(**rows)
    deal.ask()
    with pytest.raises(TakenAlready):
        deal.ask()


def test_the_database_keeps_what_was_asked_as_it_was(deal):
    asked = MoneyRequest.objects.filter(pk=deal.ask().pk)

    for facts in ({"given": deal.entry}, {"taken": None}, {"agreement": None}, {"reason": "other"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            asked.update(**facts)
