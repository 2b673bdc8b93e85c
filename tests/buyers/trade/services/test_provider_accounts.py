"""An account at a payment institution: what it books is booked here once, whatever its messages and connections do."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from buyers.terms.references import Reference
from buyers.trade.models import (
    Movement,
    PaymentFile,
    PaymentInstruction,
    ProviderContact,
    ProviderMessage,
    ProviderPayout,
    StatementEntry,
    StatementFile,
)
from buyers.trade.providers.institution import Institution
from buyers.trade.providers.interface import Event
from buyers.trade.services import accounts, bank_movements, provider_accounts
from buyers.trade.services.balances import balances_of
from buyers.trade.services.ledger import balance
from buyers.trade.services.verification import verify
from tests.buyers.trade.providers.fake_institution import KEY, SECRET, FakeInstitution, serving
from tests.factories import NOON, UserFactory
from tests.factories.trade import BankAccountFactory, OrderFactory

pytestmark = pytest.mark.django_db

PART = 126_000
HOUR = timedelta(hours=1)
FACTS = {"by": None, "at": NOON}


@pytest.fixture
def account(settings):
    made = BankAccountFactory()
    settings.PAYMENT_PROVIDER = {"holder": made.holder.name, "url": "https://pay.example", "key": KEY, "secret": SECRET}
    return made


@pytest.fixture
def fake():
    return FakeInstitution()


@pytest.fixture
def carrier(fake):
    with serving(fake) as url:
        yield Institution(url, key=KEY, secret=SECRET)


@pytest.fixture
def sync(account, carrier):
    return lambda at=NOON: provider_accounts.sync(account, carrier, at=at)


def pay_in(fake, account, amount=PART, **facts):
    payer = {"name": "Klinikum Lindenau gGmbH", "account": "DE89370400440532013000"}
    return fake.book(account.number, amount, **{"counterparty": payer, **facts})


def hand_over(account, amount=50_000):
    """A payment that two people of finance made: unknown money goes back to who sent it."""
    entry = StatementEntry.objects.filter(account=account, amount__gt=0).first()
    received = Movement.objects.get(kind="received", cause=f"entry:{entry.pk}")
    file = PaymentFile.objects.create(
        account=account,
        message_id="KPMSG01",
        count=1,
        total=amount,
        pay_on=date(2026, 11, 23),
        sha256="0" * 64,
        exported_by=UserFactory(),
        exported_at=NOON,
    )
    instruction = PaymentInstruction.objects.create(
        account=account,
        amount=amount,
        currency=account.currency,
        end_to_end_id="KPPAY00000000000000AA",
        back_to=entry,
        status="handed_over",
        file=file,
        prepared_by=UserFactory(),
        prepared_at=NOON,
        approved_by=UserFactory(),
        approved_at=NOON,
    )
    bank_movements.send_back(received, amount, account=account, cause=f"instruction:{instruction.pk}", **FACTS)
    return instruction


class TestWhatComesIn:
    def test_a_booking_is_in_the_ledger_and_pays_the_order_that_it_names(self, fake, sync, account):
        order = OrderFactory(holder=account.holder, buyer__organisation="Klinikum Lindenau gGmbH")
        pay_in(fake, account, reference=Reference(order.placed_at.year, order.pk, 1).text)

        assert sync()

        assert balances_of(order).received == PART
        assert balance(accounts.bank(account)) == PART
        assert verify().faults == ()

    def test_what_names_no_order_waits_for_a_person(self, fake, sync, account):
        pay_in(fake, account)

        sync()

        assert balance(accounts.unmatched(account)) == PART
        assert StatementEntry.objects.open().count() == 1

    def test_a_booking_comes_once_however_often_the_account_is_looked_at(self, fake, sync, account):
        pay_in(fake, account)
        sync()
        pay_in(fake, account, 700)
        sync()
        sync()

        assert [file.closing for file in StatementFile.objects.order_by("pk")] == [PART, PART + 700]
        assert balance(accounts.bank(account)) == PART + 700
        assert StatementFile.objects.filter(imported_by=None, kind="provider").count() == 2

    def test_bookings_that_do_not_add_up_are_not_booked(self, fake, sync, account):
        pay_in(fake, account)
        pay_in(fake, account, 700)["balance"] += 1

        assert not sync()

        assert not StatementFile.objects.exists()
        assert "does not follow from" in ProviderContact.objects.get().problem

    def test_money_of_another_currency_is_not_booked(self, fake, sync, account):
        pay_in(fake, account, currency="EUR")

        assert not sync()
        assert not Movement.objects.exists()

    def test_a_balance_that_jumped_since_the_last_time_is_not_booked(self, fake, sync, account):
        pay_in(fake, account)
        sync()
        pay_in(fake, account, 700)["balance"] += 5

        assert not sync()
        assert balance(accounts.bank(account)) == PART


class TestWhatGoesOut:
    @pytest.fixture
    def instruction(self, fake, sync, account):
        pay_in(fake, account)
        sync()
        return hand_over(account)

    def test_a_payment_is_confirmed_when_it_is_booked_and_not_before(self, fake, sync, account, instruction):
        sync()
        instruction.refresh_from_db()
        assert (instruction.status, balance(accounts.transit(account))) == ("handed_over", 50_000)

        fake.book_payout("po_1")
        sync()

        instruction.refresh_from_db()
        assert (instruction.status, balance(accounts.transit(account))) == ("confirmed", 0)
        assert balance(accounts.bank(account)) == PART - 50_000
        assert verify().faults == ()

    @pytest.mark.parametrize("faults", [["drop after"] * 3, ["500"] * 3])
    def test_after_a_time_out_it_is_asked_for_again_and_made_once(self, fake, sync, instruction, faults):
        fake.faults = faults
        assert not sync()
        assert not ProviderPayout.objects.exists()

        assert sync()

        assert len(fake.payouts) == 1
        assert ProviderPayout.objects.get().provider_id == "po_1"

    def test_it_is_submitted_once(self, fake, sync, instruction):
        sync()
        sync()

        assert [one for one in fake.asked if one == ("POST", "/v1/payouts")] == [("POST", "/v1/payouts")]

    def test_one_that_is_declined_comes_back(self, fake, sync, account, instruction):
        fake.bookings[account.number][0]["amount"] = 1  # so the institution sees too little money

        sync()

        instruction.refresh_from_db()
        assert instruction.status == "returned"
        assert balance(accounts.unmatched(account)) == PART
        assert instruction.history.last().note == "Not so much money in the account."

    def test_one_that_is_rejected_later_comes_back(self, fake, sync, account, instruction):
        sync()
        fake.reject("po_1", "account closed")

        sync()

        instruction.refresh_from_db()
        assert (instruction.status, balance(accounts.transit(account))) == ("returned", 0)

    def test_one_that_was_booked_and_returned_is_owed_again(self, fake, sync, account, instruction):
        sync()
        fake.book_payout("po_1")
        fake.return_payout("po_1", "AC04 closed account")

        sync()

        instruction.refresh_from_db()
        assert instruction.status == "returned"
        assert balance(accounts.bank(account)) == balance(accounts.unmatched(account)) == PART
        assert verify().faults == ()


class TestMessages:
    def test_a_message_is_new_once(self, account):
        event = Event("evt_1", account.number)

        assert provider_accounts.note_message(event, at=NOON)
        assert not provider_accounts.note_message(event, at=NOON + HOUR)

    def test_messages_about_other_accounts_are_nobodys(self, account):
        assert not provider_accounts.note_message(Event("evt_1", "another"), at=NOON)
        assert not ProviderMessage.objects.exists()

    def test_lost_messages_and_messages_out_of_order_change_nothing(self, fake, sync, account):
        """Nothing of what is booked comes out of a message."""
        first, second = pay_in(fake, account), pay_in(fake, account, 700)
        provider_accounts.note_message(Event(f"evt_{second['id']}", account.number), at=NOON)
        sync()
        provider_accounts.note_message(Event(f"evt_{first['id']}", account.number), at=NOON)
        sync()

        assert balance(accounts.bank(account)) == PART + 700

    @pytest.mark.parametrize(
        "verb", ["UPDATE trade_providermessage SET message_id = 'x'", "DELETE FROM trade_providermessage"]
    )
    def test_the_database_keeps_messages_as_they_came(self, account, verb):
        from django.db import connection

        provider_accounts.note_message(Event("evt_1", account.number), at=NOON)

        with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
            connection.cursor().execute(verb)

    def test_the_database_keeps_statements_after_it_made_their_table_again(self, fake, sync, account):
        from django.db import connection

        pay_in(fake, account)
        sync()

        with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
            connection.cursor().execute("UPDATE trade_statementfile SET closing = 1")


class TestContact:
    def test_what_is_wrong_is_kept_until_the_institution_answers(self, fake, sync, account):
        assert sync()
        fake.faults = ["500"] * 3
        assert not sync(NOON + HOUR)

        contact = ProviderContact.objects.get()
        assert (contact.tried_at, contact.answered_at) == (NOON + HOUR, NOON)
        assert contact.problem == "Unreachable: answered with 500"
        assert provider_accounts.silent_contacts(at=NOON + HOUR) == [contact]
        assert provider_accounts.silent_contacts(at=NOON + HOUR / 2) == []

        assert sync(NOON + 2 * HOUR)
        assert provider_accounts.silent_contacts(at=NOON + 9 * HOUR) == []

    def test_without_an_institution_nothing_is_asked(self, settings):
        settings.PAYMENT_PROVIDER = {}
        BankAccountFactory()

        assert provider_accounts.sync_all(clock=lambda: NOON) == 0
        assert not ProviderContact.objects.exists()

    def test_every_account_of_its_holder_is_looked_at(self, account, monkeypatch):
        BankAccountFactory(holder=account.holder, currency="EUR")
        BankAccountFactory(holder__name="Another holder")
        looked_at = []
        monkeypatch.setattr(provider_accounts, "sync", lambda one, carrier, *, at: looked_at.append(one.currency))

        assert provider_accounts.sync_all(clock=lambda: NOON) == 2
        assert looked_at == ["USD", "EUR"]

    @pytest.mark.parametrize("missing", ["holder", "url", "key", "secret"])
    def test_half_an_institution_is_none(self, settings, account, missing):
        del settings.PAYMENT_PROVIDER[missing]

        with pytest.raises(ValueError, match=missing):
            provider_accounts.provider()
