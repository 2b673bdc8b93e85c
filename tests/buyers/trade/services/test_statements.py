"""Importing statements: whole or not at all, each once, none missing; what came in is in the ledger to the cent."""

import pytest
from django.db import DatabaseError, transaction

from buyers.trade.models import Movement, StatementEntry, StatementFile
from buyers.trade.services import accounts
from buyers.trade.services.desk import NotInOffice
from buyers.trade.services.ledger import balance
from buyers.trade.services.statements import (
    AlreadyImported,
    Balances,
    expected_balance,
    import_statement,
    is_number_of,
)
from buyers.trade.statements.statement import Refused
from tests.buyers.trade.bank_days import Bank, finance
from tests.buyers.trade.statements.bank_files import Booking
from tests.factories import NOON, UserFactory
from tests.factories.trade import BankAccountFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def bank():
    return Bank()


def refusal(bank, data):
    with pytest.raises(Refused) as refused:
        bank.bring(data)
    assert Movement.objects.count() == 0
    return str(refused.value.sentence)


def test_what_came_in_is_in_the_ledger_for_nobody_yet(bank):
    bank.day(Booking("1260.00"), Booking("40.00", name="PRAXIS NORD"))

    assert balance(accounts.unmatched(bank.account)) == 130_000
    assert balance(accounts.bank(bank.account)) == 130_000 == expected_balance(bank.account)


def test_the_same_file_again_is_no_error_and_names_who_brought_it(bank):
    data = bank.file(Booking("1260.00"))
    first = bank.bring(data)

    with pytest.raises(AlreadyImported) as again:
        bank.bring(data, name="copy.xml")

    assert again.value.file == first and again.value.file.imported_by == bank.by
    assert Movement.objects.count() == 1


def test_the_same_statement_in_another_file_moves_nothing(bank):
    data = bank.file(Booking("1260.00"), Booking("1260.00", side="DBIT", name="X", end_to_end_id="RENT"))
    first = bank.bring(data)

    with pytest.raises(AlreadyImported) as again:
        bank.bring(data.replace(b"T0412", b"T0933"))

    assert again.value.file == first
    assert StatementEntry.objects.count() == 2


def test_an_overlapping_statement_is_refused_with_both_sums(bank):
    bank.bring(bank.file(Booking("1260.00")))

    with pytest.raises(Refused) as refused:
        bank.bring(bank.file(Booking("1260.00"), Booking("5.00")))

    assert "USD 0.00" in str(refused.value.sentence) and "USD 1260.00" in str(refused.value.sentence)
    assert Movement.objects.count() == 1


def test_a_statement_after_a_missing_one_is_refused_with_both_sums(bank):
    bank.day(Booking("1260.00"))
    bank.closing = 130_000

    with pytest.raises(Refused) as refused:
        bank.day(Booking("5.00"))

    assert "USD 1300.00" in str(refused.value.sentence) and "USD 1260.00" in str(refused.value.sentence)


def test_entries_that_do_not_lead_to_the_closing_balance_are_refused_whole(bank):
    data = bank.file(Booking("1260.00"), Booking("1.00")).replace(b'"USD">1.00<', b'"USD">1.01<')

    assert "USD 1261.01" in (sentence := refusal(bank, data)) and "USD 1261.00" in sentence
    assert StatementFile.objects.count() == 0


def test_a_statement_of_another_account_is_refused_by_its_last_characters(bank):
    data = bank.file(Booking("1.00")).replace(b"CH9300762011623852957", b"CH5604835012345678009")

    assert "8009" in (sentence := refusal(bank, data)) and "2957" in sentence


def test_a_statement_in_another_currency_is_refused(bank):
    data = bank.file(Booking("1.00")).replace(b"USD", b"EUR")

    assert "EUR" in (sentence := refusal(bank, data)) and "USD" in sentence


def test_two_equal_payments_of_one_day_without_a_reference_are_two(bank):
    twice = Booking("1260.00")

    bank.day(twice, twice)
    bank.day(twice)

    assert balance(accounts.unmatched(bank.account)) == 3 * 126_000
    assert len(set(StatementEntry.objects.values_list("fingerprint", flat=True))) == 3


def test_money_that_lay_there_before_the_first_statement_is_not_of_the_ledger(bank):
    bank.closing = 50_000_00

    bank.day(Booking("10.00"))

    assert expected_balance(bank.account) == 1000 == balance(accounts.bank(bank.account))


def test_a_debit_that_nobody_explained_is_no_difference(bank):
    bank.day(Booking("10.00"), Booking("3.00", side="DBIT", end_to_end_id="RENT"))

    assert expected_balance(bank.account) == 1000 == balance(accounts.bank(bank.account))


def test_an_overdrawn_account_is_imported_with_its_sign(bank):
    bank.closing = -5_00

    entries = bank.day(Booking("2.00"))

    assert (entries[0].file.opening, entries[0].file.closing) == (-500, -300)


def test_only_finance_imports(bank):
    with pytest.raises(NotInOffice):
        import_statement(bank.account, bank.file(), name="x", by=UserFactory(is_staff=True), at=NOON)


def test_the_office_ends_with_its_day(bank):
    bank.by.desk_offices.update(until=NOON)

    with pytest.raises(NotInOffice):
        bank.bring(bank.file())


def test_the_database_refuses_to_change_what_a_bank_reported(bank):
    bank.day(Booking("10.00"))

    for rows in (StatementEntry.objects, StatementFile.objects):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.all().delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        StatementEntry.objects.update(amount=1)


@pytest.mark.parametrize(
    ("number", "written", "is_it"),
    [
        ("DE89370400440532013000", "37040044/0532013000", True),
        ("DE89370400440532013000", "37040044/532013000", True),
        ("DE89370400440532013000", "COBADEFFXXX/DE89370400440532013000", True),
        ("DE89370400440532013000", "37040044/0532013001", False),
        ("DE89 3704 0044 0532 0130 00", "DE89370400440532013000", True),
        ("012-345678-9", "0123456789", True),
        ("0123456789", "6789", False),
        ("0123456789", "MRMDUS33/0123456789", True),
    ],
)
def test_a_number_is_recognised_as_banks_write_it(number, written, is_it):
    assert is_number_of(BankAccountFactory.build(number=number, holder=None), written) is is_it


def test_a_csv_is_read_with_the_columns_that_were_named_for_the_account(bank):
    bank.account.csv_layout = {"booked_on": "Date", "amount": "Amount", "name": "Payer", "days": "ymd", "decimal": "."}
    text = 'Date,Payer,Amount\n2026-11-23,CITY CLINIC,"1,260.00"\n'

    file = import_statement(
        bank.account, text.encode(), name="x.csv", by=finance(), at=NOON, balances=Balances(0, 126_000)
    )

    assert (file.kind, file.entries.get().payer_name) == ("csv", "CITY CLINIC")
